// The photo in the chip of the card at the window, as a small JPEG for whoever compares faces. In memory, for this visit.
// Must not be sealed into a draft, logged or kept: it is gone when the visit is.
import type { PhotoDecoder } from '../devices/photo-decoder.ts';
import type { IdCard, Log } from '../domain.ts';
import { readBitmap } from './bitmap.ts';

/** Pixels: more than a chip photo has, less than a portrait for print. */
const mostWidth = 358;
const mostHeight = 441;
const mostPixels = 1_000_000;

export interface ChipPhotos {
  /** The photo of the person of this visit; null when there is none, or nobody to decode it. */
  current(): string | null;
  /** A card was read in this visit: its photo is decoded meanwhile. Resolves when it is there or will not be. */
  cardRead(card: IdCard): Promise<void>;
}

/** `visit` rises when a visit ends; `changed` is told when there is something to show. */
export function openChipPhotos(deps: {
  readonly decoder: PhotoDecoder | null;
  readonly visit: () => number;
  readonly changed: () => void;
  readonly log: Log;
}): ChipPhotos & { readonly drop: () => void } {
  const { decoder, log } = deps;
  let shown: { readonly visit: number; readonly of: string; readonly jpeg: string } | null = null;

  return {
    current: () => (shown?.visit === deps.visit() ? shown.jpeg : null),
    async cardRead({ chipPhoto }) {
      const visit = deps.visit();
      if (shown?.visit === visit && shown.of === chipPhoto) return;
      shown = null;
      if (decoder === null || chipPhoto === null) return;
      const file = await decoder.decode(Buffer.from(chipPhoto, 'base64'));
      const jpeg = file === null ? null : await asJpeg(file);
      if (file !== null && jpeg === null) log('warn', 'chip-photo.no-picture');
      if (jpeg === null || visit !== deps.visit()) return;
      shown = { visit, of: chipPhoto, jpeg };
      deps.changed();
    },
    drop() {
      if (shown !== null && shown.visit !== deps.visit()) shown = null;
    },
  };
}

/** The decoder's file as a JPEG of its own making; null when it is no picture, or far too large a one. */
export async function asJpeg(file: Buffer): Promise<string | null> {
  // Loaded with the first photo: the image library is large.
  const { default: sharp } = await import('sharp');
  try {
    const bitmap = readBitmap(file);
    const picture =
      bitmap === null
        ? sharp(file, { limitInputPixels: mostPixels, failOn: 'error' })
        : sharp(bitmap.rgb, { raw: { width: bitmap.width, height: bitmap.height, channels: 3 } });
    const { format } = await picture.metadata();
    if (bitmap === null && format !== 'jpeg' && format !== 'png') return null;
    const jpeg = await picture
      .resize(mostWidth, mostHeight, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality: 85 })
      .toBuffer();
    return jpeg.toString('base64');
  } catch {
    // Whatever sharp says of it: it is no picture. What it says might quote the file.
    return null;
  }
}
