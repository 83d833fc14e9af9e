// How long is waited before something that ended is started again.
import { describe, expect, test } from 'vitest';
import { countRestarts, soundAfterMs } from '../../electron/restarts.ts';

describe('what ended is started again', () => {
  test('within half a second when it had been running soundly', () => {
    const restarts = countRestarts();
    expect([1, 2, 3].map(() => restarts.waitAfter(soundAfterMs))).toEqual([500, 500, 500]);
  });

  test('ever later while it does not last, and never later than half a minute', () => {
    const restarts = countRestarts();
    const waits = Array.from({ length: 10 }, () => restarts.waitAfter(200));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  });

  test('soon again once it had lasted', () => {
    const restarts = countRestarts();
    for (let count = 0; count < 6; count += 1) restarts.waitAfter(200);
    restarts.waitAfter(soundAfterMs + 1);
    expect(restarts.waitAfter(200)).toBe(500);
  });

  test('by a count of its own for each thing', () => {
    const [one, other] = [countRestarts(), countRestarts()];
    for (let count = 0; count < 6; count += 1) one.waitAfter(200);
    expect(other.waitAfter(200)).toBe(500);
  });
});
