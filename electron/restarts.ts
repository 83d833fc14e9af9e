// How long to wait before something that ended is started again: at once at first, so that a crash is over within seconds,
// and ever longer while it does not last, so that a broken part does not spin. Pure.

/** What ran shorter than this ended because of what it is, not because of what befell it. Milliseconds. */
export const soundAfterMs = 10_000;
const firstMs = 500;
const longestMs = 30_000;

export interface Restarts {
  /** Milliseconds to wait after a run of `ranMs`. */
  waitAfter(ranMs: number): number;
}

/** A count of its own for each thing that is kept running. */
export function countRestarts(): Restarts {
  let quickEnds = 0;
  return {
    waitAfter(ranMs) {
      quickEnds = ranMs < soundAfterMs ? quickEnds + 1 : 0;
      return Math.min(longestMs, firstMs * 2 ** Math.max(0, quickEnds - 1));
    },
  };
}
