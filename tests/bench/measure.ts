// What every measure of the bench shares: rounds, medians and the table. Knows nothing of the kiosk.

/** One line of the table. `ratio` is ours by the peer's in the sense of the limit. */
export interface Figure {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number;
  readonly limit: { readonly atLeast: number } | { readonly atMost: number };
}

/** The middle of the figures; the mean of both middles of an even number. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The figure below which this share of all lies. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Milliseconds `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Runs the contenders one after the other, round by round, so that whatever else the machine does falls on all of them.
 * The first round only warms up.
 * @returns median milliseconds of each.
 */
export async function race(
  contenders: Readonly<Record<string, () => Promise<unknown>>>,
  rounds = 9,
): Promise<Readonly<Record<string, number>>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, work] of Object.entries(contenders)) {
      const took = await timed(work);
      if (round > 0) (times[name] ??= []).push(took);
    }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** Milliseconds to a rate, in words. */
export function perSecond(count: number, ms: number): string {
  return `${Math.round((count / ms) * 1000).toLocaleString('en')}/s`;
}

function isKept({ ratio, limit }: Figure): boolean {
  return 'atLeast' in limit ? ratio >= limit.atLeast : ratio <= limit.atMost;
}

/** The table as text. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    figure.ours,
    figure.peer,
    `${figure.ratio.toFixed(2)} ×`,
    'atLeast' in figure.limit ? `≥ ${figure.limit.atLeast} ×` : `≤ ${figure.limit.atMost} ×`,
    isKept(figure) ? 'ok' : 'SHORT',
  ]);
  const head = ['what', 'ours', 'peer', 'ratio', 'aim', ''];
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
