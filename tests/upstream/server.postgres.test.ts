// The same sentences as server.test.ts on a real PostgreSQL through the same knex code.
import { afterAll, describe, test } from 'vitest';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import type { PrivatePostgres } from '../support/postgres.ts';
import { describeUpstream } from './server-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  console.log(`skipped: ${found.missing}`);
  describe('reference upstream on PostgreSQL', () => {
    test.skip(found.missing, () => undefined);
  });
} else {
  let postgres: PrivatePostgres | undefined;
  // Registered before the suite's own: hooks after run in reverse, so the server goes down before its database.
  afterAll(() => postgres?.stop());
  describeUpstream('on PostgreSQL', async () => {
    postgres ??= await startPostgres(found.bin);
    return postgres.newDatabase();
  });
}
