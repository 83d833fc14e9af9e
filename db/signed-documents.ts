// Documents received from upstream, as signed: policy tables and staff lists. Must not judge one: whoever reads it back
// checks it again.
import type { Db, SignedDocumentRow } from './tables.ts';

/** Tables that keep them: never changed, never deleted. */
export type DocumentTable = 'policies' | 'staff_lists';

/** Every document ever taken, the newest first. */
export async function listDocuments(
  db: Db,
  table: DocumentTable,
): Promise<readonly SignedDocumentRow[]> {
  return db<SignedDocumentRow>(table).orderBy([
    { column: 'version', order: 'desc' },
    { column: 'seq', order: 'desc' },
  ]);
}

/** Keeps one more. A version may come again: what was kept of it before may be damaged. */
export async function addDocument(
  db: Db,
  table: DocumentTable,
  row: Omit<SignedDocumentRow, 'seq'>,
): Promise<void> {
  await db<SignedDocumentRow>(table).insert(row);
}
