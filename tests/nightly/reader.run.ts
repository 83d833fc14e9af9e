// Fuzz of everything between the ID reader's line and a person's identity: framing, card blocks, text, judgement.
// Seeded; a failure throws with the input that made it. The short run of the tests is tests/devices/id-reader.fuzz.test.ts.
import { readIdCard } from '../../electron/core/identity.ts';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import { readCardText } from '../../electron/devices/id-card-text.ts';
import type { SamReply } from '../../electron/devices/id-reader.sam-frames.ts';
import {
  cardBlocks,
  createReceiver,
  meaningOf,
} from '../../electron/devices/id-reader.sam-frames.ts';
import { readReply } from '../emulators/id-reader.ts';
import { samFrame, wholeReplies } from '../support/sam-frames.ts';

/** What a run met; every figure counts inputs. */
export interface ReaderFuzz {
  readonly inputs: number;
  /** Inputs that held at least one frame whose lengths and check byte are right. */
  readonly framed: number;
  /** Of those: read replies that hold a card's blocks. */
  readonly blocks: number;
  /** Cards taken for somebody's. */
  readonly accepted: number;
  /** Milliseconds of the slowest input. */
  readonly slowestMs: number;
}

const PREAMBLE = Buffer.from('aaaaaa9669', 'hex');
const on = '2026-11-23';
/** No input may take longer: nothing at the window waits for a frame's bytes to be understood. */
const longestMs = 2000;

const demoTexts = ['newcomer', 'rare-name', 'needs-papers', 'hkmt', 'foreigner'].map((name) =>
  readReply(Buffer.from(demoCard(name)?.text ?? '', 'base64')),
);
const replies = wholeReplies.map(({ name }) => samFrame(name));
const bases = [...replies, ...demoTexts, ...demoTexts, ...demoTexts];
const lengths = [
  0, 1, 2, 3, 4, 5, 255, 256, 1023, 1024, 1288, 1289, 4095, 4096, 4097, 0x7fff, 0xffff,
];

/** Whole numbers from 0 to below `limit`, the same for the same seed (mulberry32). */
function numbersOf(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
type Next = ReturnType<typeof numbersOf>;
const pick = <T>(next: Next, from: readonly T[]): T => from[next(from.length)] as T;

function bytes(next: Next, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => next(256)));
}
/** The frame with its check byte put right: what stands in it then reaches the card's text. */
function checked(frame: Buffer): Buffer {
  const sum = frame.subarray(5, -1).reduce((xor, byte) => xor ^ byte, 0);
  return Buffer.concat([frame.subarray(0, -1), Buffer.from([sum])]);
}
/** One field of the text written over with characters that a card could hold. */
function retold(next: Next, frame: Buffer): Buffer {
  const copy = Buffer.from(frame);
  const characters = pick(next, [
    '0123456789',
    '0123456789X',
    ' \0',
    '长期陈安禾',
    'JIY',
    '\ufffe\ud800\u0007𠮷ａ１',
  ]);
  const at = 14 + 2 * next(128);
  for (let put = 0; put < 1 + next(20) && at + 2 * put + 2 <= copy.length - 1; put += 1)
    copy.writeUInt16LE(characters.charCodeAt(next(characters.length)), at + 2 * put);
  return checked(copy);
}

const mutations: readonly ((next: Next, frame: Buffer) => Buffer)[] = [
  (_, frame) => frame,
  (next, frame) => {
    const copy = Buffer.from(frame);
    for (let flips = 0; flips <= next(4); flips += 1) {
      const at = next(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << next(8));
    }
    return next(2) === 0 ? copy : checked(copy);
  },
  (next, frame) => frame.subarray(0, next(frame.length)),
  (next, frame) => frame.subarray(next(frame.length)),
  (next, frame) => {
    const at = next(frame.length);
    return Buffer.concat([
      frame.subarray(0, at),
      frame.subarray(Math.min(frame.length, at + 1 + next(9))),
    ]);
  },
  (next, frame) => {
    const at = next(frame.length);
    return Buffer.concat([frame.subarray(0, at), bytes(next, 1 + next(9)), frame.subarray(at)]);
  },
  (next, frame) => {
    const copy = Buffer.from(frame);
    copy.writeUInt16BE(pick(next, lengths), 5);
    return copy;
  },
  (next, frame) => {
    const copy = Buffer.from(frame);
    if (copy.length > 14) copy.writeUInt16BE(pick(next, lengths), 10 + 2 * next(2));
    return checked(copy);
  },
  (next, frame) => {
    const copy = Buffer.from(frame);
    copy[9] = next(256);
    return checked(copy);
  },
  (_, frame) => Buffer.concat([frame, frame]),
  (next) => bytes(next, next(80)),
  (next, frame) => Buffer.concat([PREAMBLE.subarray(0, 1 + next(5)), frame]),
  (next, frame) => {
    const broken = pick(next, bases);
    return Buffer.concat([broken.subarray(0, next(broken.length)), frame]);
  },
  (next, frame) => Buffer.from(frame.map((byte) => (byte * 7 + next(3)) & 0xff)),
  (next, frame) => (frame.length > 400 ? retold(next, frame) : frame),
  (next, frame) => (frame.length > 400 ? retold(next, retold(next, frame)) : frame),
];

