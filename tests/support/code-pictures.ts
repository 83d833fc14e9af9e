// Pictures of codes as a bad camera sees them: drawn by bwip-js, then turned, blurred, made noisy, pale, dark or slanted.
import bwipjs from 'bwip-js/node';
import type { RenderOptions } from 'bwip-js/node';
import sharp from 'sharp';
import { toGrey } from '../../renderer/camera/code-picture.ts';
import type { GreyPicture } from '../../renderer/camera/code-picture.ts';
import { diceOf } from './dice.ts';

/** What bwip-js calls the kinds drawn here; the last four are none of ours. */
export type DrawnKind =
  'qrcode' | 'code128' | 'pdf417' | 'datamatrix' | 'azteccode' | 'ean13' | 'code39';

/** A clean code with its quiet zone on white paper. */
export async function drawCode(kind: DrawnKind, text: string, scale = 4): Promise<GreyPicture> {
  const options: RenderOptions & { eclevel?: string | number } = {
    bcid: kind,
    text,
    scale,
    padding: 12,
    backgroundcolor: 'ffffff',
    ...(kind === 'qrcode' && { eclevel: 'M' }),
    ...((kind === 'code128' || kind === 'code39' || kind === 'ean13') && { height: 18 }),
  };
  return decode(await bwipjs.toBuffer(options));
}

/** Any picture file as grey values; `degrees` turn it clockwise on white. */
export async function decode(file: Buffer, degrees = 0): Promise<GreyPicture> {
  const { data, info } = await sharp(file)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .rotate(degrees, { background: '#ffffff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return toGrey({ data: new Uint8ClampedArray(data), width: info.width, height: info.height });
}

async function encode({ grey, width, height }: GreyPicture): Promise<Buffer> {
  return sharp(grey, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

export async function turned(picture: GreyPicture, degrees: number): Promise<GreyPicture> {
  return decode(await encode(picture), degrees);
}

export async function blurred(picture: GreyPicture, sigma: number): Promise<GreyPicture> {
  return decode(
    await sharp(await encode(picture))
      .blur(sigma)
      .png()
      .toBuffer(),
  );
}

/** Contrast times `factor` around `middle`. */
export function pale(picture: GreyPicture, factor: number, middle = 128): GreyPicture {
  return changed(picture, (value) => middle + (value - 128) * factor);
}

/** Each pixel moved by up to `most`, the same every time for the same seed. */
export function noisy(picture: GreyPicture, most: number, seed = 1): GreyPicture {
  const random = diceOf(seed);
  return changed(picture, (value) => value + (random() * 2 - 1) * most);
}

/** Seen from the side, in perspective: the left edge `near` (0 to 1) times as high as the right one. */
export function slanted({ grey, width, height }: GreyPicture, near: number): GreyPicture {
  const out = new Uint8ClampedArray(grey.length).fill(255);
  for (let x = 0; x < width; x++) {
    const across = x / (width - 1);
    const high = near + (1 - near) * across;
    const from = Math.round((across / high) * (width - 1));
    for (let y = 0; y < height; y++) {
      const source = Math.round((y - height / 2) / high + height / 2);
      if (source >= 0 && source < height) out[y * width + x] = grey[source * width + from] ?? 255;
    }
  }
  return { grey: out, width, height };
}

function changed(
  { grey, width, height }: GreyPicture,
  change: (value: number) => number,
): GreyPicture {
  return { grey: grey.map(change), width, height };
}

/** Blank paper. */
export function blank(width = 640, height = 480, value = 235): GreyPicture {
  return { grey: new Uint8ClampedArray(width * height).fill(value), width, height };
}
