// One round of sending: claim what is due, ask where a try may have arrived, send the rest, settle by signed word only.
// Must not loop or wait: sync.ts does.
import { appendAudit } from '../../db/audit.ts';
import type { AuditEvent } from '../../db/audit.ts';
import { deliverCases, moveCase } from '../../db/cases.ts';
import { claimDue, park, retryLater, settle } from '../../db/outbox.ts';
import type { Db, OutboxRow } from '../../db/tables.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CaseId, Clock, Log } from '../domain.ts';
import { CaseId as CaseIdSchema } from '../domain.ts';
import type { Sealing } from './sealing.ts';
import { digest } from './sealing.ts';
import type { Answer, SealedItem, Upstream } from './upstream-port.ts';

/** Items of one batch request (the contract's limit). */
export const batchSize = 50;
const firstBackoffMs = 5000;
const longestBackoffMs = 300_000;

export interface SendDeps {
  readonly db: Db;
  readonly upstream: Upstream;
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}
export interface Sent {
  readonly claimed: number;
  /** Case ids whose status changed. */
  readonly moved: readonly string[];
  /** Whether upstream itself answered; null when nothing was sent. */
  readonly heard: boolean | null;
}

/** Full jitter: anywhere up to 5 s · 2ⁿ, at most 5 min (“Exponential backoff and jitter”, AWS architecture blog). */
export function backoffMs(attempts: number, random: () => number): number {
  return Math.round(
    random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(attempts, 16)),
  );
}

/** What came of one row; the word is upstream's or the wire's. */
type Word =
  | { readonly kind: 'acknowledgement'; readonly jws: string }
  | {
      readonly kind: 'retry';
      readonly askFirst: boolean;
      readonly notBeforeMs: number;
      readonly why: string;
    }
  | {
      readonly kind: 'park';
      readonly state: 'needs-staff' | 'quarantined';
      readonly reason: string;
    };

/** Runs one round. */
export async function sendDue(deps: SendDeps): Promise<Sent> {
  const { db, clock } = deps;
  const rows = await inTransaction(db, () => claimDue(db, clock.now().getTime(), batchSize));
  if (rows.length === 0) return { claimed: 0, moved: [], heard: null };
  const words = new Map<number, Word>();
  const whole: OutboxRow[] = [];
  for (const row of rows) {
    if (await isWhole(deps.sealing, row)) whole.push(row);
    else words.set(row.seq, { kind: 'park', state: 'quarantined', reason: 'changed-on-disk' });
  }
  let heard: boolean | null = null;
  const toSend: OutboxRow[] = [];
  let unanswered: Word | null = null;
  for (const row of whole) {
    if (row.ask_first === 0) {
      toSend.push(row);
      continue;
    }
    // One time-out is enough: the rest would each cost another before an upstream that is silent or away.
    const word: Word | null = unanswered ?? (await ask(deps.upstream, row));
    if (word === null) toSend.push(row);
    else words.set(row.seq, word);
    if (word?.kind === 'retry' && (word.why === 'silent' || word.why === 'away')) unanswered = word;
    heard = (heard ?? false) || word === null || isUpstreams(word);
  }
  for (const [seq, word] of await send(deps, toSend)) {
    words.set(seq, word);
    heard = (heard ?? false) || isUpstreams(word);
  }
  const moved = await record(deps, rows, words);
  return { claimed: rows.length, moved, heard };
}

function isUpstreams(word: Word): boolean {
  return (
    word.kind === 'acknowledgement' || (word.kind === 'park' && word.reason !== 'changed-on-disk')
  );
}

function caseIdOf(row: OutboxRow): CaseId {
  return CaseIdSchema.parse(row.case_id);
}

function itemOf(row: OutboxRow): SealedItem {
  return { id: caseIdOf(row), envelope: row.envelope, sealed: row.sealed ?? '' };
}

/** True when the row is what this device wrote: signature, id, sequence and hash all agree. */
async function isWhole(sealing: Sealing, row: OutboxRow): Promise<boolean> {
  const envelope = await sealing.readOwnEnvelope(row.envelope);
  if (envelope === null || row.sealed === null) return false;
  return (
    envelope.id === row.case_id &&
    envelope.seq === row.seq &&
    envelope.sha256 === row.sha256 &&
    digest(row.sealed) === row.sha256
  );
}

/** 401, 403: about the kiosk (its clock, its enrolment), never about the case; put right, the same case is taken. */
function isUnknownKiosk(status: number): boolean {
  return status === 401 || status === 403;
}

