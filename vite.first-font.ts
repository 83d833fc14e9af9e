// Build step: the characters of the screens' own words as two small fonts of their own, for text and for titles, and the
// usual characters of names and places as a third. The full face (16 MB) is fetched only for a character beyond them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
const words = ['zh-CN.json', 'en.json', 'terms.zh-CN.json', 'terms.en.json'];
const rules = 'assets/first-font.css';
/** Cut out of the full face once: cutting it at every build took longer than all the rest of the build. */
const regular = 'assets/fonts/NotoSansCJKsc-Regular-usual.woff2';
/** The heavier face has no characters of the ethnic groups' names: those are answers, never titles. */
const semiBold = 'assets/fonts/NotoSansSC-SemiBold.woff2';

/** Every character a screen may show without a person's data. */
function firstCharacters(): string {
  const ascii = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));
  const spoken = words.flatMap((name) =>
    Object.values(
      JSON.parse(readFileSync(join(root, 'assets/locales', name), 'utf8')) as Record<
        string,
        string
      >,
    ),
  );
  return [...new Set([...ascii, ...Array.from(spoken.join(''))])].sort().join('');
}

/** The 3,755 most used characters: level 1 of GB 2312, rows 16 to 55. */
function usualCharacters(): string {
  const decoder = new TextDecoder('gb2312', { fatal: true });
  const rows = Array.from({ length: 40 }, (_, row) => 0xb0 + row);
  const cells = Array.from({ length: 94 }, (_, cell) => 0xa1 + cell);
  return (
    rows
      .flatMap((row) => cells.map((cell) => [row, cell] as const))
      // The last row of the level ends with its 89th cell.
      .filter(([row, cell]) => row < 0xd7 || cell <= 0xf9)
      .map((pair) => decoder.decode(Uint8Array.from(pair)))
      .join('')
  );
}

function unicodeRange(characters: string): string {
  return Array.from(characters)
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16)}`)
    .join(',');
}

/** Emits the fonts and their rules, and links the rules from the page. */
export function firstFont(): Plugin {
  return {
    name: 'kiosk-first-font',
    apply: 'build',
    async generateBundle() {
      const first = firstCharacters();
      const known = new Set(first);
      const usual = Array.from(usualCharacters())
        .filter((character) => !known.has(character))
        .join('');
      const sheets: string[] = [];
      const emit = (file: string, weight: number, characters: string, font: Uint8Array): void => {
        this.emitFile({ type: 'asset', fileName: `assets/${file}`, source: font });
        sheets.push(
          `@font-face{font-family:'Kiosk Sans';src:url('${file}') format('woff2');font-weight:${weight};font-display:block;unicode-range:${unicodeRange(characters)}}`,
        );
      };
      const cut = (source: string): Promise<Buffer> =>
        subsetFont(readFileSync(join(root, source)), first, { targetFormat: 'woff2' });
      emit('first-font.woff2', 400, first, await cut(regular));
      emit('first-font-titles.woff2', 600, first, await cut(semiBold));
      emit('usual-font.woff2', 400, usual, readFileSync(join(root, regular)));
      this.emitFile({ type: 'asset', fileName: rules, source: sheets.join('\n') });
    },
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'stylesheet', href: `/${rules}` }, injectTo: 'head' },
    ],
  };
}
