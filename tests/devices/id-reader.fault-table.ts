// What can come over the line instead of a right answer, and what the reader's status and the person are then told,
// by the question it happens to. Data only; played by id-reader.faults.test.ts.
import type { CommandName, Script } from '../emulators/id-reader.ts';
import { replyFrame } from '../emulators/id-reader.ts';

/** What the reader is doing when it happens: the question that gets the faulty answer. `appended` = after the read. */
export type ReaderState = CommandName;
export const readerStates = ['status', 'number', 'find', 'select', 'read', 'appended'] as const;

/** Reason of the status while it lasts, and what was told of the card that lies there. */
export type Expected =
  `${'ok' | 'no-answer' | 'garbled' | 'self-test-failed' | 'not-authorised' | 'port-missing'} ${
    'card' | 'nothing' | 'unreadable' | 'not-genuine' | 'wrong-kind'}`;
export interface Fault {
  readonly name: string;
  readonly play: Script;
  readonly expected: Readonly<Record<ReaderState, Expected>>;
}

type Row = Readonly<Record<ReaderState, Expected>>;
/** Read in spite of it. */
const harmless: Row = {
  status: 'ok card',
  number: 'ok card',
  find: 'ok card',
  select: 'ok card',
  read: 'ok card',
  appended: 'ok card',
};
/**
 * No answer that could be one: asked again, then said to be away; while it answers as it looks for a card, it is not
 * away. The number and the last question are a bonus.
 */
const mute: Row = {
  ...harmless,
  status: 'no-answer nothing',
  find: 'no-answer nothing',
  select: 'ok unreadable',
  read: 'ok unreadable',
};
/** A frame that fails: the reader is there and is not understood. */
const damaged: Row = {
  ...harmless,
  status: 'garbled nothing',
  find: 'garbled nothing',
  select: 'ok unreadable',
  read: 'ok unreadable',
};
/** A status byte of the module's own trouble with what was asked. */
const refused: Row = damaged;
/** A status byte about the card; only where a card was asked for does it tell of one. */
const ofCard: Row = { ...damaged, status: 'garbled nothing', find: 'garbled nothing' };

const part =
  (from: number, to?: number): Script =>
  (frame) => [frame.subarray(from, to)];
const withByte =
  (at: number, change: (byte: number) => number): Script =>
  (frame) => {
    const copy = Buffer.from(frame);
    const index = at < 0 ? copy.length + at : at;
    copy[index] = change(copy[index] ?? 0) & 0xff;
    return [copy];
  };
const withLength =
  (length: (right: number) => number): Script =>
  (frame) => {
    const copy = Buffer.from(frame);
    copy.writeUInt16BE(length(copy.readUInt16BE(5)), 5);
    return [copy];
  };
const before =
  (hex: string): Script =>
  (frame) => [Buffer.concat([Buffer.from(hex, 'hex'), frame])];
const after =
  (hex: string): Script =>
  (frame) => [Buffer.concat([frame, Buffer.from(hex, 'hex')])];
const instead =
  (bytes: Buffer): Script =>
  () => [bytes];
const status = (sw3: number): Script => instead(replyFrame(sw3));
/** Noise, the same each time; never a preamble in it. */
const noise = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 167 + (at >> 3)) & 0x5f));
/** Answers of other commands, whole and right. */
const selected = replyFrame(0x90, Buffer.alloc(8));

