// A clock that only moves when a test moves it; timers run in order of their time.
import type { Clock } from '../../electron/domain.ts';

export interface MovedClock extends Clock {
  /** Moves time on by `ms`, running what falls due and letting promises settle between. */
  advance(ms: number): Promise<void>;
}

export function movedClock(start = '2026-11-23T02:00:00.000Z'): MovedClock {
  let elapsed = 0;
  let order = 0;
  const base = Date.parse(start);
  const timers = new Map<number, { at: number; then: () => void }>();

  async function settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }

  return {
    now: () => new Date(base + elapsed),
    monotonic: () => elapsed,
    after(ms, then) {
      order += 1;
      const id = order;
      timers.set(id, { at: elapsed + ms, then });
      return () => void timers.delete(id);
    },
    async advance(ms) {
      const end = elapsed + ms;
      for (;;) {
        const due = [...timers.entries()]
          .filter(([, timer]) => timer.at <= end)
          .sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
        if (due === undefined) break;
        timers.delete(due[0]);
        elapsed = Math.max(elapsed, due[1].at);
        due[1].then();
        await settle();
      }
      elapsed = end;
      await settle();
    },
  };
}
