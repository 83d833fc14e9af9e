// Sealed drafts as rows: opaque to the database, gone after their time.
import type { Db, DraftRow } from './tables.ts';
import { inTransaction } from './transaction.ts';

export function putDraft(db: Db, row: DraftRow): Promise<void> {
  return inTransaction(db, async () => {
    await db<DraftRow>('drafts').insert(row).onConflict('person_tag').merge();
  });
}

export async function getDraft(db: Db, personTag: string, now: number): Promise<string | null> {
  const row = await db<DraftRow>('drafts')
    .where('person_tag', personTag)
    .andWhere('expires_at', '>', now)
    .first('sealed');
  return row?.sealed ?? null;
}

export function dropDraft(db: Db, personTag: string): Promise<number> {
  return inTransaction(db, async () =>
    db<DraftRow>('drafts').where('person_tag', personTag).delete(),
  );
}

export function dropExpiredDrafts(db: Db, now: number): Promise<number> {
  return inTransaction(db, async () =>
    db<DraftRow>('drafts').where('expires_at', '<=', now).delete(),
  );
}

export function dropAllDrafts(db: Db): Promise<number> {
  return inTransaction(db, async () => db<DraftRow>('drafts').delete());
}
