// The reader over a real pseudo-terminal and the real serialport, played by the emulator.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import type { CardProblem, IdReader } from '../../electron/devices/id-reader.ts';
import { createSamReader } from '../../electron/devices/id-reader.sam.ts';
import type { RawCard } from '../../electron/domain.ts';
import type { ReaderEmulator, ReaderFault } from '../emulators/id-reader.ts';
import { readReply, replyFrame, startReaderEmulator } from '../emulators/id-reader.ts';
import { samFrame } from '../support/sam-frames.ts';

const fast = {
  findEveryMs: 10,
  commandMs: 150,
  readHeadMs: 150,
  readBodyMs: 600,
  interByteMs: 40,
  reopenEveryMs: 30,
  debounceMs: 200,
};

interface Bench {
  readonly emulator: ReaderEmulator;
  readonly reader: IdReader;
  readonly cards: RawCard[];
  readonly problems: CardProblem[];
  readonly states: string[];
  readonly lines: string[];
}
const benches: Bench[] = [];

async function bench(
  fault: ReaderFault | null = null,
  timings: Partial<typeof fast> = {},
): Promise<Bench> {
  const emulator = await startReaderEmulator();
  emulator.fault(fault);
  const lines: string[] = [];
  const reader = createSamReader({
    path: emulator.path,
    baudRate: 115200,
    timings: { ...fast, ...timings },
    log: (_, code, fields) => void lines.push(`${code} ${JSON.stringify(fields ?? {})}`),
  });
  const made: Bench = { emulator, reader, cards: [], problems: [], states: [], lines };
  reader.onCard((card) => void made.cards.push(card));
  reader.onProblem((problem) => void made.problems.push(problem));
  reader.onStatus(({ state, reason }) => void made.states.push(`${state}/${reason}`));
  benches.push(made);
  reader.start();
  return made;
}
afterEach(async () => {
  for (const { reader, emulator } of benches.splice(0)) {
    await reader.stop();
    await emulator.stop();
  }
});
const until = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 5 });
const isReady = ({ reader }: Bench) =>
  until(() => expect(reader.status()).toMatchObject({ state: 'ready', reason: 'ok' }));
/** Waits for so many further rounds: of looking for a card, or of asking the one that lies. */
async function rounds({ emulator }: Bench, count: number): Promise<void> {
  const asked = () => emulator.seen().find + emulator.seen().appended;
  const before = asked();
  await until(() => expect(asked()).toBeGreaterThanOrEqual(before + count));
}
const newcomer = Buffer.from(demoCard('newcomer')!.text, 'base64');
const rare = Buffer.from(demoCard('rare-name')!.text, 'base64');

describe('a reader that is well', () => {
  it('says ready and logs its licence number', async () => {
    const at = await bench();
    await isReady(at);
    expect(at.lines).toContain('id-reader.sam {"number":"05.01-20190101-000012345-012345678"}');
  });

  it.each([
    'read_ok_mainland_1295',
    'read_ok_longterm_1295',
    'read_ok_hkmt_J_1295',
    'read_ok_foreign_I_1295',
    'read_ok_foreign_Y_1295',
    'read_ok_fp1024_2321',
  ])('hands over the bytes of %s', async (name) => {
    const at = await bench();
    const frame = samFrame(name);
    at.emulator.placeCard(frame);
    await until(() => expect(at.cards).toHaveLength(1));
    const from = name.includes('fp') ? 16 : 14;
    expect(at.cards[0]).toEqual({
      text: frame.subarray(from, from + 256).toString('base64'),
      photo: frame.subarray(from + 256, from + 256 + 1024).toString('base64'),
    });
    expect(at.problems).toEqual([]);
  });

  it('tells a card left lying once, and again when it is lifted and placed after the pause', async () => {
    const at = await bench();
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
    await rounds(at, 10);
    expect(at.cards).toHaveLength(1);
    at.emulator.liftCard();
    await new Promise((resolve) => setTimeout(resolve, fast.debounceMs));
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(2));
  });

  it('takes a card put back at once for the same placement, another card for a new one', async () => {
    const at = await bench(null, { debounceMs: 5000 });
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
    at.emulator.liftCard();
    await rounds(at, 2);
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.emulator.seen().read).toBe(2));
    await rounds(at, 2);
    expect(at.cards).toHaveLength(1);
    at.emulator.placeCard(rare);
    await until(() => expect(at.cards).toHaveLength(2));
  });

  it('logs nothing of the person', async () => {
    const at = await bench();
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
    expect(at.lines.join('\n')).not.toMatch(/陈安禾|430000199005010007|湖南|0007/);
  });
});

