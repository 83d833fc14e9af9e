// Every fault of the table at every question of the reader: status and person told as the table says, never another
// card than the one that lies there, and well again by itself once the fault is over. Real line, strict emulator.
import { describe, expect, it, vi } from 'vitest';
import { cardFailureOf } from '../../electron/core/arrivals.ts';
import { readIdCard } from '../../electron/core/identity.ts';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import type { CardProblem } from '../../electron/devices/id-reader.ts';
import { createSamReader } from '../../electron/devices/id-reader.sam.ts';
import words from '../../assets/locales/zh-CN.json' with { type: 'json' };
import type { Script } from '../emulators/id-reader.ts';
import { startReaderEmulator } from '../emulators/id-reader.ts';
import type { Expected, Fault, ReaderState } from './id-reader.fault-table.ts';
import { cardFaults, faults, readerStates, textFaults } from './id-reader.fault-table.ts';

const timings = {
  findEveryMs: 15,
  commandMs: 100,
  probeMs: 100,
  pickUpMs: 1000,
  readHeadMs: 100,
  readBodyMs: 400,
  interByteMs: 50,
  reopenEveryMs: 25,
  debounceMs: 50,
};
/** Nothing at the window hangs longer. */
const patienceMs = 5000;

const newcomer = Buffer.from(demoCard('newcomer')?.text ?? '', 'base64');
const rare = Buffer.from(demoCard('rare-name')?.text ?? '', 'base64');
const until = (check: () => void) => vi.waitFor(check, { timeout: patienceMs, interval: 10 });

const unread = faults[0]?.expected ?? neverThere();
function neverThere(): never {
  throw new Error('an empty table');
}

async function plays(fault: Fault, on: ReaderState): Promise<void> {
  const emulator = await startReaderEmulator();
  const texts: string[] = [];
  const problems: CardProblem[] = [];
  const reader = createSamReader({
    path: emulator.path,
    baudRate: 115200,
    timings,
    log: () => undefined,
  });
  reader.onCard(({ text }) => void texts.push(text));
  reader.onProblem((problem) => void problems.push(problem));
  emulator.fault({ kind: 'script', on, play: fault.play });
  emulator.placeCard(newcomer);
  reader.start();
  try {
    const expected: Expected = fault.expected[on];
    const [reason, told] = expected.split(' ');
    await until(() => {
      expect(`${on}: ${reader.status().reason}`).toBe(`${on}: ${reason}`);
      if (told === 'card') expect(texts).toHaveLength(1);
      else if (told !== 'nothing') expect(problems[0]).toBe(told);
      expect(emulator.seen()[on]).toBeGreaterThan(0);
    });
    if (told !== 'card') expect(texts).toEqual([]);
    else expect(problems).toEqual([]);
    for (const problem of problems)
      expect(words[`failure.${cardFailureOf(problem)}`]).toMatch(/。$/);

    emulator.fault(null);
    emulator.liftCard();
    await until(() => expect(reader.status()).toMatchObject({ reason: 'ok' }));
    const before = texts.length;
    emulator.placeCard(rare);
    await until(() => expect(texts.length).toBe(before + 1));
    expect(texts.at(-1)).toBe(rare.toString('base64'));
    expect(new Set(texts.slice(0, -1))).toEqual(
      new Set(told === 'card' ? [newcomer.toString('base64')] : []),
    );
  } finally {
    await reader.stop();
    await emulator.stop();
  }
}

it('has at least forty faults', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  expect(faults.length).toBeGreaterThanOrEqual(40);
});

describe('while every question of the reader is answered with', () => {
  it.concurrent.each(faults.map((fault) => [fault.name, fault] as const))(
    '%s',
    async (_, fault) => {
      await Promise.all(readerStates.map((on) => plays(fault, on)));
    },
  );
});

describe('a read answer that is well framed and holds', () => {
  it.concurrent.each(cardFaults)('%s is no card', async (name, play) => {
    await plays({ name, play, expected: { ...unread, read: 'ok unreadable' } }, 'read');
  });

  it.concurrent.each(textFaults)('%s is nobody', async (_, play) => {
    const emulator = await startReaderEmulator();
    const reader = createSamReader({
      path: emulator.path,
      baudRate: 115200,
      timings,
      log: () => undefined,
    });
    const read: unknown[] = [];
    reader.onCard((card) => void read.push(readIdCard(card, '2026-11-23')));
    emulator.fault({ kind: 'script', on: 'read', play });
    emulator.placeCard(newcomer);
    reader.start();
    await until(() => expect(read).toEqual([{ ok: false, code: 'card-unreadable' }]));
    await reader.stop();
    await emulator.stop();
  });
});

describe('answers cut at every byte', () => {
  const lanes = 6;
  it.concurrent.each(Array.from({ length: lanes }, (_, lane) => lane))(
    'never make a card, and the whole one that follows is read (part %i)',
    async (lane) => {
      const emulator = await startReaderEmulator();
      const reader = createSamReader({
        path: emulator.path,
        baudRate: 115200,
        log: () => undefined,
        timings: { ...timings, findEveryMs: 2, interByteMs: 8, readHeadMs: 12, readRetries: 200 },
      });
      const texts: string[] = [];
      reader.onCard(({ text }) => void texts.push(text));
      let at = lane;
      emulator.fault({
        kind: 'script',
        on: 'read',
        play: (frame) => {
          if (at >= frame.length) return [frame];
          const cut = frame.subarray(0, at);
          at += lanes;
          return [cut];
        },
      });
      emulator.placeCard(newcomer);
      reader.start();
      await vi.waitFor(() => expect(texts).toHaveLength(1), { timeout: 15_000, interval: 10 });
      expect(at).toBeGreaterThanOrEqual(1295);
      expect(texts).toEqual([newcomer.toString('base64')]);
      await reader.stop();
      await emulator.stop();
    },
  );
});

describe('at the pace of the window, nothing hangs for five seconds', () => {
  const trickle: Script = (frame) => [
    frame.subarray(0, 20),
    ...[...frame.subarray(20, 60)].flatMap((byte) => [150, Buffer.from([byte])]),
  ];
  it.concurrent.each<[string, ReaderState, Script, string]>([
    ['the status is not answered', 'status', () => [], 'no-answer'],
    ['looking for a card is not answered', 'find', () => [], 'no-answer'],
    ['the card cannot be selected', 'select', () => [], 'unreadable'],
    ['the read is not answered', 'read', () => [], 'unreadable'],
    ['the read trickles in', 'read', trickle, 'unreadable'],
    ['the read stops half-way', 'read', (frame) => [frame.subarray(0, 700)], 'unreadable'],
  ])('when %s (%s)', async (_, on, play, expected) => {
    const emulator = await startReaderEmulator();
    const reader = createSamReader({
      path: emulator.path,
      baudRate: 115200,
      log: () => undefined,
    });
    const told: string[] = [];
    reader.onProblem((problem) => void told.push(problem));
    reader.onStatus(({ reason }) => void told.push(reason));
    reader.onCard(() => void told.push('card'));
    emulator.fault({ kind: 'script', on, play });
    reader.start();
    if (on !== 'status') await vi.waitFor(() => expect(told).toContain('ok'), { timeout: 5000 });
    emulator.placeCard(newcomer);
    await vi.waitFor(() => expect(told).toContain(expected), { timeout: 5000, interval: 10 });
    expect(told).not.toContain('card');
    await reader.stop();
    await emulator.stop();
  });
});
