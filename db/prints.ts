// Prints as rows: an intent before, a result after the printer's own word.
import type { Db, PrintRow, PrintState } from './tables.ts';
import { inTransaction } from './transaction.ts';

export function insertPrintIntent(
  db: Db,
  intent: Pick<PrintRow, 'serial' | 'kind' | 'subject'>,
  at: number,
): Promise<void> {
  return inTransaction(db, async () => {
    await db<PrintRow>('prints').insert({
      ...intent,
      state: 'intent',
      reason: null,
      collected: null,
      created_at: at,
      updated_at: at,
    });
  });
}

export function markPrint(
  db: Db,
  serial: string,
  state: PrintState,
  reason: string | null,
  at: number,
): Promise<void> {
  return inTransaction(db, async () => {
    await db<PrintRow>('prints').where('serial', serial).update({ state, reason, updated_at: at });
  });
}

/** The person's own word about the sheet. */
export function markCollected(db: Db, serial: string, whole: boolean, at: number): Promise<void> {
  return inTransaction(db, async () => {
    await db<PrintRow>('prints')
      .where('serial', serial)
      .update({ collected: whole ? 1 : 0, updated_at: at });
  });
}

/** What a crash cut off is unknown: neither printed nor failed. Returns how many. */
export function closeInterruptedPrints(db: Db, at: number): Promise<number> {
  return inTransaction(db, async () =>
    db<PrintRow>('prints')
      .whereIn('state', ['intent', 'sent'])
      .update({ state: 'unknown', reason: 'unknown', updated_at: at }),
  );
}

export async function findPrint(db: Db, serial: string): Promise<PrintRow | undefined> {
  return db<PrintRow>('prints').where('serial', serial).first();
}
