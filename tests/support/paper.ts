// Reads a printed sheet as an outsider would: rasterised at 300 dpi by poppler, codes decoded by ZXing.
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import {
  BinaryBitmap,
  Code128Reader,
  DecodeHintType,
  Exception,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library';
import sharp from 'sharp';

const run = promisify(execFile);

/** Runs a program of poppler-utils and gives what it says. */
async function poppler(program: string, args: readonly string[]): Promise<string> {
  try {
    return (await run(program, args)).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(`${program} is missing: apt-get install -y poppler-utils`, { cause: error });
    throw error;
  }
}

/** First page as PNG at 300 dpi. */
export async function rasterise(pdf: string): Promise<Buffer> {
  const prefix = `${pdf}.page`;
  await poppler('pdftoppm', ['-r', '300', '-png', '-singlefile', pdf, prefix]);
  const png = await readFile(`${prefix}.png`);
  await rm(`${prefix}.png`);
  return png;
}

/** Where one aims: the two codes stand side by side below the table. Parts of the page's width and height. */
const AIM = {
  QR_CODE: { left: 0.05, right: 0.36, top: 0.64, bottom: 0.84 },
  CODE_128: { left: 0.34, right: 0.95, top: 0.72, bottom: 0.82 },
};

/** Frames of a hand that is not quite still, as rotation in degrees and blur. ZXing's detector, given one flawless
 * frame of a dense QR, mistakes data for a finder pattern about one time in four; the next frame differs. */
const FRAMES = [
  [0, 1.6],
  [3, 1],
  [-7, 1.2],
  [12, 0.8],
  [0, 0],
  [-20, 1.4],
] as const;

/** Text of the code of this kind on a sheet, seen by a camera that aims at it. @throws Error when no frame could be read. */
export async function decode(png: Buffer, format: keyof typeof AIM): Promise<string> {
  const { width, height } = await sharp(png).metadata();
  const { left, right, top, bottom } = AIM[format];
  const aimed = await sharp(png)
    .extract({
      left: Math.round(left * width),
      top: Math.round(top * height),
      width: Math.round((right - left) * width),
      height: Math.round((bottom - top) * height),
    })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer();
  return decodeAimed(aimed, format);
}

/** Text of the one code in the picture. @throws Error when no frame could be read. */
export async function decodeAimed(aimed: Buffer, format: keyof typeof AIM): Promise<string> {
  for (const [angle, blur] of FRAMES) {
    const frame = sharp(aimed).rotate(angle, { background: '#ffffff' }).greyscale();
    const { data, info } = await (blur > 0 ? frame.blur(blur) : frame)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const text = decodeFrame(Uint8ClampedArray.from(data), info.width, info.height, format);
    if (text !== null) return text;
  }
  throw new Error(`no ${format} could be read in ${FRAMES.length} frames`);
}

function decodeFrame(
  luminances: Uint8ClampedArray,
  width: number,
  height: number,
  format: keyof typeof AIM,
): string | null {
  const reader = format === 'QR_CODE' ? new QRCodeReader() : new Code128Reader();
  const source = new RGBLuminanceSource(luminances, width, height);
  try {
    const hints = new Map<DecodeHintType, unknown>([[DecodeHintType.TRY_HARDER, true]]);
    return reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
  } catch (error) {
    if (error instanceof Exception) return null;
    throw error;
  }
}

/** The page's text as poppler extracts it. */
export function textOf(pdf: string): Promise<string> {
  return poppler('pdftotext', ['-layout', pdf, '-']);
}

export interface EmbeddedFont {
  readonly name: string;
  readonly embedded: boolean;
  readonly subset: boolean;
}
export async function fontsOf(pdf: string): Promise<readonly EmbeddedFont[]> {
  const [, , ...rows] = (await poppler('pdffonts', [pdf])).trimEnd().split('\n');
  return rows.map((row) => {
    const [name = ''] = row.split(/\s+/);
    const [, embedded, subset] = /\s(yes|no)\s+(yes|no)\s+(?:yes|no)\s+\d+\s+\d+$/.exec(row) ?? [];
    return { name, embedded: embedded === 'yes', subset: subset === 'yes' };
  });
}

/** Number of pages and their size in points. */
export async function pagesOf(pdf: string): Promise<{ pages: number; size: string }> {
  const info = await poppler('pdfinfo', [pdf]);
  return {
    pages: Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]),
    size: /^Page size:\s+(.+)$/m.exec(info)?.[1] ?? '',
  };
}
