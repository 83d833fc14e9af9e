// Handing a case in, as rows: stub, envelope and audit row go in together by one statement (a view whose trigger writes the
// three tables), and many cases by the same one. Round trips to the driver's thread are what a commit costs beside the disk.
import type { AuditRow, CaseRow, Db, OutboxRow } from './tables.ts';

/** Where the two chains end: what the next envelope and the next audit row continue. */
export interface ChainEnds {
  readonly envelope: { readonly seq: number; readonly hash: string };
  readonly audit: { readonly seq: number; readonly hash: string };
}
export interface Submission {
  readonly stub: CaseRow;
  readonly envelope: OutboxRow;
  readonly audit: AuditRow;
  /** The sealed draft this case came from, gone in the same moment; null without one. */
  readonly draftTag: string | null;
}

/** Both ends in one question; sequence 0 and an empty hash before the first. Call inside the transaction that continues them. */
export async function chainEnds(db: Db): Promise<ChainEnds> {
  const [row] = await db.raw<
    { seq: number | null; hash: string | null; a_seq: number | null; a_hash: string | null }[]
  >(
    `SELECT o.seq AS seq, o.envelope_sha256 AS hash, a.seq AS a_seq, a.hash AS a_hash
     FROM (SELECT 1) LEFT JOIN (SELECT seq, envelope_sha256 FROM outbox ORDER BY seq DESC LIMIT 1) o
     LEFT JOIN (SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1) a`,
  );
  return {
    envelope: { seq: row?.seq ?? 0, hash: row?.hash ?? '' },
    audit: { seq: row?.a_seq ?? 0, hash: row?.a_hash ?? '' },
  };
}

/** Writes all or none. Call inside a transaction. */
export async function insertSubmissions(db: Db, rows: readonly Submission[]): Promise<void> {
  await db('submissions').insert(
    rows.map(({ stub, envelope, audit, draftTag }) => ({
      ...stub,
      ...envelope,
      audit_seq: audit.seq,
      audit_at: audit.at,
      audit_kind: audit.kind,
      audit_code: audit.code,
      audit_prev: audit.prev,
      audit_hash: audit.hash,
      draft_tag: draftTag,
    })),
  );
}
