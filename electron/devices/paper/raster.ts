// One line of text drawn as dots for a receipt printer: for characters its own font may lack.
// Must not print; the same text gives the same dots.
import type { SKRSContext2D } from '@napi-rs/canvas';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { columnsOf } from './columns.ts';
import { fontsFolder } from './glyphs.ts';

/** Font A of ESC/POS printers: 12 × 24 dots a column, lines 30 dots apart. */
export const DOTS_PER_COLUMN = 12;
const GLYPH = 24;
const LINE = 30;
/** What stands for a character that no font has, as in Chinese typesetting. */
const GETA = '〓';
/** A code point that no font has: as it comes out, so comes out any missing character. */
const NOBODY_HAS = '\u{10ffff}';
/** Luminance below which a dot is printed. */
const DARK = 150;

const families = new Map<string, string>();

/** Fonts of `folder` as one CSS family list, the main face first. */
function familyOf(folder: string): string {
  const known = families.get(folder);
  if (known !== undefined) return known;
  const files = readdirSync(folder).filter((file) => /\.(otf|ttf|ttc)$/i.test(file));
  if (files.length === 0) throw new Error('the folder of fonts has none');
  const names = files.sort().map((file, index) => {
    const name = `slip-${families.size}-${index}`;
    GlobalFonts.registerFromPath(join(folder, file), name);
    return `"${name}"`;
  });
  const family = names.join(', ');
  families.set(folder, family);
  return family;
}

/**
 * `GS v 0` with the line drawn in the printer's own grid, `size` times as large.
 * @param columns of the paper.
 * @param folder of the fonts.
 */
export function rasterLine(
  text: string,
  columns: number,
  size: number,
  folder = fontsFolder(),
): Buffer {
  const width = columns * DOTS_PER_COLUMN;
  const height = LINE * size;
  const family = familyOf(folder);
  const context = whitePaper(width, height, size, family);
  let column = 0;
  for (const character of text) {
    put(context, hasGlyph(character, family) ? character : GETA, column, size);
    column += columnsOf(character);
  }
  return rasterCommand(dotsOf(context, width, height), width / 8, height);
}

function whitePaper(width: number, height: number, size: number, family: string): SKRSContext2D {
  const context = createCanvas(width, height).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  context.font = `${GLYPH * size}px ${family}`;
  return context;
}

function put(context: SKRSContext2D, character: string, column: number, size: number): void {
  const dots = DOTS_PER_COLUMN * size;
  // ASCII of a proportional face is a little wider than half a Chinese character: squeezed into its cell.
  context.fillText(character, column * dots, GLYPH * size, columnsOf(character) * dots);
}

function hasGlyph(character: string, family: string): boolean {
  if (character <= '\u007f') return true;
  return !cellOf(character, family).equals(cellOf(NOBODY_HAS, family));
}

function cellOf(character: string, family: string): Buffer {
  const width = 2 * DOTS_PER_COLUMN;
  const context = whitePaper(width, LINE, 1, family);
  put(context, character, 0, 1);
  return dotsOf(context, width, LINE);
}

/** Eight dots a byte, the leftmost the highest bit. */
function dotsOf(context: SKRSContext2D, width: number, height: number): Buffer {
  const { data } = context.getImageData(0, 0, width, height);
  const dots = Buffer.alloc((width / 8) * height);
  for (let at = 0; at < width * height; at += 1) {
    const isDark = (data[at * 4] ?? 255) < DARK;
    if (isDark) dots.writeUInt8(dots.readUInt8(at >> 3) | (0x80 >> (at & 7)), at >> 3);
  }
  return dots;
}

const DLE = 0x10;
/** What after DLE a printer obeys at once even amid an image (ESC/POS real-time commands). */
const REAL_TIME = new Set([0x04, 0x05, 0x14]);

function rasterCommand(dots: Buffer, widthBytes: number, height: number): Buffer {
  for (let at = 0; at + 1 < dots.length; at += 1) {
    // One dot more in the picture instead of a status request or a drawer kick.
    if (dots[at] === DLE && REAL_TIME.has(dots[at + 1] ?? 0)) dots[at] = DLE | 0x20;
  }
  const head = Buffer.from([0x1d, 0x76, 0x30, 0, 0, 0, 0, 0]);
  head.writeUInt16LE(widthBytes, 4);
  head.writeUInt16LE(height, 6);
  return Buffer.concat([head, dots]);
}
