// The way in for every picture: untrusted bytes become pixels here or are refused. Used by photo.ts and materials.ts.
// Nothing of the original file goes on: what is kept is always encoded anew from pixels. Knows no rules of content.
import sharp from 'sharp';
import type { Sharp } from 'sharp';

// The library's cache would keep pictures of people in memory after the visit.
sharp.cache(false);

export interface JpegLimits {
  /** Longest file, bytes. */
  readonly bytes: number;
  /** Most pixels, width × height, judged from the header before anything is unpacked. */
  readonly pixels: number;
}
export type OpenedJpeg =
  | {
      readonly ok: true;
      readonly width: number;
      readonly height: number;
      readonly image: () => Sharp;
    }
  | { readonly ok: false; readonly why: 'format' | 'too-large' };

const START = Buffer.from([0xff, 0xd8, 0xff]);
const END = Buffer.from([0xff, 0xd9]);

/**
 * Opens a JPEG given as base64. Only JPEG, by its first bytes and by its last: what follows the end marker would be
 * another file hidden behind the picture. `image()` starts a fresh pipeline over the same bytes; damage inside the
 * picture shows only when its pixels are read, see {@link decoded}.
 */
export async function openJpeg(base64: string, limits: JpegLimits): Promise<OpenedJpeg> {
  if (base64.length > Math.ceil(limits.bytes / 3) * 4) return { ok: false, why: 'too-large' };
  const bytes = Buffer.from(base64, 'base64');
  if (!bytes.subarray(0, 3).equals(START) || !bytes.subarray(-2).equals(END)) {
    return { ok: false, why: 'format' };
  }
  const image = () => sharp(bytes, { failOn: 'warning', limitInputPixels: limits.pixels });
  // The header is read without a limit: it costs nothing and tells “too large” from “broken”.
  const header = await decoded(sharp(bytes, { limitInputPixels: false }).metadata());
  if (header?.format !== 'jpeg') return { ok: false, why: 'format' };
  if (header.width * header.height > limits.pixels) return { ok: false, why: 'too-large' };
  const { width, height } = header.autoOrient;
  return { ok: true, width, height, image };
}

/** Waits for sharp; null when the bytes are no whole picture. libvips tells that by throwing, and by nothing else. */
export async function decoded<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch {
    return null;
  }
}

/** Pixels of one grey channel. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export async function toGrey(image: Sharp): Promise<Grey> {
  const { data, info } = await image
    .flatten({ background: '#ffffff' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Mean luminance (0–255) and variance of the 4-neighbour Laplacian over a region; the outermost pixels are left out. */
export function measureGrey(grey: Grey, region: Region): { brightness: number; sharpness: number } {
  const { data, width, height } = grey;
  const left = Math.max(1, Math.floor(region.left));
  const top = Math.max(1, Math.floor(region.top));
  const right = Math.min(width - 1, Math.ceil(region.right));
  const bottom = Math.min(height - 1, Math.ceil(region.bottom));
  if (right <= left || bottom <= top) return { brightness: 0, sharpness: 0 };
  const count = (right - left) * (bottom - top);
  const at = (i: number) => data[i] ?? 0;
  let light = 0;
  let sum = 0;
  let squares = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const i = y * width + x;
      const edge = at(i - 1) + at(i + 1) + at(i - width) + at(i + width) - 4 * at(i);
      light += at(i);
      sum += edge;
      squares += edge * edge;
    }
  }
  return { brightness: light / count, sharpness: squares / count - (sum / count) ** 2 };
}
