// GA 450 framing of the ID reader's SAM module: commands out, replies in, meaning of the status byte.
// Pure: holds no port and no timer; the inter-byte time-out is the caller's (id-reader.sam-link.ts).
import type { CardProblem } from './id-reader.ts';

const PREAMBLE = Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69]);
const HEAD = PREAMBLE.length + 2;
/** Bytes after the length field: SW1–SW3 and the check byte at least; the longest reply known has 2314. */
const MIN_LENGTH = 4;
const MAX_LENGTH = 4096;

/** A command frame: preamble, big-endian length, command, parameter, XOR of all from the length on. */
export function encodeCommand(command: number, parameter: number): Buffer {
  const body = [0x00, 0x03, command, parameter];
  return Buffer.from([...PREAMBLE, ...body, xor(body)]);
}

export const commands = {
  samStatus: encodeCommand(0x11, 0xff),
  samNumber: encodeCommand(0x12, 0xff),
  findCard: encodeCommand(0x20, 0x01),
  selectCard: encodeCommand(0x20, 0x02),
  readCard: encodeCommand(0x30, 0x01),
  /** Appended content of the card read last: asked only to hear whether it still answers. */
  readAppended: encodeCommand(0x30, 0x03),
} as const;

/** A whole reply with a right check byte. `sw1`, `sw2` carry the card's own answer when SW3 is 31, 41, 47 or 81. */
export interface SamReply {
  readonly sw1: number;
  readonly sw2: number;
  readonly sw3: number;
  readonly data: Buffer;
}
export type Received =
  { readonly kind: 'reply'; readonly reply: SamReply } | { readonly kind: 'damaged' };

export interface Receiver {
  /** Takes whatever arrived; gives the frames it completed, in order. */
  push(bytes: Uint8Array): Received[];
  /** `scanning` for a preamble, `started` on one, `body` once a length was read. */
  phase(): 'scanning' | 'started' | 'body';
  /** Drops a frame that stopped half-way. */
  reset(): void;
}

/** Incremental receiver. After a damaged frame it scans on from the next byte, so a good frame behind it is not lost. */
export function createReceiver(): Receiver {
  let held: Buffer = Buffer.alloc(0);

  function push(bytes: Uint8Array): Received[] {
    held = Buffer.concat([held, bytes]);
    const received: Received[] = [];
    for (;;) {
      held = fromPreamble(held);
      if (held.length < HEAD) return received;
      const length = held.readUInt16BE(PREAMBLE.length);
      if (length < MIN_LENGTH || length > MAX_LENGTH) {
        held = held.subarray(1);
        received.push({ kind: 'damaged' });
        continue;
      }
      // One byte of XOR lets one in 256 half frames through that another was glued to; a preamble in the middle tells. That a
      // card's own bytes hold one is a matter of 2^-30.
      const glued = held.subarray(1, HEAD + length).indexOf(PREAMBLE);
      if (glued >= 0) {
        held = held.subarray(glued + 1);
        received.push({ kind: 'damaged' });
        continue;
      }
      if (held.length < HEAD + length) return received;
      const checked = held.subarray(PREAMBLE.length, HEAD + length);
      if (xor(checked) !== 0) {
        held = held.subarray(1);
        received.push({ kind: 'damaged' });
        continue;
      }
      received.push({ kind: 'reply', reply: replyOf(checked.subarray(2, -1)) });
      held = held.subarray(HEAD + length);
    }
  }

  return {
    push,
    phase: () => (held.length >= HEAD ? 'body' : held.length > 0 ? 'started' : 'scanning'),
    reset() {
      held = Buffer.alloc(0);
    },
  };
}

/** `bytes` from its first preamble on, or from the longest tail that may still become one (`AA AA AA AA 96 69` matches). */
function fromPreamble(bytes: Buffer): Buffer {
  const at = bytes.indexOf(PREAMBLE);
  if (at >= 0) return bytes.subarray(at);
  for (let kept = Math.min(PREAMBLE.length - 1, bytes.length); kept > 0; kept -= 1) {
    const tail = bytes.subarray(bytes.length - kept);
    if (tail.equals(PREAMBLE.subarray(0, kept))) return tail;
  }
  return Buffer.alloc(0);
}

function replyOf(body: Buffer): SamReply {
  // A copy: the receiver's buffer moves on, and a card must not stay alive in it.
  return {
    sw1: body.readUInt8(0),
    sw2: body.readUInt8(1),
    sw3: body.readUInt8(2),
    data: Buffer.from(body.subarray(3)),
  };
}

function xor(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

/** What SW3 means for the window. `idle` = nothing there, or the card already read still lies. */
export type StatusClass = 'ok' | 'found' | 'empty' | 'idle' | 'protocol' | 'card' | 'device';
interface StatusMeaning {
  readonly class: StatusClass;
  readonly problem?: CardProblem;
  readonly reason?: 'self-test-failed' | 'not-authorised';
  /** Checksum error at the reader's end: the same command is sent once more. */
  readonly resend?: true;
}

/** GA 450 status byte SW3. */
export const statusTable: Readonly<Record<number, StatusMeaning>> = {
  0x90: { class: 'ok' },
  0x9f: { class: 'found' },
  0x91: { class: 'empty' },
  0x80: { class: 'idle' },
  0x10: { class: 'protocol', resend: true },
  0x11: { class: 'protocol' },
  0x21: { class: 'protocol' },
  0x23: { class: 'protocol' },
  0x24: { class: 'protocol' },
  0x31: { class: 'card', problem: 'unreadable' },
  0x32: { class: 'card', problem: 'not-genuine' },
  0x33: { class: 'card', problem: 'unreadable' },
  0x40: { class: 'card', problem: 'wrong-kind' },
  0x41: { class: 'card', problem: 'unreadable' },
  0x47: { class: 'card', problem: 'unreadable' },
  0x81: { class: 'card', problem: 'unreadable' },
  0x60: { class: 'device', reason: 'self-test-failed' },
  0x66: { class: 'device', reason: 'not-authorised' },
};

/** Meaning of a status byte; one that no source lists counts as a protocol error. */
export function meaningOf(sw3: number): StatusMeaning {
  return statusTable[sw3] ?? { class: 'protocol' };
}

export interface CardBlocks {
  readonly text: Buffer;
  readonly photo: Buffer;
}

/**
 * Splits the data of a read reply. The lengths stand in the frame: two of them without fingerprints, three with. Null
 * when they do not add up to what came.
 */
export function cardBlocks(data: Buffer): CardBlocks | null {
  if (data.length < 6) return null;
  const text = data.readUInt16BE(0);
  const photo = data.readUInt16BE(2);
  if (text === 0) return null;
  if (data.length === 4 + text + photo) return cut(data, 4, text, photo);
  if (data.length === 6 + text + photo + data.readUInt16BE(4)) return cut(data, 6, text, photo);
  return null;
}

function cut(data: Buffer, from: number, text: number, photo: number): CardBlocks {
  return {
    text: data.subarray(from, from + text),
    photo: data.subarray(from + text, from + text + photo),
  };
}

/** The reader's licence identity from the 16 bytes of a SAM number reply, e.g. `05.01-20190101-000012345-012345678`; null when short. */
export function samNumber(data: Buffer): string | null {
  if (data.length < 16) return null;
  const two = (at: number) => String(data.readUInt16LE(at)).padStart(2, '0');
  const nine = (at: number) => String(data.readUInt32LE(at)).padStart(9, '0');
  return `${two(0)}.${two(2)}-${data.readUInt32LE(4)}-${nine(8)}-${nine(12)}`;
}
