// Runs the migrations a database has not had, each in its own transaction. Never goes back.
import { StorageError } from '../storage-error.ts';
import type { Db } from '../tables.ts';
import { inTransaction } from '../transaction.ts';
import { migrations } from './list.ts';

/** Brings the database up to this program. A database of a newer program is refused untouched. `upTo` is for tests. */
export async function migrate(db: Db, upTo = Number.POSITIVE_INFINITY): Promise<void> {
  await db.raw(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)',
  );
  const rows = await db<{ number: number; name: string }>('migrations').select('number');
  const had = Math.max(0, ...rows.map((row) => row.number));
  const newest = Math.max(...migrations.map((migration) => migration.number));
  if (had > newest) {
    throw new StorageError(
      'newer-than-program',
      `The database is of version ${had}, this program knows ${newest}: install the newer program.`,
    );
  }
  for (const migration of migrations) {
    if (migration.number <= had || migration.number > upTo) continue;
    await inTransaction(db, async () => {
      await migration.up(db);
      await db('migrations').insert({ number: migration.number, name: migration.name });
    });
  }
}
