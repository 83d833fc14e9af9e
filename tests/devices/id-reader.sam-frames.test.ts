// Framing of the reader protocol against published and synthetic frames, and against noise.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Received } from '../../electron/devices/id-reader.sam-frames.ts';
import {
  cardBlocks,
  commands,
  createReceiver,
  encodeCommand,
  meaningOf,
  samNumber,
  statusTable,
} from '../../electron/devices/id-reader.sam-frames.ts';
import { samFrame, wholeReplies } from '../support/sam-frames.ts';

const PREAMBLE = Buffer.from('AAAAAA9669', 'hex');

function replies(received: readonly Received[]): Buffer[] {
  return received.flatMap((entry) =>
    entry.kind === 'reply'
      ? [
          Buffer.concat([
            Buffer.from([entry.reply.sw1, entry.reply.sw2, entry.reply.sw3]),
            entry.reply.data,
          ]),
        ]
      : [],
  );
}
/** Status and data of a frame, as the receiver gives them back. */
function content(frame: Buffer): Buffer {
  return frame.subarray(7, -1);
}

describe('commands', () => {
  it.each([
    ['sam_status', commands.samStatus],
    ['sam_id', commands.samNumber],
    ['find_card', commands.findCard],
    ['select_card', commands.selectCard],
    ['read_base', commands.readCard],
  ] as const)('sends %s byte for byte as published', (name, command) => {
    expect(command.toString('hex')).toBe(samFrame(name).toString('hex'));
  });

  it('never sends the frames that were published wrong', () => {
    expect(commands.findCard).not.toEqual(samFrame('neg_find_wrong_xor_21'));
    expect(encodeCommand(0x20, 0x00)).not.toEqual(samFrame('neg_cmd_20_00'));
  });
});

describe('receiver', () => {
  it.each(wholeReplies.map(({ name }) => name))('takes %s whole', (name) => {
    const frame = samFrame(name);
    expect(replies(createReceiver().push(frame))).toEqual([content(frame)]);
  });

  it('takes a frame cut at every byte', () => {
    const frame = samFrame('read_ok_mainland_1295');
    for (let at = 1; at < frame.length; at += 1) {
      const receiver = createReceiver();
      expect(receiver.push(frame.subarray(0, at)).length).toBe(0);
      expect(receiver.phase()).toBe(at < 7 ? 'started' : 'body');
      const [reply, ...more] = replies(receiver.push(frame.subarray(at)));
      // Buffer's own comparison: the matcher takes milliseconds for each of 1294.
      expect(reply?.equals(content(frame))).toBe(true);
      expect(more.length).toBe(0);
      expect(receiver.phase()).toBe('scanning');
    }
  });

  it('takes a frame byte by byte', () => {
    const receiver = createReceiver();
    const frame = samFrame('read_ok_fp1024_2321');
    expect(replies([...frame].flatMap((byte) => receiver.push(Buffer.from([byte]))))).toEqual([
      content(frame),
    ]);
  });

  it('takes two frames in one chunk, in order', () => {
    const received = replies(createReceiver().push(samFrame('two_frames_in_one_chunk')));
    expect(received.map((reply) => reply[2])).toEqual([0x80, 0x9f]);
  });

  it('finds the preamble behind one AA too many', () => {
    const frame = Buffer.concat([Buffer.from([0xaa]), samFrame('ok_status')]);
    expect(replies(createReceiver().push(frame))).toHaveLength(1);
    const receiver = createReceiver();
    expect(replies([...frame].flatMap((byte) => receiver.push(Buffer.from([byte]))))).toHaveLength(
      1,
    );
  });

  it('reports a wrong check byte and takes the good frame behind it', () => {
    const received = createReceiver().push(
      Buffer.concat([samFrame('read_bad_checksum'), samFrame('find_fail')]),
    );
    expect(received[0]).toEqual({ kind: 'damaged' });
    expect(replies(received).map((reply) => reply[2])).toEqual([0x80]);
  });

  it.each([
    ['0000', 'none'],
    ['0003', 'too short'],
    ['1001', 'longer than any'],
    ['FFFF', 'longest'],
  ])('reports a length of %s (%s) and takes the good frame behind it', (length) => {
    const wrong = Buffer.concat([PREAMBLE, Buffer.from(length, 'hex')]);
    const received = createReceiver().push(Buffer.concat([wrong, samFrame('ok_status')]));
    expect(received[0]).toEqual({ kind: 'damaged' });
    expect(replies(received)).toHaveLength(1);
  });

  it('never glues two halves together, also where their check byte would hold', () => {
    const frame = samFrame('read_ok_mainland_1295');
    for (let at = 8; at < frame.length; at += 1) {
      const received = createReceiver().push(Buffer.concat([frame.subarray(0, at), frame]));
      expect(received).toHaveLength(2);
      expect(received[0]?.kind).toBe('damaged');
      expect(replies(received)[0]?.equals(content(frame))).toBe(true);
    }
  });

  it('drops half a frame when told to', () => {
    const receiver = createReceiver();
    receiver.push(samFrame('read_truncated_1000'));
    receiver.reset();
    expect(receiver.phase()).toBe('scanning');
    expect(replies(receiver.push(samFrame('ok_status')))).toHaveLength(1);
  });

  it('takes a read reply whose first 14 or 16 bytes are the published ones', () => {
    expect(samFrame('read_ok_mainland_1295').subarray(0, 14)).toEqual(samFrame('read_head_1295'));
    expect(samFrame('read_ok_fp1024_2321').subarray(0, 16)).toEqual(samFrame('read_head_2321'));
  });

  it('never throws, never makes up a reply and loses no good frame after noise (fuzz)', () => {
    const good = wholeReplies.map(({ name }) => samFrame(name));
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom(...good)
        .chain((frame) => fc.nat(frame.length - 1).map((at) => frame.subarray(0, at))),
      fc.constant(PREAMBLE),
    );
    fc.assert(
      fc.property(
        fc.array(noise, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 30 }),
        fc.constantFrom(...good),
        (before, cuts, frame) => {
          const stream = Buffer.concat([...before, frame]);
          const receiver = createReceiver();
          const received: Received[] = [];
          let at = 0;
          for (const size of [...cuts, stream.length]) {
            received.push(...receiver.push(stream.subarray(at, at + size)));
            at += size;
          }
          for (const reply of replies(received)) expect(isFramedIn(stream, reply)).toBe(true);
          // Half a frame swallows what follows until the line falls silent; then the next one is whole.
          receiver.reset();
          expect(replies(receiver.push(frame))).toEqual([content(frame)]);
        },
      ),
      { seed: 450, numRuns: 400 },
    );
  });
});