/** null: upstream does not have the case, it is to be sent. */
function wordOf(answer: Answer<{ readonly acknowledgement: string } | null>): Word | null {
  switch (answer.kind) {
    case 'ok':
      return answer.value === null
        ? null
        : { kind: 'acknowledgement', jws: answer.value.acknowledgement };
    case 'conflict':
      return { kind: 'park', state: 'quarantined', reason: 'different-content' };
    case 'refused':
      if (isUnknownKiosk(answer.status))
        return { kind: 'retry', askFirst: false, notBeforeMs: 0, why: 'kiosk-not-known' };
      return {
        kind: 'park',
        state: 'needs-staff',
        reason: `${answer.status}-${answer.code}`.slice(0, 80),
      };
    case 'busy':
      return { kind: 'retry', askFirst: false, notBeforeMs: answer.retryAfterMs ?? 0, why: 'busy' };
    case 'away':
      return { kind: 'retry', askFirst: false, notBeforeMs: 0, why: 'away' };
    case 'silent':
    case 'nonsense':
      return { kind: 'retry', askFirst: true, notBeforeMs: 0, why: answer.kind };
  }
}

/** Until upstream has said whether the case arrived, it stays to be asked for. */
async function ask(upstream: Upstream, row: OutboxRow): Promise<Word | null> {
  const word = wordOf(await upstream.getCase(caseIdOf(row)));
  return word?.kind === 'retry' ? { ...word, askFirst: true } : word;
}

async function send(deps: SendDeps, rows: readonly OutboxRow[]): Promise<Map<number, Word>> {
  const [first] = rows;
  if (first === undefined) return new Map();
  if (rows.length === 1) return new Map([[first.seq, await sendOne(deps, first)]]);
  const answer = await deps.upstream.putBatch(rows.map(itemOf));
  if ((answer.kind === 'refused' && !isUnknownKiosk(answer.status)) || answer.kind === 'conflict') {
    // The batch as a whole was refused: one bad case must not hold the others, so each goes alone.
    deps.log('warn', 'sync.batch-refused', { count: rows.length });
    const words = new Map<number, Word>();
    for (const row of rows) words.set(row.seq, await sendOne(deps, row));
    return words;
  }
  if (answer.kind !== 'ok') {
    const word = wordOf(answer) ?? {
      kind: 'retry',
      askFirst: true,
      notBeforeMs: 0,
      why: 'nonsense',
    };
    return new Map(rows.map((row) => [row.seq, word]));
  }
  const results = new Map(answer.value.map((result) => [result.id, result]));
  return new Map(
    rows.map((row): [number, Word] => {
      const result = results.get(row.case_id);
      if (result?.acknowledgement !== undefined)
        return [row.seq, { kind: 'acknowledgement', jws: result.acknowledgement }];
      return [row.seq, wordOfProblem(result?.problem)];
    }),
  );
}

function wordOfProblem(
  problem: { readonly status: number; readonly code: string } | undefined,
): Word {
  if (problem === undefined)
    return { kind: 'retry', askFirst: true, notBeforeMs: 0, why: 'unanswered' };
  if (problem.status === 409)
    return { kind: 'park', state: 'quarantined', reason: 'different-content' };
  if (isUnknownKiosk(problem.status))
    return { kind: 'retry', askFirst: false, notBeforeMs: 0, why: 'kiosk-not-known' };
  if (problem.status >= 500 || problem.status === 429 || problem.status === 408)
    return { kind: 'retry', askFirst: false, notBeforeMs: 0, why: 'busy' };
  return {
    kind: 'park',
    state: 'needs-staff',
    reason: `${problem.status}-${problem.code}`.slice(0, 80),
  };
}

async function sendOne(deps: SendDeps, row: OutboxRow): Promise<Word> {
  return (
    wordOf(await deps.upstream.putCase(itemOf(row))) ?? {
      kind: 'retry',
      askFirst: true,
      notBeforeMs: 0,
      why: 'nonsense',
    }
  );
}

/** Writes what came of every row in one transaction; returns the cases whose status changed. */
async function record(
  deps: SendDeps,
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
      verdict.kind === 'settled' ? [{ ...row, acknowledgement: verdict.jws }] : [],
    );
    const ids = settled.map((row) => row.case_id);
    await settle(db, settled, now);
    const moved = await deliverCases(db, ids, now);
    const events: AuditEvent[] = ids.map((caseId) => ({ kind: 'case.acknowledged', caseId }));
    for (const { row, verdict } of verdicts) {
      switch (verdict.kind) {
        case 'settled':
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
  | (Extract<Word, { kind: 'park' }> & { readonly jws?: string })
  | Extract<Word, { kind: 'retry' }>;

async function judge(deps: SendDeps, row: OutboxRow, word: Word | undefined): Promise<Verdict> {
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
  if (read.status === 'rejected')
    return { kind: 'park', state: 'needs-staff', reason: read.code ?? 'rejected', jws: word.jws };
  return { kind: 'settled', jws: word.jws };
}
