// Judging a photographed paper, with pages drawn and photographed on a table.
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgePaper, PAPER_LIMITS } from '../../electron/core/materials.ts';
import { badImages, jpegOfSize } from '../support/bad-images.ts';
import { paperFrame } from '../support/camera-video.ts';

let paper: Buffer;
async function codeOf(bytes: Buffer): Promise<string> {
  const judged = await judgePaper(bytes.toString('base64'));
  return judged.ok ? 'ok' : judged.code;
}
async function jpeg(frame: Buffer, width = 1280): Promise<Buffer> {
  return sharp(frame).resize(width).jpeg({ quality: 90 }).toBuffer();
}

beforeAll(async () => {
  paper = await jpeg(await paperFrame());
});

describe('a page that can be read', () => {
  it('is kept as a JPEG of at most 1600 px and 600 KB, with a thumbnail of at most 6 KB', async () => {
    const large = await jpeg(await paperFrame(), 2592);
    const judged = await judgePaper(large.toString('base64'));
    if (!judged.ok) throw new Error(judged.code);
    const page = Buffer.from(judged.page, 'base64');
    const thumbnail = Buffer.from(judged.thumbnail, 'base64');
    expect(await sharp(page).metadata()).toMatchObject({
      format: 'jpeg',
      width: PAPER_LIMITS.width,
    });
    expect(page.length).toBeLessThanOrEqual(600_000);
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 160 });
    expect(thumbnail.length).toBeLessThanOrEqual(6_000);
  });

  it('stays below 600 KB when it is full of grain', async () => {
    const grain = { type: 'gaussian', mean: 128, sigma: 30 } as const;
    const create = {
      width: 1600,
      height: 2000,
      channels: 3,
      noise: grain,
      background: '#000',
    } as const;
    const noisy = await sharp({ create }).jpeg({ quality: 70 }).toBuffer();
    const judged = await judgePaper(noisy.toString('base64'));
    if (!judged.ok) throw new Error(judged.code);
    expect(Buffer.from(judged.page, 'base64').length).toBeLessThanOrEqual(600_000);
  });

  it('loses what a camera writes into it and is turned upright', async () => {
    const turned = await sharp(paper)
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Artist: 'somebody' } })
      .jpeg()
      .toBuffer();
    const judged = await judgePaper(turned.toString('base64'));
    if (!judged.ok) throw new Error(judged.code);
    const page = Buffer.from(judged.page, 'base64');
    const kept = await sharp(page).metadata();
    expect([kept.width, kept.height, kept.exif]).toEqual([720, 1280, undefined]);
    expect(page.includes('somebody')).toBe(false);
  });
});

describe('a page that cannot be read is refused with its own reason', () => {
  it('dark', async () => {
    expect(await codeOf(await jpeg(await paperFrame('dark')))).toBe('paper-dark');
  });
  it('blurred', async () => {
    expect(await codeOf(await jpeg(await paperFrame('blurred')))).toBe('paper-blurred');
  });
  it('an empty table', async () => {
    const create = { width: 1280, height: 720, channels: 3, background: '#8b7a68' } as const;
    expect(await codeOf(await sharp({ create }).jpeg().toBuffer())).toBe('paper-blurred');
  });
});

describe('bytes that are no page', () => {
  it('are refused and never thrown over', async () => {
    for (const [name, bytes] of badImages(paper)) {
      expect([name, await codeOf(bytes)]).toEqual([name, 'paper-format']);
    }
  });
  it('too many bytes or too many pixels are too large, and nothing is unpacked', async () => {
    const before = process.memoryUsage().rss;
    expect(await codeOf(Buffer.concat([paper, Buffer.alloc(3_100_000)]))).toBe('paper-too-large');
    expect(await codeOf(jpegOfSize(paper, 30_000, 30_000))).toBe('paper-too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});