/** The reply stands in the stream with its preamble, length and check byte. */
function isFramedIn(stream: Buffer, reply: Buffer): boolean {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(reply.length + 1);
  const body = Buffer.concat([length, reply]);
  const check = body.reduce((sum, byte) => sum ^ byte, 0);
  return stream.includes(Buffer.concat([PREAMBLE, body, Buffer.from([check])]));
}

describe('status byte', () => {
  it.each([
    [0x90, 'ok'],
    [0x9f, 'found'],
    [0x91, 'empty'],
    [0x80, 'idle'],
    [0x10, 'protocol'],
    [0x11, 'protocol'],
    [0x21, 'protocol'],
    [0x23, 'protocol'],
    [0x24, 'protocol'],
    [0x31, 'card'],
    [0x32, 'card'],
    [0x33, 'card'],
    [0x40, 'card'],
    [0x41, 'card'],
    [0x47, 'card'],
    [0x81, 'card'],
    [0x60, 'device'],
    [0x66, 'device'],
  ] as const)('%i is of class %s', (sw3, expected) => {
    expect(meaningOf(sw3).class).toBe(expected);
  });

  it('takes a byte that no source lists for a protocol error', () => {
    expect(Object.keys(statusTable)).toHaveLength(18);
    expect(meaningOf(0x77).class).toBe('protocol');
  });
});

describe('card blocks', () => {
  it.each([
    ['read_ok_mainland_1295', 4],
    ['read_ok_fp1024_2321', 6],
  ])('takes the lengths of %s from the frame', (name, head) => {
    const data = content(samFrame(name)).subarray(3);
    const blocks = cardBlocks(data);
    expect(blocks?.text).toEqual(data.subarray(head, head + 256));
    expect(blocks?.photo).toEqual(data.subarray(head + 256, head + 256 + 1024));
  });

  it('takes other lengths, if they add up', () => {
    expect(cardBlocks(Buffer.from('0002000141424300', 'hex').subarray(0, 7))).toEqual({
      text: Buffer.from('AB'),
      photo: Buffer.from('C'),
    });
  });

  it.each(['', '0100', '01000400', '010004004142', '000000000000'])('refuses data %s', (hex) => {
    expect(cardBlocks(Buffer.from(hex, 'hex'))).toBeNull();
  });
});

it('reads the licence number of the module', () => {
  const data = Buffer.alloc(16);
  data.writeUInt16LE(5, 0);
  data.writeUInt16LE(1, 2);
  data.writeUInt32LE(20190101, 4);
  data.writeUInt32LE(12345, 8);
  data.writeUInt32LE(12345678, 12);
  expect(samNumber(data)).toBe('05.01-20190101-000012345-012345678');
  expect(samNumber(data.subarray(1))).toBeNull();
});
