// Build step: the characters of the screens' own words as a small font of their own. The full face (16 MB) is fetched only
// when a name or a place needs a character beyond them; the first paint needs none.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
const face = 'assets/fonts/NotoSansCJKsc-Regular.otf';
const words = ['zh-CN.json', 'en.json', 'terms.zh-CN.json', 'terms.en.json'];
const fileName = 'assets/first-font';

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

/** Emits the font and its rule, and links the rule from the page. */
export function firstFont(): Plugin {
  return {
    name: 'kiosk-first-font',
    apply: 'build',
    async generateBundle() {
      const characters = firstCharacters();
      const font = await subsetFont(readFileSync(join(root, face)), characters, {
        targetFormat: 'woff2',
      });
      this.emitFile({ type: 'asset', fileName: `${fileName}.woff2`, source: font });
      this.emitFile({
        type: 'asset',
        fileName: `${fileName}.css`,
        source: `@font-face{font-family:'Kiosk Sans';src:url('first-font.woff2') format('woff2');font-weight:400;font-display:block;unicode-range:${unicodeRange(characters)}}`,
      });
    },
    transformIndexHtml: () => [
      {
        tag: 'link',
        attrs: { rel: 'stylesheet', href: `/${fileName}.css` },
        injectTo: 'head',
      },
    ],
  };
}
