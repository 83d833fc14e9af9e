// Writes down what came of a round: settled by a verified acknowledgement alone, tried again later, or parked for a person.
// One transaction for the whole round. Must not ask upstream.
import { appendAudit } from '../../db/audit.ts';
import type { AuditEvent } from '../../db/audit.ts';
import { deliverCases, moveCase } from '../../db/cases.ts';
import { park, retryLater, settle } from '../../db/outbox.ts';
import type { Db, OutboxRow } from '../../db/tables.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Clock, Log } from '../domain.ts';
import type { Sealing } from './sealing.ts';
import { isTurnedDown } from './sending-words.ts';
import type { Word } from './sending-words.ts';

const firstBackoffMs = 5000;
const longestBackoffMs = 300_000;

export interface RecordDeps {
  readonly db: Db;
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

/** Full jitter: anywhere up to 5 s · 2ⁿ, at most 5 min (“Exponential backoff and jitter”, AWS architecture blog). */
export function backoffMs(attempts: number, random: () => number): number {
  return Math.round(
    random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(attempts, 16)),
  );
}

/** Writes what came of every row in one transaction; returns the cases whose status changed. */
export async function record(
  deps: RecordDeps,
  rows: readonly OutboxRow[],
  words: ReadonlyMap<number, Word>,
): Promise<string[]> {
  const verdicts = await Promise.all(
    rows.map(async (row) => ({ row, verdict: await judge(deps, row, words.get(row.seq)) })),
  );
  const { db, log } = deps;
  return inTransaction(db, async () => {
    const now = deps.clock.now().getTime();
    const settled = verdicts.flatMap(({ row, verdict }) =>
      verdict.kind === 'settled' || verdict.kind === 'refused'
        ? [{ ...row, acknowledgement: verdict.jws }]
        : [],
    );
    await settle(db, settled, now);
    const ids = verdicts.flatMap(({ row, verdict }) =>
      verdict.kind === 'settled' ? [row.case_id] : [],
    );
    const moved = await deliverCases(db, ids, now);
    const events: AuditEvent[] = ids.map((caseId) => ({ kind: 'case.acknowledged', caseId }));
    for (const { row, verdict } of verdicts) {
      switch (verdict.kind) {
        case 'settled':
          break;
        case 'refused':
          await moveCase(db, row.case_id, { status: 'rejected', status_reason: verdict.code }, now);
          events.push({ kind: 'case.decided', caseId: row.case_id, code: 'rejected' });
          log('warn', 'sync.refused', { caseId: row.case_id, reason: verdict.code });
          moved.push(row.case_id);
          break;
        case 'park':
          await park(db, row.seq, verdict.state, verdict.reason, now, verdict.jws ?? null);
          await moveCase(
            db,
            row.case_id,
            { status: 'needs_staff', status_reason: verdict.reason },
            now,
          );
          events.push({
            kind: `case.${verdict.state}`,
            caseId: row.case_id,
            code: verdict.reason,
          });
          log('warn', 'sync.parked', {
            caseId: row.case_id,
            state: verdict.state,
            reason: verdict.reason,
          });
          moved.push(row.case_id);
          break;
        case 'retry': {
          const wait = Math.max(verdict.notBeforeMs, backoffMs(row.attempts, deps.random));
          await retryLater(
            db,
            row.seq,
            { dueAt: now + wait, askFirst: verdict.askFirst, countAttempt: true },
            now,
          );
          log('info', 'sync.retry', {
            caseId: row.case_id,
            why: verdict.why,
            waitMs: wait,
            attempts: row.attempts + 1,
          });
          break;
        }
      }
    }
    await appendAudit(db, events, now);
    return moved;
  });
}

type Verdict =
  | { readonly kind: 'settled'; readonly jws: string }
  /** Read and turned down beside another case: upstream keeps it, and whoever holds the receipt is told why. */
  | { readonly kind: 'refused'; readonly jws: string; readonly code: string }
  | (Extract<Word, { kind: 'park' }> & { readonly jws?: string })
  | Extract<Word, { kind: 'retry' }>;

async function judge(deps: RecordDeps, row: OutboxRow, word: Word | undefined): Promise<Verdict> {
  if (word === undefined)
    return { kind: 'retry', askFirst: true, notBeforeMs: 0, why: 'unanswered' };
  if (word.kind !== 'acknowledgement') return word;
  const read = await deps.sealing.readAcknowledgement(word.jws, {
    id: row.case_id,
    sha256: row.sha256,
  });
  if (read === null) {
    deps.log('warn', 'sync.acknowledgement-not-upstreams', { caseId: row.case_id });
    return { kind: 'retry', askFirst: true, notBeforeMs: 0, why: 'acknowledgement' };
  }
  if (read.status === 'rejected' && isTurnedDown(read.code))
    return { kind: 'refused', jws: word.jws, code: read.code };
  if (read.status === 'rejected')
    return { kind: 'park', state: 'needs-staff', reason: read.code ?? 'rejected', jws: word.jws };
  return { kind: 'settled', jws: word.jws };
}
