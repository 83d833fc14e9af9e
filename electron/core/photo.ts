// Judges a face photo and makes the one that is kept: JPEG 358×441, 350 dpi, 14–30 KB, nothing of the original file.
// Where the face is comes from the camera worker; light and sharpness are measured here, from the pixels.
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { FailureCode, PhotoMeasures } from '../contract.ts';
import { decoded, measureGrey, openJpeg, toGrey } from './jpeg.ts';

/**
 * Limits of the photo, in pixels of the 358×441 picture. Sizes, dpi, face width 207 ± 14, and the eye line at least
 * 207 above the lower edge are GA 461-2004 as the residence-permit photo guides quote it; the bands here are wider,
 * because a person stands freely and a reviewer sees the photo afterwards. Light and sharpness have no number in
 * GA 461: measured on well lit, dimmed and blurred portraits (tests/core/photo.test.ts).
 */
export const PHOTO_LIMITS = {
  width: 358,
  height: 441,
  dpi: 350,
  /** 14–30 KB as the guides say; within both readings of “KB”. */
  bytes: { least: 14 * 1024, most: 30_000 },
  faceWidth: { least: 150, most: 260 },
  /** Face's middle from the picture's middle. */
  asideMost: 50,
  /** Eye line from the upper edge; 441 − 207 = 234 is the rule. */
  eyesY: { least: 110, most: 255 },
  /** Mean luminance of the face. */
  brightness: { least: 50, most: 225 },
  /** Variance of the Laplacian over the face. */
  sharpnessLeast: 30,
} as const;

/** What a camera may hand over: far above 358×441, far below a pixel flood. */
const INTAKE = { bytes: 3_000_000, pixels: 4_000_000 };
const RATIO = PHOTO_LIMITS.width / PHOTO_LIMITS.height;

export type JudgedPhoto =
  { readonly ok: true; readonly jpeg: string } | { readonly ok: false; readonly code: FailureCode };

/** Judges a JPEG (base64) with the worker's measures. Never throws for a bad picture: each has its photo-* code. */
export async function judgePhoto(image: string, measures: PhotoMeasures): Promise<JudgedPhoto> {
  const opened = await openJpeg(image, INTAKE);
  if (!opened.ok) return { ok: false, code: 'photo-format' };
  const { width, height } = opened;
  if (width < PHOTO_LIMITS.width || Math.abs(width / height - RATIO) > 0.01) {
    return { ok: false, code: 'photo-format' };
  }
  const picture = () =>
    opened.image().autoOrient().resize(PHOTO_LIMITS.width, PHOTO_LIMITS.height, { fit: 'fill' });
  const grey = await decoded(toGrey(picture()));
  if (grey === null) return { ok: false, code: 'photo-format' };

  const place = judgePlace(measures);
  if (place !== null) return { ok: false, code: place };
  const [face] = measures.faces;
  if (face === undefined) return { ok: false, code: 'photo-no-face' };
  const { brightness, sharpness } = measureGrey(grey, {
    left: face.x,
    top: face.y,
    right: face.x + face.width,
    bottom: face.y + face.height,
  });
  if (brightness < PHOTO_LIMITS.brightness.least) return { ok: false, code: 'photo-dark' };
  if (brightness > PHOTO_LIMITS.brightness.most) return { ok: false, code: 'photo-bright' };
  if (sharpness < PHOTO_LIMITS.sharpnessLeast) return { ok: false, code: 'photo-blurred' };

  const jpeg = await encodeWithin(picture());
  // A picture that stays below 14 KB at the best quality has no detail to speak of.
  if (jpeg === null) return { ok: false, code: 'photo-blurred' };
  return { ok: true, jpeg: jpeg.toString('base64') };
}

/** One face, of the right size, in the middle, eyes where they belong; null when all is well. */
function judgePlace(measures: PhotoMeasures): FailureCode | null {
  const { faceWidth, asideMost, eyesY, width } = PHOTO_LIMITS;
  const [face, another] = measures.faces;
  if (face === undefined) return 'photo-no-face';
  if (another !== undefined) return 'photo-many-faces';
  if (face.width < faceWidth.least) return 'photo-face-small';
  if (face.width > faceWidth.most) return 'photo-face-large';
  if (Math.abs(face.x + face.width / 2 - width / 2) > asideMost) return 'photo-off-centre';
  if (measures.eyesY === null) return 'photo-no-face';
  if (measures.eyesY < eyesY.least || measures.eyesY > eyesY.most) return 'photo-off-centre';
  return null;
}

/** The quality nearest to GA 461's factor 70 whose file is within 14–30 KB; null when none is. */
async function encodeWithin(picture: Sharp): Promise<Buffer | null> {
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const encode = (quality: number) =>
    sharp(data, { raw }).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();

  const { least, most } = PHOTO_LIMITS.bytes;
  let low = 5;
  let high = 100;
  let quality = 70;
  while (low <= high) {
    const jpeg = withDensity(await encode(quality), PHOTO_LIMITS.dpi);
    if (jpeg.length >= least && jpeg.length <= most) return jpeg;
    if (jpeg.length < least) low = quality + 1;
    else high = quality - 1;
    quality = Math.floor((low + high) / 2);
  }
  return null;
}

/**
 * Puts a JFIF header with the density (JFIF 1.02: version, unit 1 = per inch, x, y, no thumbnail) behind the start
 * marker: the encoder, told to write no metadata, writes none, and would tell the density by EXIF only.
 */
function withDensity(jpeg: Buffer, dpi: number): Buffer {
  if (jpeg.readUInt16BE(2) === 0xffe0) throw new Error('the encoder wrote a header of its own');
  const header = Buffer.from('ffe000104a46494600010201000000000000', 'hex');
  header.writeUInt16BE(dpi, 12);
  header.writeUInt16BE(dpi, 14);
  return Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]);
}
