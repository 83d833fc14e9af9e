// Light and sharpness of a region of pixels, for the live hint. The core measures again from the photo itself
// and never trusts these. Pure.
import type { Rectangle } from './crop.ts';

/** Mean luminance (ITU-R BT.601, 0–255) and variance of the Laplacian over a region of RGBA pixels. */
export function measurePixels(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  region: Rectangle,
): { brightness: number; sharpness: number } {
  const left = Math.max(1, Math.floor(region.x));
  const top = Math.max(1, Math.floor(region.y));
  const right = Math.min(width - 1, Math.ceil(region.x + region.width));
  const bottom = Math.min(height - 1, Math.ceil(region.y + region.height));
  const count = (right - left) * (bottom - top);
  if (right <= left || bottom <= top) return { brightness: 0, sharpness: 0 };
  const grey = (x: number, y: number) => {
    const i = (y * width + x) * 4;
    return 0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0);
  };
  let light = 0;
  let sum = 0;
  let squares = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const here = grey(x, y);
      const edge = grey(x - 1, y) + grey(x + 1, y) + grey(x, y - 1) + grey(x, y + 1) - 4 * here;
      light += here;
      sum += edge;
      squares += edge * edge;
    }
  }
  return { brightness: light / count, sharpness: squares / count - (sum / count) ** 2 };
}
