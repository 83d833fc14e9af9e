// Judges the photograph of a paper and makes what is kept: a JPEG page and a thumbnail, encoded anew without metadata.
// Only whether it can be read: what the paper says is upstream's to judge.
import type { Sharp } from 'sharp';
import type { FailureCode } from '../contract.ts';
import { MAX_IMAGE_CHARS } from '../contract.ts';
import { decoded, measureGrey, openJpeg, toGrey } from './jpeg.ts';
import type { Grey } from './jpeg.ts';

/** Limits of a page. No standard gives them: the page is legible at 1600 px, 200 dpi of an A4's 8.3 inches. */
export const PAPER_LIMITS = {
  width: 1600,
  height: 2400,
  bytes: 600_000,
  thumbnail: { width: 160, height: 160, bytes: 6_000 },
  /** Mean luminance. */
  brightnessLeast: 60,
  /** Variance of the Laplacian in the sharpest tenth of the tiles, picture at most 1000 px wide. */
  sharpnessLeast: 120,
} as const;

const INTAKE = { bytes: (MAX_IMAGE_CHARS / 4) * 3, pixels: 25_000_000 };
const LOOK_WIDTH = 1000;
const TILES = 16;

export type JudgedPaper =
  | { readonly ok: true; readonly page: string; readonly thumbnail: string }
  | { readonly ok: false; readonly code: FailureCode };

/** Judges a JPEG (base64). Never throws for a bad picture: each has its paper-* code. */
export async function judgePaper(image: string): Promise<JudgedPaper> {
  const opened = await openJpeg(image, INTAKE);
  if (!opened.ok) {
    return { ok: false, code: opened.why === 'too-large' ? 'paper-too-large' : 'paper-format' };
  }
  const picture = () => opened.image().autoOrient().flatten({ background: '#ffffff' });
  const look = await decoded(
    toGrey(picture().resize({ width: LOOK_WIDTH, withoutEnlargement: true })),
  );
  if (look === null) return { ok: false, code: 'paper-format' };
  const { brightness, sharpness } = measurePage(look);
  if (brightness < PAPER_LIMITS.brightnessLeast) return { ok: false, code: 'paper-dark' };
  if (sharpness < PAPER_LIMITS.sharpnessLeast) return { ok: false, code: 'paper-blurred' };

  const page = await encodeBelow(
    picture().resize({ ...within(PAPER_LIMITS), fit: 'inside', withoutEnlargement: true }),
    PAPER_LIMITS.bytes,
  );
  const thumbnail = await encodeBelow(
    picture().resize({ ...within(PAPER_LIMITS.thumbnail), fit: 'inside' }),
    PAPER_LIMITS.thumbnail.bytes,
  );
  if (page === null || thumbnail === null) return { ok: false, code: 'paper-too-large' };
  return { ok: true, page: page.toString('base64'), thumbnail: thumbnail.toString('base64') };
}

function within(limits: { readonly width: number; readonly height: number }) {
  return { width: limits.width, height: limits.height };
}

/** A page is mostly blank, so its sharpness is that of the tiles with writing: the sharpest tenth. */
function measurePage(grey: Grey): { brightness: number; sharpness: number } {
  const whole = measureGrey(grey, { left: 0, top: 0, right: grey.width, bottom: grey.height });
  const tiles: number[] = [];
  for (let row = 0; row < TILES; row++) {
    for (let column = 0; column < TILES; column++) {
      const tile = measureGrey(grey, {
        left: (column / TILES) * grey.width,
        top: (row / TILES) * grey.height,
        right: ((column + 1) / TILES) * grey.width,
        bottom: ((row + 1) / TILES) * grey.height,
      });
      tiles.push(tile.sharpness);
    }
  }
  tiles.sort((a, b) => b - a);
  const sharpest = tiles.slice(0, Math.ceil(tiles.length / 10));
  const mean = sharpest.reduce((sum, value) => sum + value, 0) / sharpest.length;
  return { brightness: whole.brightness, sharpness: mean };
}

/** The best quality whose file is small enough; null when even the poorest is not. */
async function encodeBelow(picture: Sharp, mostBytes: number): Promise<Buffer | null> {
  for (const quality of [82, 70, 55, 40, 25]) {
    const jpeg = await picture.clone().toColourspace('srgb').jpeg({ quality }).toBuffer();
    if (jpeg.length <= mostBytes) return jpeg;
  }
  return null;
}
