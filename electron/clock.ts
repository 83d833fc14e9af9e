// The machine's clock, as the core is given it.
import { performance } from 'node:perf_hooks';
import type { Clock } from './domain.ts';

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  after(ms, then) {
    // Longer than Node's timers can count would fire at once.
    const timer = setTimeout(then, Math.min(ms, 2_147_483_647));
    return () => clearTimeout(timer);
  },
};