/** Fails when a reply does not stand in the stream whole, with its length and check byte. */
function mustBeFramed(stream: Buffer, { sw1, sw2, sw3, data }: SamReply): void {
  const body = Buffer.concat([Buffer.alloc(2), Buffer.from([sw1, sw2, sw3]), data]);
  body.writeUInt16BE(body.length - 1);
  const sum = body.reduce((xor, byte) => xor ^ byte, 0);
  if (!stream.includes(Buffer.concat([PREAMBLE, body, Buffer.from([sum])])))
    throw new Error('a reply that was not sent');
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** Fails when somebody was made of a text that does not prove itself. Written apart from the core's own check. */
function mustProveItself(text: Buffer, { idNumber, name, birthDate, sex }: Accepted): void {
  const written = text.subarray(122, 158).toString('utf16le').trimEnd().toUpperCase();
  const sum = weights.reduce((total, weight, at) => total + weight * Number(idNumber[at]), 0);
  const right =
    written === idNumber &&
    '10X98765432'[sum % 11] === idNumber[17] &&
    idNumber.slice(6, 14) === birthDate.replaceAll('-', '') &&
    text.subarray(36, 52).toString('utf16le') === idNumber.slice(6, 14) &&
    (sex === '0' || sex === '9' || Number(idNumber[16]) % 2 === Number(sex) % 2) &&
    text.subarray(0, 30).toString('utf16le').startsWith(name) &&
    name.trim() !== '';
  if (!right) throw new Error('a person whose card does not prove it');
}
type Accepted = Extract<ReturnType<typeof readIdCard>, { ok: true }>['card'];

/** One input through everything. */
function feed(next: Next, stream: Buffer): { framed: boolean; blocks: boolean; accepted: boolean } {
  const receiver = createReceiver();
  const received = [];
  for (let at = 0; at < stream.length;) {
    const size = next(4) === 0 ? 1 + next(8) : 1 + next(stream.length);
    received.push(...receiver.push(stream.subarray(at, at + size)));
    at += size;
  }
  const met = { framed: false, blocks: false, accepted: false };
  for (const entry of received) {
    if (entry.kind !== 'reply') continue;
    met.framed = true;
    mustBeFramed(stream, entry.reply);
    const { class: meaning } = meaningOf(entry.reply.sw3);
    const blocks = cardBlocks(entry.reply.data);
    if (meaning !== 'ok' || blocks === null) continue;
    met.blocks = true;
    readCardText(blocks.text);
    const raw = { text: blocks.text.toString('base64'), photo: blocks.photo.toString('base64') };
    const read = readIdCard(raw, on, next(2) === 0 ? 'holder' : 'agent');
    if (!read.ok) continue;
    met.accepted = true;
    mustProveItself(blocks.text, read.card);
  }
  // Whatever came before: after the line fell silent the next frame is taken.
  const good = pick(next, replies);
  receiver.reset();
  if (!receiver.push(good).some(({ kind }) => kind === 'reply'))
    throw new Error('a good frame lost');
  return met;
}

/** Feeds `count` random and mutated inputs. Throws at the first that breaks a promise. */
export function run({ count, seed }: { count: number; seed: number }): Promise<ReaderFuzz> {
  const next = numbersOf(seed);
  const met = { inputs: 0, framed: 0, blocks: 0, accepted: 0, slowestMs: 0 };
  for (; met.inputs < count; met.inputs += 1) {
    let stream = pick(next, bases);
    for (let times = 0; times <= next(2); times += 1) {
      // A mutation needs something to change.
      if (stream.length < 16) stream = Buffer.concat([stream, pick(next, bases)]);
      stream = pick(next, mutations)(next, stream);
    }
    const begun = performance.now();
    try {
      const { framed, blocks, accepted } = feed(next, stream);
      met.framed += framed ? 1 : 0;
      met.blocks += blocks ? 1 : 0;
      met.accepted += accepted ? 1 : 0;
    } catch (error) {
      const told = error instanceof Error ? error.message : String(error);
      return Promise.reject(
        new Error(`input ${met.inputs} of seed ${seed}: ${told}: ${stream.toString('hex')}`),
      );
    }
    met.slowestMs = Math.max(met.slowestMs, performance.now() - begun);
    if (met.slowestMs > longestMs)
      return Promise.reject(new Error(`input ${met.inputs} of seed ${seed} hangs`));
  }
  return Promise.resolve(met);
}
