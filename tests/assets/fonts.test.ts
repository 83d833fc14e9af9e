// The heavier face has every character of the screens' words, so that no title falls back to another weight in the middle.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import PDFDocument from 'pdfkit';
import { expect, it } from 'vitest';

const assets = resolve(import.meta.dirname, '../../assets');

interface Opened {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

it('SemiBold covers every word of the screens but the names of ethnic groups', () => {
  const document = new PDFDocument({ font: '' });
  document.registerFont('titles', readFileSync(join(assets, 'fonts/NotoSansSC-SemiBold.woff2')));
  document.font('titles');
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
        if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) && !key.startsWith('ethnic'))
          missing.add(`${character} of ${key}`);
  expect([...missing]).toEqual([]);
});
