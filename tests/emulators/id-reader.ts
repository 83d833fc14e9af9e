// An ID card reader on a pseudo-terminal: speaks GA 450 as a strict reader does, with its own framing and fault by wish.
// Must not import the kiosk's framing: it is the other end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPseudoTerminal } from './pseudo-terminal.ts';

export type CommandName = 'status' | 'number' | 'find' | 'select' | 'read' | 'appended';
const commandOf: Readonly<Record<string, CommandName>> = {
  '11ff': 'status',
  '12ff': 'number',
  '2001': 'find',
  '2002': 'select',
  '3001': 'read',
  '3003': 'appended',
};

/** What goes wrong, with which command (any when absent) and how often (until cleared when absent). */
export type ReaderFault = { readonly on?: CommandName; readonly times?: number } & (
  | { readonly kind: 'status'; readonly sw3: number }
  /** No answer. */
  | { readonly kind: 'silent' }
  /** The frame comes with its last byte wrong. */
  | { readonly kind: 'bad-checksum' }
  /** The frame stops after so many bytes. */
  | { readonly kind: 'cut'; readonly at: number }
  /** These bytes come before the frame, in the same chunk. */
  | { readonly kind: 'noise'; readonly bytes: Buffer }
  /** These bytes come instead of the frame. */
  | { readonly kind: 'instead'; readonly bytes: Buffer }
  /** The frame comes byte by byte. */
  | { readonly kind: 'slow' }
  /** The frame comes after so many milliseconds. */
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'script'; readonly play: Script }
);
/**
 * What comes instead of the frame: bytes, pauses in milliseconds, the plug pulled. Made from the frame itself, the
 * command it would answer, and the frame before it.
 */
export type Script = (
  frame: Buffer,
  about: { readonly command: Buffer; readonly before: Buffer },
) => readonly (Buffer | number | 'unplug')[];

/** What differs between readers; the defaults are those of the strictest. */
export interface ReaderModel {
  /** Speed in baud at which it understands and is understood; any when absent, as a pseudo-terminal has no wire. */
  readonly baudRate?: number;
  /** What it answers when asked for appended content: by the card, not at all (21), or 91 whether a card lies or not. */
  readonly appended?: 'by-card' | 'unsupported' | 'always-none';
  /** Milliseconds each command takes besides the wire, and the wire at `baudRate`, byte for byte; both absent = none. */
  readonly timing?: Readonly<Partial<Record<CommandName, number>>>;
}

export interface ReaderEmulator {
  /** Stable path of the terminal, there while plugged. */
  readonly path: string;
  /** `card` is a whole read reply (begins AA AA AA 96 69) or a text block of 256 bytes. */
  placeCard(card: Buffer): void;
  liftCard(): void;
  /** Null clears. A fault replaces the one before. */
  fault(fault: ReaderFault | null): void;
  unplug(): Promise<void>;
  /** At the same path, or at another. */
  replug(path?: string): Promise<void>;
  /** Commands taken so far, by name; a malformed one counts as `bad`. */
  seen(): Readonly<Record<CommandName | 'bad', number>>;
  stop(): Promise<void>;
}

const PREAMBLE = Buffer.from('aaaaaa9669', 'hex');
/** 05.01-20190101-000012345-012345678, made up. */
const SAM_NUMBER = Buffer.from('0500010095133401393000004e61bc00', 'hex');

/** A reply frame around status and data. */
export function replyFrame(sw3: number, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.alloc(2), Buffer.from([0, 0, sw3]), data]);
  body.writeUInt16BE(3 + data.length + 1);
  return Buffer.concat([PREAMBLE, body, Buffer.from([body.reduce((sum, byte) => sum ^ byte, 0)])]);
}
/** A read reply for a text block, with a photo block of 1024 counted bytes. */
export function readReply(text: Buffer): Buffer {
  const photo = Buffer.from(Array.from({ length: 1024 }, (_, at) => at % 256));
  return replyFrame(
    0x90,
    Buffer.concat([Buffer.from([text.length >> 8, text.length & 0xff, 4, 0]), text, photo]),
  );
}

