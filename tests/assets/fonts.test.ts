// The fonts the screens' words are cut from have every character of them: no title falls back to another weight, no first
// paint waits for the full face.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import PDFDocument from 'pdfkit';
import { expect, it } from 'vitest';

const assets = resolve(import.meta.dirname, '../../assets');

interface Opened {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** Characters of the locales that the font of this file lacks, and where they stand. */
function missingIn(file: string): string[] {
  const document = new PDFDocument({ font: '' });
  document.registerFont('words', readFileSync(join(assets, 'fonts', file)));
  document.font('words');
  const { font } = (document as unknown as Opened)._font;
  const missing = new Set<string>();
  for (const name of ['zh-CN', 'en', 'terms.zh-CN', 'terms.en'])
    for (const [key, words] of Object.entries(
      JSON.parse(readFileSync(join(assets, `locales/${name}.json`), 'utf8')) as Record<
        string,
        string
      >,
    ))
      for (const character of words)
        if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0))
          missing.add(`${character} of ${key}`);
  return [...missing];
}

it('the usual characters hold every word of the screens', () => {
  expect(missingIn('NotoSansCJKsc-Regular-usual.woff2')).toEqual([]);
});

it('SemiBold holds them too, but for one name of an ethnic group, which is never a title', () => {
  expect(missingIn('NotoSansSC-SemiBold.woff2')).toEqual(['仫 of ethnicity.32']);
});
