// How large the X screen is, asked of the X server itself: without a window manager nobody makes a window as large as the
// glass, so Chromium has to be told. One connection set-up and nothing more (X Window System Protocol 11.0, chapter 8).
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}
const answerWithinMs = 2000;
const cookieName = 'MIT-MAGIC-COOKIE-1';
/** FamilyLocal and FamilyWild of an entry in Xauthority (Xau(3)). */
const families = { local: 256, wild: 65535 };

/** The cookie that the server of display `number` on this machine wants; empty when none is kept for it. */
export function cookieFor(xauthority: Buffer, number: string, host: string): Buffer {
  let at = 0;
  const field = (): Buffer => {
    const end = at + 2 + xauthority.readUInt16BE(at);
    const value = xauthority.subarray(at + 2, end);
    at = end;
    return value;
  };
  while (at < xauthority.length) {
    const family = xauthority.readUInt16BE(at);
    at += 2;
    const [address, display, name, data] = [field(), field(), field(), field()] as const;
    const here =
      family === families.wild || (family === families.local && address.toString() === host);
    const wanted = display.length === 0 || display.toString() === number;
    if (here && wanted && name.toString() === cookieName) return data;
  }
  return Buffer.alloc(0);
}

function readCookie(number: string, env: NodeJS.ProcessEnv): Buffer {
  try {
    const file = readFileSync(env.XAUTHORITY ?? join(homedir(), '.Xauthority'));
    return cookieFor(file, number, hostname());
  } catch {
    // No file, or a broken one: the server may ask for no cookie.
    return Buffer.alloc(0);
  }
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function setupRequest(cookie: Buffer): Buffer {
  const name = cookie.length === 0 ? '' : cookieName;
  const request = Buffer.alloc(12 + padded(name.length) + padded(cookie.length));
  request.write('l');
  request.writeUInt16LE(11, 2);
  request.writeUInt16LE(name.length, 6);
  request.writeUInt16LE(cookie.length, 8);
  request.write(name, 12);
  request.set(cookie, 12 + padded(name.length));
  return request;
}

/** Size of the first screen in a server's answer; undefined while it is not whole, null when the server refused. */
export function sizeInAnswer(answer: Buffer): ScreenSize | null | undefined {
  if (answer.length < 8) return undefined;
  if (answer.readUInt8(0) !== 1) return null;
  if (answer.length < 8 + 4 * answer.readUInt16LE(6)) return undefined;
  const screen = 40 + padded(answer.readUInt16LE(24)) + 8 * answer.readUInt8(29);
  if (answer.length < screen + 24) return null;
  return { width: answer.readUInt16LE(screen + 20), height: answer.readUInt16LE(screen + 22) };
}

/** The X screen's size in pixels; null on Wayland, on another machine's display, and when the server does not answer. */
export function screenSize(env: NodeJS.ProcessEnv = process.env): Promise<ScreenSize | null> {
  const number = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(env.DISPLAY ?? '')?.[1];
  if (process.platform !== 'linux' || number === undefined || env.WAYLAND_DISPLAY)
    return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = connect(`/tmp/.X11-unix/X${number}`);
    let answer = Buffer.alloc(0);
    function done(size: ScreenSize | null): void {
      socket.destroy();
      resolve(size);
    }
    socket.setTimeout(answerWithinMs, () => done(null));
    // No such server, or it hung up: a window manager will have to do it.
    socket.once('error', () => done(null));
    socket.once('close', () => done(null));
    socket.once('connect', () => socket.write(setupRequest(readCookie(number, env))));
    socket.on('data', (data) => {
      answer = Buffer.concat([answer, data]);
      const size = sizeInAnswer(answer);
      if (size !== undefined) done(size);
    });
  });
}