describe('bytes that are not right', () => {
  it.each<[string, ReaderFault]>([
    ['noise before every frame', { kind: 'noise', bytes: Buffer.from('00ffaa9669aaaaaa', 'hex') }],
    ['half a preamble before every frame', { kind: 'noise', bytes: Buffer.from('aaaa', 'hex') }],
    [
      'a late reply in the chunk of the new one',
      { on: 'read', kind: 'noise', bytes: samFrame('select_ok_sn0') },
    ],
    ['frames that come byte by byte', { kind: 'slow' }],
    ['a read cut in the header', { on: 'read', kind: 'cut', at: 6, times: 1 }],
    ['a read cut in the text', { on: 'read', kind: 'cut', at: 100, times: 1 }],
    ['a read cut before its last byte', { on: 'read', kind: 'cut', at: 1294, times: 1 }],
    ['a read with a wrong checksum', { on: 'read', kind: 'bad-checksum', times: 2 }],
    ['a find with a wrong checksum', { on: 'find', kind: 'bad-checksum', times: 2 }],
    ['a find that is not answered twice', { on: 'find', kind: 'silent', times: 2 }],
    [
      'garbage instead of a find reply',
      { on: 'find', kind: 'instead', bytes: Buffer.alloc(3000, 0xaa), times: 1 },
    ],
    [
      'a success frame without a card in it',
      { on: 'read', kind: 'instead', bytes: replyFrame(0x90, Buffer.alloc(40)), times: 1 },
    ],
    ['a find reply that comes after its time', { on: 'find', kind: 'late', ms: 250, times: 1 }],
    ['a select reply that comes after its time', { on: 'select', kind: 'late', ms: 250, times: 1 }],
  ])('reads the card in spite of %s', async (_, fault) => {
    const at = await bench(fault);
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
    expect(at.cards[0]!.text).toBe(newcomer.toString('base64'));
    await isReady(at);
  });

  it('sends a command once more when the reader got it wrong', async () => {
    const at = await bench({ kind: 'status', sw3: 0x10, on: 'select', times: 1 });
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
    expect(at.emulator.seen().select).toBe(2);
    expect(at.emulator.seen().find).toBeLessThan(10);
    expect(at.problems).toEqual([]);
  });

  it('says garbled when nothing right comes, and is ready again when it does', async () => {
    const at = await bench({ on: 'find', kind: 'bad-checksum' });
    await until(() =>
      expect(at.reader.status()).toMatchObject({ state: 'attention', reason: 'garbled' }),
    );
    at.emulator.fault(null);
    await isReady(at);
  });
});

describe('a card that cannot be read', () => {
  it.each<[number, 'select' | 'read', CardProblem]>([
    [0x31, 'select', 'unreadable'],
    [0x81, 'select', 'unreadable'],
    [0x47, 'select', 'unreadable'],
    [0x32, 'select', 'not-genuine'],
    [0x40, 'select', 'wrong-kind'],
    [0x41, 'read', 'unreadable'],
    [0x33, 'read', 'unreadable'],
    [0x31, 'read', 'unreadable'],
    [0x47, 'read', 'unreadable'],
    [0x91, 'read', 'unreadable'],
    [0x21, 'read', 'unreadable'],
    [0x23, 'read', 'unreadable'],
    [0x24, 'read', 'unreadable'],
    [0x11, 'read', 'unreadable'],
    [0x10, 'read', 'unreadable'],
    [0x32, 'read', 'not-genuine'],
    [0x40, 'read', 'wrong-kind'],
  ])('status %i at %s is told once as %s, and the next card is read', async (sw3, on, problem) => {
    const at = await bench({ kind: 'status', sw3, on });
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.problems).toEqual([problem]));
    await rounds(at, 4);
    expect(at.problems).toEqual([problem]);
    expect(at.cards).toEqual([]);
    at.emulator.fault(null);
    at.emulator.liftCard();
    await rounds(at, 2);
    at.emulator.placeCard(rare);
    await until(() => expect(at.cards).toHaveLength(1));
  });

  it('reads again up to five times within one select', async () => {
    const at = await bench({ kind: 'status', sw3: 0x41, on: 'read', times: 5 });
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
    expect(at.emulator.seen()).toMatchObject({ select: 1, read: 6 });
    expect(at.problems).toEqual([]);
  });
});

