// The audit trail: append-only, each row holding the hash of the one before. No personal data: kinds, codes, case ids.
import { createHash } from 'node:crypto';
import type { AuditKind } from '../electron/domain.ts';
import type { AuditRow, Db } from './tables.ts';

export interface AuditEvent {
  readonly kind: AuditKind;
  readonly caseId?: string;
  readonly code?: string;
  /** Staff number. */
  readonly actor?: string;
}

/** hash = SHA-256 over the row before it and this row's content, base64url. */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const fields = [row.seq, row.at, row.kind, row.case_id, row.code];
  // Rows from before there were staff hold the hash they were given.
  const content = JSON.stringify(row.actor === null ? fields : [...fields, row.actor]);
  return createHash('sha256').update(row.prev).update('\n').update(content).digest('base64url');
}

/** The row of this event after `last`. */
export function auditRow(
  event: AuditEvent,
  at: number,
  last: Pick<AuditRow, 'seq' | 'hash'>,
): AuditRow {
  const row = {
    seq: last.seq + 1,
    at,
    kind: event.kind,
    case_id: event.caseId ?? null,
    code: event.code ?? null,
    actor: event.actor ?? null,
    prev: last.hash,
  };
  return { ...row, hash: hashOf(row) };
}

/** Appends events in their order; call inside a transaction. */
export async function appendAudit(
  db: Db,
  events: readonly AuditEvent[],
  at: number,
): Promise<void> {
  if (events.length === 0) return;
  const end = await db<AuditRow>('audit').orderBy('seq', 'desc').first('seq', 'hash');
  let last: Pick<AuditRow, 'seq' | 'hash'> = end ?? { seq: 0, hash: '' };
  const rows = events.map((event) => {
    const row = auditRow(event, at, last);
    last = row;
    return row;
  });
  await db<AuditRow>('audit').insert(rows);
}

/** Walks the whole chain; null when it holds, else the sequence number of the first row that does not. */
export async function findBrokenAudit(db: Db): Promise<number | null> {
  let prev = '';
  let seq = 0;
  for (;;) {
    const rows = await db<AuditRow>('audit').where('seq', '>', seq).orderBy('seq').limit(1000);
    if (rows.length === 0) return null;
    for (const row of rows) {
      if (row.seq !== seq + 1 || row.prev !== prev || row.hash !== hashOf(row)) return row.seq;
      prev = row.hash;
      seq = row.seq;
    }
  }
}
