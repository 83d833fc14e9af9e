// Which readings are a new placement of a card: one left lying is told once, a trouble is told once.
// Pure but for what it remembers; keeps a hash of the last card, never its bytes.
import { createHash } from 'node:crypto';
import type { CardProblem } from './id-reader.ts';

export interface Placements {
  /** Nothing found: no card, or the one already read still lies (GA 450 status 80 says both). */
  lifted(): void;
  /** True when this reading is to be told. `now` in monotonic milliseconds. */
  read(text: string, now: number): boolean;
  /** The problem to tell, null when it was told or the card may still be moving. A null problem is a failed select. */
  failed(problem: CardProblem | null): CardProblem | null;
}

export function createPlacements(options: {
  readonly debounceMs: number;
  readonly selectTries: number;
}): Placements {
  let last: { readonly hash: string; readonly at: number } | null = null;
  let lying = false;
  let failedSelects = 0;
  let told = false;

  return {
    lifted() {
      lying = false;
      failedSelects = 0;
      told = false;
    },
    read(text, now) {
      const hash = createHash('sha256').update(text).digest('base64');
      const same = last?.hash === hash && (lying || now - last.at < options.debounceMs);
      // Whoever lays the same card down again and again is told in the end.
      if (!same) last = { hash, at: now };
      lying = true;
      failedSelects = 0;
      told = false;
      return !same;
    },
    failed(problem) {
      if (problem === null) {
        failedSelects += 1;
        if (failedSelects < options.selectTries) return null;
      }
      if (told) return null;
      told = true;
      return problem ?? 'unreadable';
    },
  };
}
