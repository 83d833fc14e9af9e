// Reads a device's chain of envelopes: what is missing and what does not follow. Notes only; nothing is refused for it.
import type { CaseRow } from './database.ts';

/** What stands against a device's chain of envelopes. */
export interface ChainReport {
  /** Sequence numbers below the highest that never arrived. */
  readonly gaps: readonly number[];
  /** Sequence numbers used twice, or whose `prev` is not the envelope before: a copied or rolled-back kiosk. */
  readonly forks: readonly number[];
}
/** `rows` in order of `seq`. */
export function judgeChain(
  rows: readonly Pick<CaseRow, 'seq' | 'prev' | 'envelope_sha256'>[],
): ChainReport {
  const bySeq = new Map<number, string[]>();
  for (const row of rows) bySeq.set(row.seq, [...(bySeq.get(row.seq) ?? []), row.envelope_sha256]);
  const highest = rows.at(-1)?.seq ?? 0;
  const gaps = Array.from({ length: highest }, (_, index) => index + 1).filter(
    (seq) => !bySeq.has(seq),
  );
  const forks = rows
    .filter(({ seq, prev }) => {
      const before = bySeq.get(seq - 1);
      if ((bySeq.get(seq)?.length ?? 0) > 1) return true;
      return seq === 1 ? prev !== '' : before !== undefined && !before.includes(prev);
    })
    .map(({ seq }) => seq);
  return { gaps, forks: [...new Set(forks)] };
}
