// `npm run nightly [name …]`: the long seeded runs whose short ones stand in the tests. Ends with 1 at the first that fails;
// what a run throws names the input, and the seed brings it back.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

interface NightlyRun {
  readonly run: (options: { readonly count: number; readonly seed: number }) => unknown;
}
/** Inputs of each run; what is not named here takes the last. */
const counts: Readonly<Record<string, number>> = {
  reader: 1_000_000,
  thermal: 100_000,
  codes: 100_000,
  prints: 200,
};
const otherwise = 100_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '20261123' }, count: { type: 'string' } },
});
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.run.ts'))
  .map((file) => file.slice(0, -'.run.ts'.length))
  .filter((name) => positionals.length === 0 || positionals.includes(name));
const seed = Number(values.seed);
for (const name of names) {
  const count = Number(values.count ?? counts[name] ?? otherwise);
  const begun = performance.now();
  const { run } = (await import(join(import.meta.dirname, `${name}.run.ts`))) as NightlyRun;
  const met = await run({ count, seed });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const told = typeof met === 'string' ? met : JSON.stringify(met);
  process.stdout.write(`${name}: ${count} inputs, seed ${seed}, ${seconds} s: ${told}\n`);
}
