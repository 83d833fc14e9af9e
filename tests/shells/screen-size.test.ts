// The size of the glass: by the bytes of the X protocol, and from a real X server.
import { describe, expect, it } from 'vitest';
import { cookieFor, screenSize, sizeInAnswer } from '../../electron/browser/screen-size.ts';
import { openDisplay } from '../support/display.ts';

/** A server's answer with a vendor of 5 letters and two formats, then one screen of 1080 × 1920. */
function answer(): Buffer {
  const fixed = Buffer.alloc(40);
  fixed.writeUInt8(1, 0);
  fixed.writeUInt16LE(11, 2);
  fixed.writeUInt16LE(5, 24);
  fixed.writeUInt8(1, 28);
  fixed.writeUInt8(2, 29);
  const screen = Buffer.alloc(40);
  screen.writeUInt16LE(1080, 20);
  screen.writeUInt16LE(1920, 22);
  const whole = Buffer.concat([fixed, Buffer.from('X.Org\0\0\0'), Buffer.alloc(16), screen]);
  whole.writeUInt16LE((whole.length - 8) / 4, 6);
  return whole;
}

function entry(family: number, ...fields: (string | Buffer)[]): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(family);
  const parts = fields.map((field) => {
    const value = Buffer.from(field);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(value.length);
    return Buffer.concat([length, value]);
  });
  return Buffer.concat([head, ...parts]);
}

describe('an X server’s answer', () => {
  it('tells the size of its first screen', () => {
    expect(sizeInAnswer(answer())).toEqual({ width: 1080, height: 1920 });
  });

  it('is waited for at every byte until it is whole', () => {
    const whole = answer();
    for (let length = 0; length < whole.length; length += 1)
      expect(sizeInAnswer(whole.subarray(0, length))).toBeUndefined();
  });

  it('that refuses, or tells of no screen, tells no size', () => {
    expect(sizeInAnswer(Buffer.alloc(8))).toBeNull();
    const bare = answer().subarray(0, 64);
    bare.writeUInt16LE((bare.length - 8) / 4, 6);
    expect(sizeInAnswer(bare)).toBeNull();
  });
});

describe('the cookie', () => {
  const cookie = Buffer.from('0123456789abcdef');
  const name = 'MIT-MAGIC-COOKIE-1';

  it('is that of this machine and display, or of any', () => {
    const file = Buffer.concat([
      entry(256, 'other', '0', name, 'not this'),
      entry(256, 'kiosk', '1', name, 'nor this'),
      entry(256, 'kiosk', '0', 'XDM-AUTHORIZATION-1', 'nor this'),
      entry(256, 'kiosk', '0', name, cookie),
    ]);
    expect(cookieFor(file, '0', 'kiosk')).toEqual(cookie);
    expect(cookieFor(entry(65535, '', '', name, cookie), '0', 'kiosk')).toEqual(cookie);
  });

  it('is empty when there is none for this display', () => {
    expect(cookieFor(entry(256, 'kiosk', '1', name, cookie), '0', 'kiosk')).toHaveLength(0);
  });
});

describe('the screen', () => {
  it('of a real X server is as large as it was made', async () => {
    const display = await openDisplay();
    const env = { ...process.env, ...display.env };
    try {
      const size = await screenSize(env);
      if (display.env.DISPLAY !== undefined) expect(size).toEqual({ width: 1080, height: 1920 });
      else expect(size).toSatisfy((found) => found === null || found.width > 0);
    } finally {
      display.close();
    }
  });

  it('is not asked for where it cannot be told', async () => {
    expect(await screenSize({ DISPLAY: 'elsewhere:0' })).toBeNull();
    expect(await screenSize({ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' })).toBeNull();
    expect(await screenSize({ DISPLAY: ':65000' })).toBeNull();
    expect(await screenSize({})).toBeNull();
  });
});
