// A short run of the nightly fuzz: codes, random and mutated.
import { expect, it } from 'vitest';
import { run } from '../nightly/codes.run.ts';

it('takes 2,000 random and mutated codes without a throw, a hang or one taken for what it does not prove', async () => {
  const { kinds, refused } = await run({ count: 2000, seed: 447 });
  // Enough of them got as far as each answer for the promises to have been tried.
  for (const [kind, count] of Object.entries(kinds)) expect(count, kind).toBeGreaterThan(20);
  expect(kinds['permit-signature-wrong']).toBeGreaterThan(200);
  expect(kinds['not-ours']).toBeGreaterThan(400);
  expect(refused).toBeGreaterThan(0);
});
