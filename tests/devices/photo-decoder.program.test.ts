// The chip photo through a decoder that is a real program, well and badly behaved.
import { describe, expect, it } from 'vitest';
import { asJpeg } from '../../electron/core/chip-photo.ts';
import { createProgramDecoder } from '../../electron/devices/photo-decoder.program.ts';

const script = new URL('../emulators/wlt-decoder.ts', import.meta.url).pathname;
const block = Buffer.from(Array.from({ length: 1024 }, (_, at) => at % 256));

function decoderThat(what: string, timeoutMs = 10_000) {
  const lines: string[] = [];
  const decoder = createProgramDecoder({
    command: process.execPath,
    args: [script, what],
    timeoutMs,
    log: (_, code, fields) => void lines.push(`${code} ${JSON.stringify(fields ?? {})}`),
  });
  return { decoder, lines };
}

it('hands the block to the program and gives its picture, a small JPEG for the core', async () => {
  const { decoder, lines } = decoderThat('bmp');
  const file = await decoder.decode(block);
  expect(file?.toString('latin1', 0, 2)).toBe('BM');
  const jpeg = Buffer.from((await asJpeg(file ?? Buffer.alloc(0))) ?? '', 'base64');
  expect(jpeg.subarray(0, 2).toString('hex')).toBe('ffd8');
  expect(jpeg.length).toBeLessThan(20_000);
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([102, 126]);
  // Row 4 has the grey of byte 32 of the block, row 30 that of byte 240: the right way up.
  expect(Math.abs((data[4 * 102 + 50] ?? 0) - 32)).toBeLessThan(12);
  expect(Math.abs((data[30 * 102 + 50] ?? 0) - 240)).toBeLessThan(40);
  expect(lines).toEqual([]);
});

describe('a decoder that', () => {
  it.each([
    ['fails', 'failed'],
    ['flood', 'too-large'],
    ['says-nothing', 'empty'],
  ])('%s gives no picture, and nothing of the photo is logged', async (what, reason) => {
    const { decoder, lines } = decoderThat(what);
    expect(await decoder.decode(block)).toBeNull();
    expect(lines).toEqual([`photo-decoder.failed {"reason":"${reason}"}`]);
  });

  it('hangs is killed in its time', async () => {
    const { decoder, lines } = decoderThat('hangs', 300);
    const begun = performance.now();
    expect(await decoder.decode(block)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(lines).toEqual(['photo-decoder.failed {"reason":"too-slow"}']);
  });

  it('is not there gives no picture', async () => {
    const lines: string[] = [];
    const decoder = createProgramDecoder({
      command: '/nowhere/decoder',
      args: [],
      timeoutMs: 1000,
      log: (_, code, fields) => void lines.push(`${code} ${JSON.stringify(fields)}`),
    });
    expect(await decoder.decode(block)).toBeNull();
    expect(lines).toEqual(['photo-decoder.failed {"reason":"not-started"}']);
  });

  it.each(['half', 'noise', 'ignores-input'])(
    'gives what is no picture (%s) is not believed',
    async (what) => {
      const file = await decoderThat(what).decoder.decode(block);
      expect(file).not.toBeNull();
      expect(await asJpeg(file ?? Buffer.alloc(0))).toBeNull();
    },
  );
});

it('is not started for a block that is none', async () => {
  const { decoder } = decoderThat('fails');
  expect(await decoder.decode(Buffer.alloc(1023))).toBeNull();
});
