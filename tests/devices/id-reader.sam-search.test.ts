// Finding the reader's port and speed, and finding it again, over real pseudo-terminals and the real serialport.
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import type { IdReader } from '../../electron/devices/id-reader.ts';
import { createSamReader } from '../../electron/devices/id-reader.sam.ts';
import { listSerialPorts } from '../../electron/devices/id-reader.sam-search.ts';
import type { RawCard } from '../../electron/domain.ts';
import type { ReaderEmulator, ReaderModel } from '../emulators/id-reader.ts';
import { startReaderEmulator } from '../emulators/id-reader.ts';

const fast = {
  findEveryMs: 10,
  commandMs: 150,
  probeMs: 100,
  readHeadMs: 150,
  readBodyMs: 150,
  interByteMs: 40,
  reopenEveryMs: 30,
};
const emulators: ReaderEmulator[] = [];
const readers: IdReader[] = [];

async function emulator(model: ReaderModel = {}): Promise<ReaderEmulator> {
  const started = await startReaderEmulator(model);
  emulators.push(started);
  return started;
}
function reader(options: Partial<Parameters<typeof createSamReader>[0]> = {}): {
  reader: IdReader;
  cards: RawCard[];
  lines: string[];
} {
  const lines: string[] = [];
  const cards: RawCard[] = [];
  const made = createSamReader({
    path: 'auto',
    baudRate: 'auto',
    timings: fast,
    log: (_, code, fields) => void lines.push(`${code} ${JSON.stringify(fields ?? {})}`),
    ...options,
  });
  made.onCard((card) => void cards.push(card));
  readers.push(made);
  made.start();
  return { reader: made, cards, lines };
}
afterEach(async () => {
  await Promise.all(readers.splice(0).map((started) => started.stop()));
  await Promise.all(emulators.splice(0).map((started) => started.stop()));
});
const until = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 5 });
const isReady = (at: ReturnType<typeof reader>) =>
  until(() => expect(at.reader.status()).toMatchObject({ state: 'ready', reason: 'ok' }));
const newcomer = Buffer.from(demoCard('newcomer')?.text ?? '', 'base64');

describe('the port', () => {
  it('is the one of several that answers as a reader', async () => {
    const [dumb, babbling, right] = [await emulator(), await emulator(), await emulator()];
    dumb.fault({ kind: 'silent' });
    babbling.fault({ kind: 'instead', bytes: Buffer.from('OK\r\nAT+ERR\r\n') });
    const at = reader({
      baudRate: 115200,
      listPorts: () => Promise.resolve([dumb.path, babbling.path, right.path]),
    });
    await isReady(at);
    right.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
    expect(dumb.seen()).toMatchObject({ status: 1, find: 0 });
    expect(babbling.seen()).toMatchObject({ status: 1, find: 0 });
  });

  it('is never one that another device uses, under whatever name', async () => {
    const [scanner, right] = [await emulator(), await emulator()];
    const alias = join(dirname(scanner.path), 'by-id');
    symlinkSync(scanner.path, alias);
    const at = reader({
      avoid: [alias],
      listPorts: () => Promise.resolve([scanner.path, right.path]),
    });
    await isReady(at);
    expect(scanner.seen()).toMatchObject({ status: 0, bad: 0 });
  });

  it.each([
    ['no port is there', [], 'port-missing'],
    ['none opens', ['/dev/null'], 'refused'],
  ] as const)('is said to be %s', async (_, ports, reason) => {
    const at = reader({ listPorts: () => Promise.resolve(ports) });
    await until(() => expect(at.reader.status().reason).toBe(reason));
  });

  it('is said to be away while nobody answers as a reader does', async () => {
    const other = await emulator();
    other.fault({ kind: 'instead', bytes: Buffer.from('aaaaaa96690003112233', 'hex') });
    const at = reader({ listPorts: () => Promise.resolve([other.path]) });
    await until(() =>
      expect(at.reader.status()).toMatchObject({ state: 'disconnected', reason: 'no-answer' }),
    );
  });

  it('is looked for again when the system could not list them', async () => {
    const right = await emulator();
    let asked = 0;
    const at = reader({
      listPorts: () =>
        (asked += 1) === 1 ? Promise.reject(new Error('no udev')) : Promise.resolve([right.path]),
    });
    await isReady(at);
    expect(at.lines[0]).toBe('id-reader.ports-unlisted {"name":"Error"}');
  });

  it('of this machine are listed by name', async () => {
    const ports = await listSerialPorts().catch(() => []);
    for (const path of ports) expect(path).toMatch(/^(\/dev\/|COM)/);
  });
});

describe('the speed', () => {
  it.each([115200, 57600, 38400, 19200, 9600])('%i is found', async (baudRate) => {
    const right = await emulator({ baudRate });
    const at = reader({ path: right.path });
    await isReady(at);
    expect(at.lines).toContain(`id-reader.found {"baudRate":${baudRate}}`);
    right.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
  });

  it('that is wrong in the configuration is told as a reader that does not answer', async () => {
    const right = await emulator({ baudRate: 9600 });
    const at = reader({ path: right.path, baudRate: 115200 });
    await until(() => expect(at.reader.status().reason).toBe('no-answer'));
    expect(right.seen().status).toBe(0);
  });
});

describe('a reader that is unplugged', () => {
  it('comes back by itself under another path', async () => {
    const right = await emulator({ baudRate: 38400 });
    const elsewhere = join(dirname(right.path), 'tty-other');
    const at = reader({ listPorts: () => Promise.resolve([right.path, elsewhere]) });
    await isReady(at);
    await right.unplug();
    await until(() => expect(at.reader.status().reason).toBe('port-missing'));
    await right.replug(elsewhere);
    await isReady(at);
    right.placeCard(newcomer);
    await until(() => expect(at.cards).toHaveLength(1));
  });

  it.each(['status', 'number', 'find', 'select', 'read', 'appended'] as const)(
    'in the middle of the answer to %s comes back, and no half card was told',
    async (on) => {
      const right = await emulator();
      right.fault({
        kind: 'script',
        on,
        times: 1,
        play: (frame) => [frame.subarray(0, 9), 'unplug'],
      });
      right.placeCard(newcomer);
      const at = reader({ listPorts: () => Promise.resolve([right.path]) });
      await until(() => expect(at.reader.status().reason).toBe('port-missing'));
      expect(at.cards).toHaveLength(on === 'appended' ? 1 : 0);
      await right.replug();
      await isReady(at);
      right.liftCard();
      right.placeCard(newcomer);
      await until(() => expect(right.seen().read).toBeGreaterThan(0));
    },
  );
});

it('stops at once in the middle of looking', async () => {
  const dumb = await emulator();
  dumb.fault({ kind: 'silent' });
  const at = reader({
    timings: { ...fast, probeMs: 60_000 },
    listPorts: () => Promise.resolve([dumb.path]),
  });
  await until(() => expect(dumb.seen().status).toBe(1));
  await at.reader.stop();
  expect(at.reader.status().reason).toBe('starting');
});