export const faults: readonly Fault[] = [
  { name: 'one byte of noise before', play: before('00'), expected: harmless },
  { name: 'noise before', play: before('ff00fe5501'), expected: harmless },
  { name: 'half a preamble before', play: before('aaaaaa96'), expected: harmless },
  { name: 'two AA too many', play: before('aaaa'), expected: harmless },
  { name: 'a whole preamble before', play: before('aaaaaa9669'), expected: harmless },
  { name: 'a broken-off frame before', play: before('aaaaaa96690001'), expected: harmless },
  { name: 'a damaged frame before', play: before('aaaaaa966900040000909500'), expected: harmless },
  { name: 'noise after', play: after('00ff00'), expected: harmless },
  { name: 'a preamble after', play: after('aaaaaa9669'), expected: harmless },
  { name: 'the frame twice', play: (frame) => [frame, frame], expected: harmless },
  {
    name: 'the frame again a little later',
    play: (frame) => [frame, 10, frame],
    expected: harmless,
  },
  {
    name: 'halves with a short pause',
    play: (frame) => [frame.subarray(0, 9), 5, frame.subarray(9)],
    expected: harmless,
  },
  {
    name: 'pieces of a byte each at the head',
    play: (frame) => [
      ...[...frame.subarray(0, 12)].flatMap((byte) => [Buffer.from([byte]), 1]),
      frame.subarray(12),
    ],
    expected: harmless,
  },
  {
    name: 'the command echoed before',
    play: (frame, { command }) => [Buffer.concat([command, frame])],
    expected: harmless,
  },

  { name: 'nothing', play: () => [], expected: mute },
  { name: 'zeros', play: instead(Buffer.alloc(400)), expected: mute },
  { name: 'AA without end', play: instead(Buffer.alloc(3000, 0xaa)), expected: mute },
  { name: 'noise', play: instead(noise), expected: mute },
  { name: 'words of a modem', play: instead(Buffer.from('\r\nOK\r\nERROR\r\n')), expected: mute },
  {
    name: 'what another speed makes of it',
    play: (frame) => [Buffer.from(frame.map((byte) => (byte * 7 + 13) & 0xf7))],
    expected: mute,
  },
  { name: 'the frame without its first byte', play: part(1), expected: mute },
  { name: 'the frame without its preamble', play: part(5), expected: mute },
  { name: 'only its first byte', play: part(0, 1), expected: mute },
  { name: 'only its preamble', play: part(0, 5), expected: mute },
  { name: 'only half its length', play: part(0, 6), expected: mute },
  { name: 'another preamble', play: withByte(3, () => 0x95), expected: mute },

  { name: 'cut after the length', play: part(0, 7), expected: damaged },
  { name: 'cut after SW1', play: part(0, 8), expected: damaged },
  { name: 'cut before SW3', play: part(0, 9), expected: damaged },
  { name: 'cut after SW3', play: part(0, 10), expected: damaged },
  { name: 'cut before the check byte', play: part(0, -1), expected: damaged },
  {
    name: 'halves with a pause and a byte lost in it',
    play: (frame) => [frame.subarray(0, 9), 120, frame.subarray(10)],
    expected: damaged,
  },
  { name: 'a wrong check byte', play: withByte(-1, (byte) => byte ^ 1), expected: damaged },
  { name: 'a check byte of zero', play: withByte(-1, () => 0), expected: damaged },
  { name: 'SW3 changed on the way', play: withByte(9, (byte) => byte ^ 0x0e), expected: damaged },
  { name: 'length 0', play: withLength(() => 0), expected: damaged },
  { name: 'length 1', play: withLength(() => 1), expected: damaged },
  { name: 'length 2', play: withLength(() => 2), expected: damaged },
  { name: 'length 3', play: withLength(() => 3), expected: damaged },
  { name: 'length 4096', play: withLength(() => 4096), expected: damaged },
  { name: 'length 4097', play: withLength(() => 4097), expected: damaged },
  { name: 'length 65535', play: withLength(() => 0xffff), expected: damaged },
  { name: 'a length one too small', play: withLength((right) => right - 1), expected: damaged },
  { name: 'a length one too large', play: withLength((right) => right + 1), expected: damaged },
  {
    name: 'its length bytes the wrong way round',
    play: (frame) => [
      Buffer.concat([
        frame.subarray(0, 5),
        Buffer.from([frame[6] ?? 0, frame[5] ?? 0]),
        frame.subarray(7),
      ]),
    ],
    expected: damaged,
  },
  { name: 'only the echo of the command', play: (_, { command }) => [command], expected: damaged },

  { name: 'SW3 10 for ever', play: status(0x10), expected: refused },
  { name: 'SW3 11', play: status(0x11), expected: refused },
  { name: 'SW3 21', play: status(0x21), expected: refused },
  { name: 'SW3 23', play: status(0x23), expected: refused },
  { name: 'SW3 24', play: status(0x24), expected: refused },
  { name: 'SW3 00', play: status(0x00), expected: refused },
  { name: 'SW3 77', play: status(0x77), expected: refused },
  { name: 'SW3 FF', play: status(0xff), expected: refused },
  {
    name: 'SW3 60',
    play: status(0x60),
    expected: { ...refused, status: 'self-test-failed nothing', find: 'self-test-failed nothing' },
  },
  {
    name: 'SW3 66',
    play: status(0x66),
    expected: { ...refused, status: 'not-authorised nothing', find: 'not-authorised nothing' },
  },
  { name: 'SW3 31', play: status(0x31), expected: { ...ofCard, find: 'no-answer nothing' } },
  {
    name: 'SW3 32',
    play: status(0x32),
    expected: {
      ...ofCard,
      find: 'no-answer nothing',
      select: 'ok not-genuine',
      read: 'ok not-genuine',
    },
  },
  { name: 'SW3 33', play: status(0x33), expected: { ...ofCard, find: 'no-answer nothing' } },
  {
    name: 'SW3 40',
    play: status(0x40),
    expected: {
      ...ofCard,
      find: 'no-answer nothing',
      select: 'ok wrong-kind',
      read: 'ok wrong-kind',
    },
  },
  { name: 'SW3 41', play: status(0x41), expected: { ...ofCard, find: 'no-answer nothing' } },
  { name: 'SW3 47', play: status(0x47), expected: { ...ofCard, find: 'no-answer nothing' } },
  { name: 'SW3 91', play: status(0x91), expected: { ...ofCard, find: 'no-answer nothing' } },
  {
    name: 'SW3 81',
    play: status(0x81),
    expected: { ...ofCard, find: 'no-answer nothing' },
  },
  // “None there” is no answer to any other question.
  { name: 'SW3 80', play: status(0x80), expected: { ...mute, find: 'ok nothing' } },
  { name: 'SW3 9F', play: status(0x9f), expected: { ...mute, find: 'ok card' } },

  // From the second time on it is the answer to the same question about the same card.
  {
    name: 'the answer before this one',
    play: (_, { before: late }) => [late],
    expected: {
      ...mute,
      status: 'no-answer nothing',
      number: 'ok card',
      find: 'ok card',
      read: 'ok card',
    },
  },
  {
    name: 'the answer before this one, then this one',
    play: (frame, { before: late }) => [Buffer.concat([late, frame])],
    expected: harmless,
  },
  {
    name: 'a right select answer instead',
    play: instead(selected),
    expected: { ...mute, status: 'ok card', select: 'ok card' },
  },
];