/** Starts plugged, without a card. */
export async function startReaderEmulator(model: ReaderModel = {}): Promise<ReaderEmulator> {
  const folder = mkdtempSync(join(tmpdir(), 'id-reader-'));
  const counts = { status: 0, number: 0, find: 0, select: 0, read: 0, appended: 0, bad: 0 };
  let held = Buffer.alloc(0);
  let card: Buffer | null = null;
  let state: 'none' | 'placed' | 'found' | 'selected' | 'read' = 'none';
  let fault: ReaderFault | null = null;
  let faultsLeft = Infinity;
  let working: Promise<void> = Promise.resolve();
  let lastFrame: Buffer = Buffer.alloc(0);

  function answer(name: CommandName): Buffer {
    if (name === 'status') return replyFrame(0x90);
    if (name === 'number') return replyFrame(0x90, SAM_NUMBER);
    if (name === 'find') {
      // A card already read is not found again until it was lifted.
      if (card === null || state === 'read') return replyFrame(0x80);
      state = 'found';
      return replyFrame(0x9f, Buffer.alloc(4));
    }
    if (name === 'select') {
      if (card === null || state !== 'found') return replyFrame(0x81);
      state = 'selected';
      return replyFrame(0x90, Buffer.from('0123456789abcdef', 'hex'));
    }
    if (name === 'appended') {
      if (model.appended === 'unsupported') return replyFrame(0x21);
      const talks = model.appended === 'always-none' || state === 'selected' || state === 'read';
      return replyFrame(talks ? 0x91 : 0x41);
    }
    // Read again as often as is wished, until the next search.
    if (card === null || (state !== 'selected' && state !== 'read')) return replyFrame(0x41);
    return card;
  }

  const send = (bytes: Buffer): void => terminal.write(bytes);

  /** The wire at true speed: ten bits a byte, in pieces of a few milliseconds as a UART's buffer hands them over. */
  async function sendTimed(name: CommandName, frame: Buffer): Promise<void> {
    if (model.timing === undefined) {
      send(frame);
      return;
    }
    const begun = performance.now() + (model.timing[name] ?? 0);
    const byteMs = 10_000 / (model.baudRate ?? 115200);
    for (let at = 0; at < frame.length; at += 64) {
      const end = Math.min(frame.length, at + 64);
      await pause(Math.max(0, begun + end * byteMs - performance.now()));
      send(frame.subarray(at, end));
    }
  }

  async function play(script: readonly (Buffer | number | 'unplug')[]): Promise<void> {
    for (const part of script) {
      if (part === 'unplug') await terminal.unplug();
      else if (typeof part === 'number') await pause(part);
      else send(part);
    }
  }

  async function reply(name: CommandName, command: Buffer): Promise<void> {
    counts[name] += 1;
    if (fault === null || (fault.on !== undefined && fault.on !== name)) {
      const frame = answer(name);
      if (name === 'read' && frame === card) state = 'read';
      lastFrame = frame;
      await sendTimed(name, frame);
      return;
    }
    const failing = fault;
    faultsLeft -= 1;
    if (faultsLeft <= 0) fault = null;
    if (failing.kind === 'silent') return;
    if (failing.kind === 'status') {
      send(replyFrame(failing.sw3));
      return;
    }
    if (failing.kind === 'instead') {
      send(failing.bytes);
      return;
    }
    const frame = answer(name);
    switch (failing.kind) {
      case 'script': {
        const before = lastFrame;
        lastFrame = frame;
        await play(failing.play(frame, { command, before }));
        return;
      }
      case 'bad-checksum': {
        send(Buffer.concat([frame.subarray(0, -1), Buffer.from([(frame.at(-1) ?? 0) ^ 0xff])]));
        return;
      }
      case 'cut': {
        send(frame.subarray(0, failing.at));
        return;
      }
      case 'noise':
        if (name === 'read') state = 'read';
        {
          send(Buffer.concat([failing.bytes, frame]));
          return;
        }
      case 'late':
        await pause(failing.ms);
        {
          send(frame);
          return;
        }
      case 'slow':
        if (name === 'read') state = 'read';
        for (const byte of frame) {
          send(Buffer.from([byte]));
          await new Promise((resolve) => setImmediate(resolve));
        }
    }
  }

  async function take(bytes: Buffer): Promise<void> {
    if (model.baudRate !== undefined && (await terminal.speed()) !== model.baudRate) {
      // At another speed the bits fall elsewhere: neither side hears a preamble.
      send(Buffer.from(bytes.map((byte) => (byte * 7 + 13) & 0xf7)));
      return;
    }
    takeHeard(bytes);
  }

  function takeHeard(bytes: Buffer): void {
    held = Buffer.concat([held, bytes]);
    for (;;) {
      const at = held.indexOf(PREAMBLE);
      if (at < 0 || held.length < at + 7) return;
      const length = held.readUInt16BE(at + 5);
      if (held.length < at + 7 + length) return;
      const body = held.subarray(at + 5, at + 7 + length);
      held = held.subarray(at + 7 + length);
      const name = commandOf[body.subarray(2, 4).toString('hex')];
      const sound = body.reduce((sum, byte) => sum ^ byte, 0) === 0;
      if (sound && length === 3 && name !== undefined) {
        // One after the other, as the module works: what comes meanwhile waits.
        working = working.then(() => reply(name, Buffer.concat([PREAMBLE, body])));
        continue;
      }
      counts.bad += 1;
      send(replyFrame(!sound ? 0x10 : length !== 3 ? 0x11 : 0x21));
    }
  }

  const terminal = await openPseudoTerminal(join(folder, 'tty'), (bytes) => void take(bytes));
  return {
    path: terminal.path(),
    placeCard(placed) {
      card = placed.subarray(0, PREAMBLE.length).equals(PREAMBLE) ? placed : readReply(placed);
      state = 'placed';
    },
    liftCard() {
      card = null;
      state = 'none';
    },
    fault(next) {
      fault = next;
      faultsLeft = next?.times ?? Infinity;
    },
    unplug: () => terminal.unplug(),
    replug(path) {
      held = Buffer.alloc(0);
      return terminal.plug(path);
    },
    seen: () => ({ ...counts }),
    async stop() {
      await terminal.unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