describe('a reader that is not well', () => {
  it.each([
    [0x60, 'self-test-failed'],
    [0x66, 'not-authorised'],
  ] as const)('status %i at the start is %s until it is mended', async (sw3, reason) => {
    const at = await bench({ kind: 'status', sw3, on: 'status' });
    await until(() => expect(at.reader.status()).toMatchObject({ state: 'attention', reason }));
    expect(at.emulator.seen().find).toBe(0);
    at.emulator.fault(null);
    await isReady(at);
  });

  it('notices a module that gives up while polling', async () => {
    const at = await bench();
    await isReady(at);
    at.emulator.fault({ kind: 'status', sw3: 0x60 });
    await until(() =>
      expect(at.reader.status()).toMatchObject({ state: 'attention', reason: 'self-test-failed' }),
    );
  });

  it('says no-answer while the reader is silent, and reads again after', async () => {
    const at = await bench();
    await isReady(at);
    at.emulator.fault({ kind: 'silent' });
    await until(() =>
      expect(at.reader.status()).toMatchObject({ state: 'disconnected', reason: 'no-answer' }),
    );
    at.emulator.fault(null);
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
    expect(at.states).toContain('ready/ok');
  });

  it('is unplugged and plugged in again, in the middle of a read', async () => {
    const at = await bench(
      { kind: 'cut', at: 700, on: 'read' },
      { interByteMs: 100, readBodyMs: 2000 },
    );
    await isReady(at);
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.emulator.seen().read).toBeGreaterThan(0));
    await at.emulator.unplug();
    await until(() =>
      expect(at.reader.status()).toMatchObject({ state: 'disconnected', reason: 'port-missing' }),
    );
    expect(at.cards).toEqual([]);
    at.emulator.fault(null);
    at.emulator.liftCard();
    await at.emulator.replug();
    await isReady(at);
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
  });

  it('waits for a port that is not there', async () => {
    const at = await bench();
    await at.emulator.unplug();
    await until(() =>
      expect(at.reader.status()).toMatchObject({ state: 'disconnected', reason: 'port-missing' }),
    );
    await at.emulator.replug();
    await isReady(at);
  });

  it('says refused for a path that is no serial port', async () => {
    const reader = createSamReader({
      path: '/dev/null',
      baudRate: 115200,
      log: () => undefined,
      timings: fast,
    });
    reader.start();
    await until(() =>
      expect(reader.status()).toMatchObject({ state: 'attention', reason: 'refused' }),
    );
    await reader.stop();
  });

  it('stops at once, also in the middle of a question', async () => {
    const at = await bench({ kind: 'silent' }, { commandMs: 60_000 });
    await until(() => expect(at.emulator.seen().status).toBe(1));
    await at.reader.stop();
    expect(at.cards).toEqual([]);
  });
});

describe('the emulator as a strict reader', () => {
  it.each(['neg_find_wrong_xor_21', 'neg_cmd_20_00'])(
    'answers the wrongly published %s with a checksum error',
    async (name) => {
      const emulator = await startReaderEmulator();
      const { SerialPort } = await import('serialport');
      const port = new SerialPort({ path: emulator.path, baudRate: 115200 });
      const answer = await new Promise<Buffer>((resolve) => {
        port.once('data', resolve);
        port.write(samFrame(name));
      });
      expect(answer).toEqual(samFrame('err_10'));
      await new Promise((resolve) => port.close(resolve));
      await emulator.stop();
    },
  );

  it('makes the same frame around a text block as the fixture', () => {
    const frame = samFrame('read_ok_mainland_1295');
    expect(readReply(frame.subarray(14, 270)).subarray(0, 270)).toEqual(frame.subarray(0, 270));
  });
});
