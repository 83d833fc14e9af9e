// Judging a face photo: real pictures through the real judge. Where the face is was measured by the camera worker
// (tests/e2e/camera.spec.ts); here it is given.
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PhotoMeasures } from '../../electron/contract.ts';
import { judgePhoto, PHOTO_LIMITS } from '../../electron/core/photo.ts';
import { badImages, jpegOfSize } from '../support/bad-images.ts';

const ASTRONAUT = fileURLToPath(new URL('../fixtures/faces/astronaut.jpg', import.meta.url));
const face = { x: 66, y: 132, width: 218, height: 218, score: 0.9 };
const good: PhotoMeasures = { faces: [face], eyesY: 187, brightness: 160, sharpness: 90 };
let portrait: Buffer;

/** The part of the picture that a good photo shows. */
function cropped() {
  return sharp(ASTRONAUT)
    .extract({ left: 141, top: 16, width: 166, height: 204 })
    .resize(358, 441, { fit: 'fill' });
}
async function base64(image: Sharp): Promise<string> {
  return (await image.jpeg({ quality: 95 }).toBuffer()).toString('base64');
}
async function codeOf(image: string, measures: PhotoMeasures): Promise<string> {
  const judged = await judgePhoto(image, measures);
  return judged.ok ? 'ok' : judged.code;
}

beforeAll(async () => {
  portrait = await cropped().jpeg({ quality: 95 }).toBuffer();
});

describe('a photo that will do', () => {
  it('is kept as a JPEG of 358×441, 24 bit, 350 dpi in its JFIF header, 14–30 KB', async () => {
    const judged = await judgePhoto(portrait.toString('base64'), good);
    if (!judged.ok) throw new Error(judged.code);
    const bytes = Buffer.from(judged.jpeg, 'base64');
    expect(bytes.length).toBeGreaterThanOrEqual(14 * 1024);
    expect(bytes.length).toBeLessThanOrEqual(30_000);
    expect(bytes.subarray(0, 11).toString('latin1')).toBe('\xff\xd8\xff\xe0\x00\x10JFIF\0');
    expect([bytes[13], bytes.readUInt16BE(14), bytes.readUInt16BE(16)]).toEqual([1, 350, 350]);
    expect(await sharp(bytes, { failOn: 'warning' }).metadata()).toMatchObject({
      format: 'jpeg',
      width: 358,
      height: 441,
      channels: 3,
      depth: 'uchar',
      density: 350,
    });
  });

  it('loses everything a camera writes about place and time', async () => {
    const marked = await cropped()
      .withExif({ IFD0: { Artist: 'somebody' }, IFD3: { GPSLatitude: '23/1 7/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(marked).metadata()).exif).toBeDefined();
    const judged = await judgePhoto(marked.toString('base64'), good);
    if (!judged.ok) throw new Error(judged.code);
    const kept = Buffer.from(judged.jpeg, 'base64');
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    expect(kept.includes('somebody')).toBe(false);
  });

  it('may come larger in the same ratio, or in grey: it is kept in size and colour all the same', async () => {
    for (const image of [cropped().resize(716, 882), cropped().greyscale()]) {
      const judged = await judgePhoto(await base64(image), good);
      if (!judged.ok) throw new Error(judged.code);
      const kept = await sharp(Buffer.from(judged.jpeg, 'base64')).metadata();
      expect([kept.width, kept.height, kept.channels]).toEqual([358, 441, 3]);
    }
  });

  it('is within 14–30 KB however much or little there is in it', async () => {
    const noise = await sharp({
      create: {
        width: 358,
        height: 441,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
        background: '#000',
      },
    })
      .png()
      .toBuffer();
    const grainy = await base64(cropped().composite([{ input: noise, blend: 'soft-light' }]));
    const plain = await base64(cropped().blur(0.5));
    for (const image of [grainy, plain]) {
      const judged = await judgePhoto(image, good);
      if (!judged.ok) throw new Error(judged.code);
      const size = Buffer.from(judged.jpeg, 'base64').length;
      expect(size).toBeGreaterThanOrEqual(PHOTO_LIMITS.bytes.least);
      expect(size).toBeLessThanOrEqual(PHOTO_LIMITS.bytes.most);
    }
  });
});

describe('a photo that will not do is refused with its own reason', () => {
  const cases: [string, PhotoMeasures, string][] = [
    ['nobody in it', { ...good, faces: [], eyesY: null }, 'photo-no-face'],
    ['a face without eyes', { ...good, eyesY: null }, 'photo-no-face'],
    ['two people', { ...good, faces: [face, { ...face, x: 10 }] }, 'photo-many-faces'],
    ['a face far away', { ...good, faces: [{ ...face, x: 129, width: 100 }] }, 'photo-face-small'],
    ['a face too near', { ...good, faces: [{ ...face, x: 29, width: 300 }] }, 'photo-face-large'],
    ['a face at the side', { ...good, faces: [{ ...face, x: 140 }] }, 'photo-off-centre'],
    ['eyes too low', { ...good, eyesY: 290 }, 'photo-off-centre'],
    ['eyes too high', { ...good, eyesY: 60 }, 'photo-off-centre'],
  ];
  it.each(cases)('%s', async (_, measures, code) => {
    expect(await codeOf(portrait.toString('base64'), measures)).toBe(code);
  });

  it('dark, too bright or blurred, by its own pixels and whatever the page claims', async () => {
    expect(await codeOf(await base64(cropped().linear(0.2, 0)), good)).toBe('photo-dark');
    expect(await codeOf(await base64(cropped().linear(0.2, 204)), good)).toBe('photo-bright');
    expect(await codeOf(await base64(cropped().blur(4)), good)).toBe('photo-blurred');
  });

  it('a face said to lie outside the picture', async () => {
    const outside = { ...face, y: 100_000 };
    expect(await codeOf(portrait.toString('base64'), { ...good, faces: [outside] })).toBe(
      'photo-dark',
    );
  });

  it('another shape or a smaller size', async () => {
    expect(await codeOf(await base64(cropped().resize(441, 358, { fit: 'fill' })), good)).toBe(
      'photo-format',
    );
    expect(await codeOf(await base64(cropped().resize(179, 220)), good)).toBe('photo-format');
  });
});

describe('bytes that are no photo', () => {
  it('are refused and never thrown over', async () => {
    for (const [name, bytes] of badImages(portrait)) {
      expect([name, await codeOf(bytes.toString('base64'), good)]).toEqual([name, 'photo-format']);
    }
  });

  it('a pixel flood is refused by its header, before anything is unpacked', async () => {
    const flood = jpegOfSize(portrait, 30_000, 30_000);
    const before = process.memoryUsage().rss;
    expect(await codeOf(flood.toString('base64'), good)).toBe('photo-format');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});
