// Status bytes against vectors of printers' manuals.
import { describe, expect, it } from 'vitest';
import { run } from '../nightly/thermal.run.ts';
import {
  askRealtime,
  isOffline,
  kindOfByte,
  saysPaperEnd,
  stateOf,
} from '../../electron/devices/printer.thermal-status.ts';

it('twenty thousand answers, random and true to form: well is said only of a printer that is', () => {
  expect(run({ count: 20_000, seed: 20261123 })).toContain('20000 replies');
});

describe('the four real-time answers', () => {
  it.each<[string, number[], ReturnType<typeof stateOf>]>([
    ['idle', [0x12, 0x12, 0x12, 0x12], { offline: false, trouble: null, paperLow: false }],
    [
      'paper near its end',
      [0x12, 0x12, 0x12, 0x1e],
      { offline: false, trouble: null, paperLow: true },
    ],
    [
      'paper out',
      [0x1a, 0x32, 0x12, 0x7e],
      { offline: true, trouble: 'paper-out', paperLow: true },
    ],
    [
      'cover open',
      [0x1a, 0x16, 0x12, 0x12],
      { offline: true, trouble: 'cover-open', paperLow: false },
    ],
    [
      'cover open without paper',
      [0x1a, 0x36, 0x12, 0x72],
      { offline: true, trouble: 'cover-open', paperLow: false },
    ],
    [
      'cutter stuck',
      [0x1a, 0x52, 0x1a, 0x12],
      { offline: true, trouble: 'cutter', paperLow: false },
    ],
    [
      'mechanical',
      [0x1a, 0x52, 0x16, 0x12],
      { offline: true, trouble: 'paper-jam', paperLow: false },
    ],
    [
      'head hot',
      [0x1a, 0x52, 0x52, 0x12],
      { offline: true, trouble: 'overheated', paperLow: false },
    ],
    [
      'unrecoverable',
      [0x1a, 0x52, 0x32, 0x12],
      { offline: true, trouble: 'unknown', paperLow: false },
    ],
    [
      'error without a word',
      [0x1a, 0x52, 0x12, 0x12],
      { offline: true, trouble: 'unknown', paperLow: false },
    ],
    [
      'feed button held',
      [0x1a, 0x1a, 0x12, 0x12],
      { offline: true, trouble: null, paperLow: false },
    ],
  ])('%s', (_, answers, state) => {
    expect(stateOf(answers)).toEqual(state);
  });
});

it('asks DLE EOT n', () => {
  expect(askRealtime(4)).toEqual(Buffer.from([0x10, 0x04, 0x04]));
  expect(isOffline(0x1a)).toBe(true);
  expect(isOffline(0x12)).toBe(false);
});

it('tells answers apart by their fixed bits', () => {
  const kinds = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    const kind = kindOfByte(byte);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect([0x12, 0x1a, 0x32, 0x7e].map(kindOfByte)).toEqual(Array(4).fill('realtime'));
  expect([0x10, 0x14, 0x3c].map(kindOfByte)).toEqual(Array(3).fill('automatic'));
  expect([0x00, 0x03, 0x0c, 0x0f].map(kindOfByte)).toEqual(Array(4).fill('processed'));
  expect([0xff, 0x80, 0x13].map(kindOfByte)).toEqual(Array(3).fill('noise'));
  expect(kinds.get('realtime')).toBe(16);
});

it('reads the paper answer', () => {
  expect([0x00, 0x03].map(saysPaperEnd)).toEqual([false, false]);
  expect([0x0c, 0x0f].map(saysPaperEnd)).toEqual([true, true]);
});
