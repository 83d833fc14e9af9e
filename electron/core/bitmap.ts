// A Windows bitmap, uncompressed at 24 or 32 bits, as pixels: what decoders of the chip photo write and sharp cannot read.
// Pure; takes nothing on trust.

/** Rows from the top, three bytes (red, green, blue) a pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Buffer;
}

const HEADER = 54;
/** Pixels each way; a chip photo has 102×126. */
const mostSide = 1000;

/** Null when the file is none of the kind, or its header does not fit what follows it. */
export function readBitmap(file: Buffer): Pixels | null {
  if (file.length < HEADER || file.toString('latin1', 0, 2) !== 'BM') return null;
  const from = file.readUInt32LE(10);
  const width = file.readInt32LE(18);
  const rows = file.readInt32LE(22);
  const depth = file.readUInt16LE(28) / 8;
  const uncompressed = file.readUInt32LE(30) === 0;
  const height = Math.abs(rows);
  if (!uncompressed || (depth !== 3 && depth !== 4)) return null;
  if (width < 1 || height < 1 || width > mostSide || height > mostSide) return null;
  const stride = Math.ceil((width * depth) / 4) * 4;
  if (from < HEADER || file.length < from + stride * height) return null;
  const rgb = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    // A positive height counts from the bottom.
    const row = from + stride * (rows > 0 ? height - 1 - y : y);
    for (let x = 0; x < width; x += 1) {
      const pixel = row + x * depth;
      const at = (y * width + x) * 3;
      rgb[at] = file.readUInt8(pixel + 2);
      rgb[at + 1] = file.readUInt8(pixel + 1);
      rgb[at + 2] = file.readUInt8(pixel);
    }
  }
  return { width, height, rgb };
}
