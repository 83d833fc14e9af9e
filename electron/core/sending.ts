// One round of sending: claim what is due, ask where a try may have arrived, send the rest, settle by signed word only.
// Must not loop or wait: sync.ts does.
import { claimDue } from '../../db/outbox.ts';
import type { OutboxRow } from '../../db/tables.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CaseId } from '../domain.ts';
import { CaseId as CaseIdSchema } from '../domain.ts';
import type { Sealing } from './sealing.ts';
import { digest } from './sealing.ts';
import { record } from './sending-record.ts';
import type { RecordDeps } from './sending-record.ts';
import { isUnknownKiosk, wordOf, wordOfProblem } from './sending-words.ts';
import type { Word } from './sending-words.ts';
import type { SealedItem, Upstream } from './upstream-port.ts';

/** Items of one batch request (the contract's limit). */
export const batchSize = 50;

export interface SendDeps extends RecordDeps {
  readonly upstream: Upstream;
}
export interface Sent {
  readonly claimed: number;
  /** Case ids whose status changed. */
  readonly moved: readonly string[];
  /** Whether upstream itself answered; null when nothing was sent. */
  readonly heard: boolean | null;
}

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
