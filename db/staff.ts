// Staff as rows: the supervisor made at the first start, and wrong tries by badge and by kiosk. Knows no PIN and no badge.
import type { Db, StaffMadeHereRow, StaffTriesRow } from './tables.ts';
import { inTransaction } from './transaction.ts';

export async function staffMadeHere(db: Db): Promise<readonly StaffMadeHereRow[]> {
  return db<StaffMadeHereRow>('staff_made_here').orderBy('created_at');
}

/** Call inside a transaction. */
export async function insertStaffMadeHere(db: Db, row: StaffMadeHereRow): Promise<void> {
  await db<StaffMadeHereRow>('staff_made_here').insert(row);
}

/** Wrong tries of each key; keys never tried are absent. */
export async function wrongTries(db: Db, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await db<StaffTriesRow>('staff_tries').whereIn('key', [...keys]);
  return new Map(rows.map(({ key, wrong }) => [key, wrong]));
}

/** Every key with its wrong tries: what a start finds locked. */
export async function allWrongTries(db: Db): Promise<readonly StaffTriesRow[]> {
  return db<StaffTriesRow>('staff_tries').where('wrong', '>', 0);
}

/** Counts one more wrong try for each key, on disk before the PIN is looked at: a cut leaves it counted. */
export function countTry(db: Db, keys: readonly string[]): Promise<void> {
  return inTransaction(db, async () => {
    for (const key of keys)
      await db<StaffTriesRow>('staff_tries')
        .insert({ key, wrong: 1 })
        .onConflict('key')
        .merge({ wrong: db.raw('staff_tries.wrong + 1') as unknown as number });
  });
}

export function forgetTries(db: Db, keys: readonly string[]): Promise<void> {
  return inTransaction(db, async () => {
    await db<StaffTriesRow>('staff_tries')
      .whereIn('key', [...keys])
      .delete();
  });
}
