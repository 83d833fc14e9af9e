// The machine's clock, ahead or behind by what a test says: real timers, another time of day.
import type { Clock } from '../../electron/domain.ts';
import { machineClock } from '../upstream/clock.ts';

export interface ShiftedClock extends Clock {
  /** Milliseconds ahead of the machine from now on; negative = behind. */
  shift(ms: number): void;
}

export function shiftedClock(): ShiftedClock {
  let ahead = 0;
  return {
    ...machineClock(),
    now: () => new Date(Date.now() + ahead),
    shift(ms) {
      ahead = ms;
    },
  };
}
