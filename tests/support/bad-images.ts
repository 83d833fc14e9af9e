// Bytes that pretend to be a picture, each wrong in one way.
import { deflateSync } from 'node:zlib';

/** A JPEG whose header claims another size than its pixels have. */
export function jpegOfSize(jpeg: Buffer, width: number, height: number): Buffer {
  const start = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc0);
  if (start < 0) throw new Error('no baseline frame header');
  const changed = Buffer.from(jpeg);
  changed.writeUInt16BE(height, start + 5);
  changed.writeUInt16BE(width, start + 7);
  return changed;
}

/** A valid little PNG of 30 000 × 30 000 pixels: some kilobytes that unpack to 2.7 GB. */
export function pngFlood(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(30_000 * 3751), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Named bad files made from a good JPEG; every one must be refused as a format. */
export function badImages(jpeg: Buffer): [string, Buffer][] {
  const half = jpeg.subarray(0, Math.floor(jpeg.length / 2));
  const end = Buffer.from([0xff, 0xd9]);
  return [
    ['empty', Buffer.alloc(0)],
    ['one byte', Buffer.from([0xff])],
    ['markers only', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) & 0xff))],
    ['noise between markers', Buffer.concat([jpeg.subarray(0, 3), Buffer.alloc(4000, 0x5a), end])],
    ['cut in half', half],
    ['cut in half with an end marker', Buffer.concat([half, end])],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    [
      'a vector picture',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="358" height="441"/>'),
    ],
    [
      'a web page behind a picture',
      Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')]),
    ],
    [
      'an archive behind a picture',
      Buffer.concat([jpeg, Buffer.from('504b0506', 'hex'), Buffer.alloc(18)]),
    ],
    ['a flood of pixels as PNG', pngFlood()],
  ];
}
