// Build step: the characters of the screens' own words as two small fonts of their own, for text and for titles. The full
// face (16 MB) is fetched only when a name or a place needs a character beyond them; the first paint needs none.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
const words = ['zh-CN.json', 'en.json', 'terms.zh-CN.json', 'terms.en.json'];
const rules = 'assets/first-font.css';
/** The heavier face has no characters of the ethnic groups' names: those are answers, never titles. */
const faces = [
  { file: 'first-font.woff2', weight: 400, source: 'assets/fonts/NotoSansCJKsc-Regular.otf' },
  {
    file: 'first-font-titles.woff2',
    weight: 600,
    source: 'assets/fonts/NotoSansSC-SemiBold.woff2',
  },
];

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
      const characters = firstCharacters();
      const range = unicodeRange(characters);
      const sheets: string[] = [];
      for (const { file, weight, source } of faces) {
        const font = await subsetFont(readFileSync(join(root, source)), characters, {
          targetFormat: 'woff2',
        });
        this.emitFile({ type: 'asset', fileName: `assets/${file}`, source: font });
        sheets.push(
          `@font-face{font-family:'Kiosk Sans';src:url('${file}') format('woff2');font-weight:${weight};font-display:block;unicode-range:${range}}`,
        );
      }
      this.emitFile({ type: 'asset', fileName: rules, source: sheets.join('\n') });
    },
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'stylesheet', href: `/${rules}` }, injectTo: 'head' },
    ],
  };
}
