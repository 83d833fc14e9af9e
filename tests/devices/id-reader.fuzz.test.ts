// A short run of the nightly fuzz: frames and card texts, random and mutated.
import { expect, it } from 'vitest';
import { run } from '../nightly/reader.run.ts';

it('takes 20,000 random and mutated frames without a throw, a hang or a person made up', async () => {
  const met = await run({ count: 20_000, seed: 450 });
  // Enough of them got as far as each step for the promises to have been tried.
  expect(met.framed).toBeGreaterThan(5000);
  expect(met.blocks).toBeGreaterThan(2000);
  expect(met.accepted).toBeGreaterThan(200);
  expect(met.accepted).toBeLessThan(met.blocks);
});
