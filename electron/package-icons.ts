// The icons of the packages, drawn from assets/icons/icon.svg: `node electron/package-icons.ts` writes them anew.
// electron-builder could convert a picture itself, but fetches a tool for it: packing must not need the network.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';

/** Sizes of the hicolor theme that desktops look for, in pixels. */
export const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const;
const windowsSizes = [16, 24, 32, 48, 64, 128, 256] as const;
/** Below this the thin lines of the picture are dirt. Pixels. */
const fineFrom = 40;

/** The SVG as a picture of `size` pixels: 32-bit RGBA, row by row. */
async function draw(svg: string, size: number): Promise<Buffer> {
  const shown = size < fineFrom ? svg.replace(/<g id="fine"[\s\S]*?<\/g>/, '') : svg;
  // Drawn at four times the size and made smaller: finer edges than the SVG renderer's own at 16 pixels.
  const large = await sharp(Buffer.from(shown), { density: 72 * ((size * 4) / 1024) })
    .resize(size * 4, size * 4)
    .png()
    .toBuffer();
  return sharp(large).resize(size, size).ensureAlpha().raw().toBuffer();
}

function png(pixels: Buffer, size: number): Promise<Buffer> {
  return sharp(pixels, { raw: { width: size, height: size, channels: 4 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** A picture as it lies in an .ico: BITMAPINFOHEADER of doubled height, BGRA from the last row up, an empty mask. */
function bitmap(pixels: Buffer, size: number): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const rows = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    const row = pixels.subarray(y * size * 4, (y + 1) * size * 4);
    rows.set(row, (size - 1 - y) * size * 4);
  }
  for (let at = 0; at < rows.length; at += 4) {
    const red = rows.readUInt8(at);
    rows.writeUInt8(rows.readUInt8(at + 2), at);
    rows.writeUInt8(red, at + 2);
  }
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  return Buffer.concat([header, rows, mask]);
}

/** Windows' icon file: pictures up to 128 pixels as bitmaps, which every installer reads, 256 as PNG. */
function ico(pictures: readonly { readonly size: number; readonly data: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, data }, index) => {
    const at = 6 + 16 * index;
    // One byte each for width and height: 256 is written 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += data.length;
  });
  return Buffer.concat([head, ...pictures.map(({ data }) => data)]);
}

/** Every icon file by its path under assets/icons. */
export async function drawIcons(svg: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const size of linuxSizes)
    files.set(`linux/${size}x${size}.png`, await png(await draw(svg, size), size));
  files.set('icon.png', await png(await draw(svg, 1024), 1024));
  const pictures = [];
  for (const size of windowsSizes) {
    const pixels = await draw(svg, size);
    pictures.push({ size, data: size < 256 ? bitmap(pixels, size) : await png(pixels, size) });
  }
  files.set('icon.ico', ico(pictures));
  return files;
}

if (import.meta.main) {
  const dir = resolve(import.meta.dirname, '../assets/icons');
  mkdirSync(join(dir, 'linux'), { recursive: true });
  const files = await drawIcons(readFileSync(join(dir, 'icon.svg'), 'utf8'));
  for (const [name, data] of files) writeFileSync(join(dir, name), data);
  process.stdout.write(`${files.size} icons drawn\n`);
}
