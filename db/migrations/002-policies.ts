// Policy tables received from upstream, each as it was signed. Kept for good: a case cites the version it was judged by.
import type { Db } from '../tables.ts';

const statements = [
  `CREATE TABLE policies (
    seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, jws TEXT NOT NULL, received_at INTEGER NOT NULL)`,
  `CREATE TRIGGER policies_no_delete BEFORE DELETE ON policies BEGIN SELECT RAISE(ABORT, 'policies are kept'); END`,
  `CREATE TRIGGER policies_no_update BEFORE UPDATE ON policies BEGIN SELECT RAISE(ABORT, 'policies are kept'); END`,
];

/** Adds the history of policy tables. */
export async function up(db: Db): Promise<void> {
  for (const statement of statements) await db.raw(statement);
}