/** The data of a read answer with its two lengths as given; the frame around it is right. */
const cardData =
  (text: number, photo: number): Script =>
  (frame) => {
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16BE(text, 0);
    lengths.writeUInt16BE(photo, 2);
    return [replyFrame(0x90, Buffer.concat([lengths, frame.subarray(14, -1)]))];
  };

/** Read answers whose frame is right and whose inside is not: none is anybody's card. */
export const cardFaults: readonly (readonly [name: string, play: Script])[] = [
  ['no data', status(0x90)],
  ['only lengths', instead(replyFrame(0x90, Buffer.from('01000400', 'hex')))],
  ['eight bytes, as select answers', instead(selected)],
  ['forty bytes', instead(replyFrame(0x90, Buffer.alloc(40)))],
  ['no text', cardData(0, 1280)],
  ['no text and no photo', cardData(0, 0)],
  ['a text longer than what came', cardData(257, 1024)],
  ['a text shorter than what came', cardData(255, 1024)],
  ['a photo longer than what came', cardData(256, 1025)],
  ['a photo shorter than what came', cardData(256, 1000)],
  ['no photo, but its bytes', cardData(256, 0)],
  ['text and photo changed about', cardData(1024, 256 + 1)],
  ['lengths of 65535', cardData(0xffff, 0xffff)],
  ['lengths the wrong way round', cardData(0x0001, 0x0004)],
  ['a byte too few', (frame) => [replyFrame(0x90, frame.subarray(10, -2))]],
  ['a byte too many', (frame) => [replyFrame(0x90, frame.subarray(10))]],
];
/** The lengths add up and the text is not a card's: told as a card, refused as unreadable by whoever reads the text. */
export const textFaults: readonly (readonly [name: string, play: Script])[] = [
  ['255 bytes of text', cardData(255, 1025)],
  ['257 bytes of text', cardData(257, 1023)],
  ['text and photo changed about', cardData(1024, 256)],
  ['all of it text', cardData(1280, 0)],
  [
    'zeros',
    instead(replyFrame(0x90, Buffer.concat([Buffer.from('01000400', 'hex'), Buffer.alloc(1280)]))),
  ],
  [
    'FF',
    instead(
      replyFrame(0x90, Buffer.concat([Buffer.from('01000400', 'hex'), Buffer.alloc(1280, 0xff)])),
    ),
  ],
];
