// Cuts a stream of ESC/POS bytes into commands, as a Chinese receipt printer understands them.
// Must not import the kiosk's encoder: it is the other end. Written from the command tables of Epson's manuals.

export type Token =
  | { readonly kind: 'text'; readonly bytes: Buffer }
  | { readonly kind: 'line-feed' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'chinese'; readonly on: boolean }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  | {
      readonly kind: 'image';
      readonly widthBytes: number;
      readonly height: number;
      readonly dots: Buffer;
    }
  | { readonly kind: 'code'; readonly type: number; readonly data: Buffer }
  | { readonly kind: 'qr'; readonly data: Buffer }
  | { readonly kind: 'ask-status'; readonly n: number }
  | { readonly kind: 'ask-paper' }
  | { readonly kind: 'clear-buffers' }
  | { readonly kind: 'setting' }
  | { readonly kind: 'unknown'; readonly bytes: Buffer };

/** Bytes of `ESC x` commands with parameters of fixed length that only set something. */
const escSettings: Readonly<Record<number, number>> = {
  0x32: 0,
  0x33: 1,
  0x61: 1,
  0x45: 1,
  0x21: 1,
  0x4d: 1,
  0x52: 1,
  0x74: 1,
  0x2d: 1,
  0x7b: 1,
  0x47: 1,
};
const gsSettings: Readonly<Record<number, number>> = {
  0x48: 1,
  0x66: 1,
  0x77: 1,
  0x68: 1,
  0x61: 1,
  0x42: 1,
  0x4c: 2,
  0x57: 2,
};

/** The first command of `bytes` and its length; null when it is not whole yet. */
export function nextToken(
  bytes: Buffer,
): { readonly token: Token; readonly length: number } | null {
  const [first, second, third] = bytes;
  if (first === undefined) return null;
  const done = (token: Token, length: number) => (bytes.length < length ? null : { token, length });
  if (first === 0x0a) return done({ kind: 'line-feed' }, 1);
  if (first !== 0x10 && first !== 0x1b && first !== 0x1c && first !== 0x1d) return text(bytes);
  if (second === undefined) return null;
  if (first === 0x10) {
    if (second === 0x04)
      return third === undefined ? null : done({ kind: 'ask-status', n: third }, 3);
    if (second === 0x14 && third === 0x08) return done({ kind: 'clear-buffers' }, 10);
    return done({ kind: 'unknown', bytes: bytes.subarray(0, 2) }, 2);
  }
  if (first === 0x1c) {
    if (second === 0x26) return done({ kind: 'chinese', on: true }, 2);
    if (second === 0x2e) return done({ kind: 'chinese', on: false }, 2);
    if (second === 0x21) return done({ kind: 'setting' }, 3);
    return done({ kind: 'unknown', bytes: bytes.subarray(0, 2) }, 2);
  }
  return first === 0x1b ? escape(bytes, second, third) : group(bytes, second, third);
}

type Found = ReturnType<typeof nextToken>;

function text(bytes: Buffer): Found {
  let length = 0;
  while (length < bytes.length) {
    const byte = bytes[length] ?? 0;
    if (byte < 0x20) break;
    length += byte < 0x80 ? 1 : characterBytes(bytes.subarray(length));
  }
  if (length === 0) return { token: { kind: 'unknown', bytes: bytes.subarray(0, 1) }, length: 1 };
  if (length > bytes.length) return null;
  return { token: { kind: 'text', bytes: bytes.subarray(0, length) }, length };
}
/** GB 18030: four bytes when the second is a digit. */
function characterBytes(bytes: Buffer): number {
  const second = bytes[1] ?? 0;
  return second >= 0x30 && second <= 0x39 ? 4 : 2;
}

function escape(bytes: Buffer, second: number, third: number | undefined): Found {
  const done = (token: Token, length: number) => (bytes.length < length ? null : { token, length });
  if (second === 0x40) return done({ kind: 'reset' }, 2);
  if (second === 0x64) return third === undefined ? null : done({ kind: 'feed', lines: third }, 3);
  const parameters = escSettings[second];
  if (parameters !== undefined) return done({ kind: 'setting' }, 2 + parameters);
  return done({ kind: 'unknown', bytes: bytes.subarray(0, 2) }, 2);
}

function group(bytes: Buffer, second: number, third: number | undefined): Found {
  const done = (token: Token, length: number) => (bytes.length < length ? null : { token, length });
  const parameters = gsSettings[second];
  if (parameters !== undefined) return done({ kind: 'setting' }, 2 + parameters);
  if (third === undefined) return null;
  if (second === 0x21)
    return done({ kind: 'size', width: (third >> 4) + 1, height: (third & 0x0f) + 1 }, 3);
  if (second === 0x56) return done({ kind: 'cut' }, third >= 65 ? 4 : 3);
  if (second === 0x72) return done({ kind: 'ask-paper' }, 3);
  if (second === 0x76) {
    if (bytes.length < 8) return null;
    const widthBytes = bytes.readUInt16LE(4);
    const height = bytes.readUInt16LE(6);
    const length = 8 + widthBytes * height;
    return done({ kind: 'image', widthBytes, height, dots: bytes.subarray(8, length) }, length);
  }
  if (second === 0x6b) {
    const size = bytes[3];
    if (size === undefined) return null;
    return done({ kind: 'code', type: third, data: bytes.subarray(4, 4 + size) }, 4 + size);
  }
  if (second === 0x28 && third === 0x6b) {
    if (bytes.length < 5) return null;
    const length = 5 + bytes.readUInt16LE(3);
    if (bytes.length < length) return null;
    const isData = bytes[6] === 0x50;
    return {
      token: isData ? { kind: 'qr', data: bytes.subarray(8, length) } : { kind: 'setting' },
      length,
    };
  }
  return done({ kind: 'unknown', bytes: bytes.subarray(0, 2) }, 2);
}
