// Text in the fonts of assets/fonts: which font has a character, how wide a text is, where its lines break.
// Must never draw a box for a character: a text that no font covers is refused before anything is drawn.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The part of a pdfkit document used here; pdfkit keeps the opened font in `_font`, its types do not say so. */
export interface TypeDocument {
  registerFont(name: string, source: Buffer): unknown;
  font(name: string): unknown;
  fontSize(size: number): unknown;
  widthOfString(text: string): number;
  text(
    text: string,
    x: number,
    y: number,
    options: { readonly lineBreak: false; readonly [option: string]: unknown },
  ): unknown;
}
interface OpenedFont {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** A character that none of our fonts has. Carries no text: it would be part of a person's name. */
export class GlyphMissing extends Error {
  constructor() {
    super('a character of the sheet is in none of the fonts');
  }
}

const MAIN = 'NotoSansCJKsc-Regular.otf';

/** Fonts of one document. The rare ones are opened only when a text needs them. */
export interface Type {
  /** Pieces of `text` that share a font, in order. @throws GlyphMissing */
  runs(text: string): readonly { readonly font: string; readonly text: string }[];
  /** Width in points at `size` points. */
  width(text: string, size: number): number;
  /** Lines of at most `width` points; words of ASCII stay whole where they fit, Chinese breaks anywhere. */
  lines(text: string, size: number, width: number): readonly string[];
  /** Draws one line with its baseline box starting at `y`. */
  draw(
    text: string,
    x: number,
    y: number,
    size: number,
    options?: Readonly<Record<string, unknown>>,
  ): void;
}

/**
 * Opens the fonts for `doc`.
 * @param folder assets/fonts: the main face, and `rare-XXXXX.*` for the code points from XXXXX on.
 */
export function openType(doc: TypeDocument, folder: string): Type {
  const covers = new Map<string, (codePoint: number) => boolean>();
  const open = (file: string) => {
    const known = covers.get(file);
    if (known !== undefined) return known;
    doc.registerFont(file, readFileSync(join(folder, file)));
    doc.font(file);
    const { font } = (doc as unknown as OpenedFont)._font;
    const has = (codePoint: number) => font.hasGlyphForCodePoint(codePoint);
    covers.set(file, has);
    return has;
  };
  const rareFiles = readdirSync(folder)
    .map((file) => ({ file, from: parseInt(/^rare-([0-9A-F]+)\./.exec(file)?.[1] ?? '', 16) }))
    .filter(({ from }) => !Number.isNaN(from))
    .sort((a, b) => b.from - a.from);

  function fontOf(character: string): string {
    const codePoint = character.codePointAt(0) ?? 0;
    if (open(MAIN)(codePoint)) return MAIN;
    const rare = rareFiles.find(({ from }) => from <= codePoint);
    if (rare !== undefined && open(rare.file)(codePoint)) return rare.file;
    throw new GlyphMissing();
  }

  function runs(text: string): { font: string; text: string }[] {
    const pieces: { font: string; text: string }[] = [];
    for (const character of Array.from(text)) {
      const font = fontOf(character);
      const last = pieces.at(-1);
      if (last?.font === font) last.text += character;
      else pieces.push({ font, text: character });
    }
    return pieces;
  }

  function width(text: string, size: number): number {
    doc.fontSize(size);
    let sum = 0;
    for (const run of runs(text)) {
      doc.font(run.font);
      sum += doc.widthOfString(run.text);
    }
    return sum;
  }

  function lines(text: string, size: number, limit: number): readonly string[] {
    const done: string[] = [];
    let line = '';
    for (const word of text.match(/[!-~]+|[^!-~]/gu) ?? []) {
      // A word wider than the line is broken like Chinese text.
      const parts = width(word, size) > limit ? Array.from(word) : [word];
      for (const part of parts) {
        if (line !== '' && width(line + part, size) > limit) {
          done.push(line);
          line = '';
        }
        line += part;
      }
    }
    return line === '' ? done : [...done, line];
  }

  return {
    runs,
    width,
    lines,
    draw(text, x, y, size, options = {}) {
      doc.fontSize(size);
      let at = x;
      for (const run of runs(text)) {
        doc.font(run.font);
        doc.text(run.text, at, y, { ...options, lineBreak: false });
        at += doc.widthOfString(run.text);
      }
    },
  };
}

/** assets/fonts, sought upwards from this module: beside the sources, beside the bundle and in the package alike. */
export function fontsFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'assets', 'fonts');
    if (existsSync(join(candidate, MAIN))) return candidate;
    if (folder === dirname(folder))
      throw new Error('assets/fonts is missing from the installation');
  }
}
