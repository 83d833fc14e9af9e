// Policy tables received from upstream, as signed. Must not judge one: whoever reads it back checks it again.
import type { Db, PolicyRow } from './tables.ts';

/** Every table ever taken, the newest first. */
export async function listPolicies(db: Db): Promise<readonly PolicyRow[]> {
  return db<PolicyRow>('policies').orderBy([
    { column: 'version', order: 'desc' },
    { column: 'seq', order: 'desc' },
  ]);
}

/** Keeps one more. A version may come again: what was kept of it before may be damaged. */
export async function addPolicy(db: Db, row: Omit<PolicyRow, 'seq'>): Promise<void> {
  await db<PolicyRow>('policies').insert(row);
}
