// Stands in for a licensed decoder of chip photos: reads the block from its input, writes a picture made up from it, or
// misbehaves as its argument says. Run as a program of its own.
import { readFileSync } from 'node:fs';

const width = 102;
const height = 126;
const [, , what = 'bmp'] = process.argv;

/** A 24-bit bitmap, rows from the bottom; every pixel has the grey of one byte of the block. */
function bitmap(block: Buffer): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width * 3; x += 1)
      file[54 + (height - 1 - y) * stride + x] = block[(y * 8) % block.length] ?? 0;
  return file;
}

if (what === 'hangs') setInterval(() => undefined, 1000);
else if (what === 'ignores-input') process.stdout.write('no picture');
else {
  const block = readFileSync(0);
  if (what === 'bmp') process.stdout.write(bitmap(block));
  else if (what === 'half') process.stdout.write(bitmap(block).subarray(0, 5000));
  else if (what === 'flood')
    for (let sent = 0; sent < 100; sent += 1) process.stdout.write(Buffer.alloc(100_000, 0x42));
  else if (what === 'noise') process.stdout.write(block);
  else if (what === 'fails') {
    process.stdout.write(bitmap(block));
    process.stderr.write(block.toString('hex'));
    process.exitCode = 3;
  }
}
