// The photo of the card's chip in the core: what is taken for a picture, and how long it is kept.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readBitmap } from '../../electron/core/bitmap.ts';
import { asJpeg, openChipPhotos } from '../../electron/core/chip-photo.ts';
import { cardOfChen } from '../support/people.ts';

const png = await sharp({
  create: { width: 102, height: 126, channels: 3, background: '#808080' },
})
  .png()
  .toBuffer();
const withPhoto = { ...cardOfChen, chipPhoto: Buffer.alloc(1024, 7).toString('base64') };

function opened(file: Buffer | null = png) {
  let visit = 1;
  let changes = 0;
  let decoded = 0;
  const photos = openChipPhotos({
    decoder: {
      decode() {
        decoded += 1;
        return Promise.resolve(file);
      },
    },
    visit: () => visit,
    changed: () => (changes += 1),
    log: () => undefined,
  });
  return { photos, next: () => (visit += 1), changes: () => changes, decoded: () => decoded };
}

describe('the photo of a visit', () => {
  it('is there once it is decoded, and decoded once', async () => {
    const { photos, changes, decoded } = opened();
    await photos.cardRead(withPhoto);
    expect(photos.current()).toMatch(/^\/9j\//);
    await photos.cardRead(withPhoto);
    expect([changes(), decoded()]).toEqual([1, 1]);
  });

  it('is gone with the visit, and one that comes too late is never shown', async () => {
    const { photos, next } = opened();
    await photos.cardRead(withPhoto);
    next();
    expect(photos.current()).toBeNull();
    photos.drop();
    const late = photos.cardRead(withPhoto);
    next();
    await late;
    expect(photos.current()).toBeNull();
  });

  it('gives way to that of the next card', async () => {
    const { photos } = opened();
    await photos.cardRead(withPhoto);
    await photos.cardRead({ ...withPhoto, chipPhoto: null });
    expect(photos.current()).toBeNull();
  });

  it.each([
    null,
    Buffer.from('no picture'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  ])('is none when the decoder gives %j', async (file) => {
    const { photos, changes } = opened(file);
    await photos.cardRead(withPhoto);
    expect(photos.current()).toBeNull();
    expect(changes()).toBe(0);
  });
});

/** A bitmap of 2×2: red, green over blue, white. */
function bitmap(depth: 24 | 32, upsideDown: boolean): Buffer {
  const rows = ['0000ff00ff00', 'ff0000ffffff'].map((row) =>
    depth === 24 ? `${row}0000` : row.replace(/(.{6})/g, '$1ff'),
  );
  const file = Buffer.concat([
    Buffer.alloc(54),
    Buffer.from((upsideDown ? rows : rows.reverse()).join(''), 'hex'),
  ]);
  file.write('BM', 'latin1');
  file.writeUInt32LE(54, 10);
  file.writeInt32LE(2, 18);
  file.writeInt32LE(upsideDown ? -2 : 2, 22);
  file.writeUInt16LE(depth, 28);
  return file;
}

describe('a bitmap', () => {
  it.each([
    [24, false],
    [24, true],
    [32, false],
    [32, true],
  ] as const)('of %i bits is read, rows from the top: %s', (depth, upsideDown) => {
    const { width, height, rgb } = readBitmap(bitmap(depth, upsideDown)) ?? {};
    expect([width, height, rgb?.toString('hex')]).toEqual([2, 2, 'ff000000ff000000ffffffff']);
  });

  it.each<[string, (file: Buffer) => Buffer]>([
    ['cut', (file) => file.subarray(0, -1)],
    ['shorter than its header', (file) => file.subarray(0, 53)],
    ['too wide', (file) => (file.writeInt32LE(1001, 18), file)],
    ['of no width', (file) => (file.writeInt32LE(0, 18), file)],
    ['of negative width', (file) => (file.writeInt32LE(-2, 18), file)],
    ['packed', (file) => (file.writeUInt32LE(1, 30), file)],
    ['of 8 bits', (file) => (file.writeUInt16LE(8, 28), file)],
    ['that begins inside its header', (file) => (file.writeUInt32LE(2, 10), file)],
    ['that begins behind its end', (file) => (file.writeUInt32LE(0xffffffff, 10), file)],
    ['of another kind', (file) => (file.write('GIF', 'latin1'), file)],
  ])('%s is none, nor a picture', async (_, spoil) => {
    const file = spoil(bitmap(24, false));
    expect(readBitmap(file)).toBeNull();
    expect(await asJpeg(file)).toBeNull();
  });
});
