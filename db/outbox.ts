// The outbox as rows: enqueue, claim, settle, retry, park. Nothing is ever deleted (a trigger refuses it).
import type { Db, OutboxRow, OutboxState } from './tables.ts';

// SQLite takes a partial index only when the query repeats the index's own condition, word for word and without a
// parameter: without these a claim would read every row ever sent.
const waits = "state IN ('queued', 'sending')";
const parked = "state IN ('needs-staff', 'quarantined')";

/** Claims up to `limit` rows that are due, oldest due first, and marks them `sending`. Call inside a transaction. */
export async function claimDue(db: Db, now: number, limit: number): Promise<OutboxRow[]> {
  const rows = await db<OutboxRow>('outbox')
    .whereRaw(waits)
    .where('state', 'queued')
    .andWhere('due_at', '<=', now)
    .orderBy([{ column: 'due_at' }, { column: 'seq' }])
    .limit(limit);
  if (rows.length > 0) {
    await db<OutboxRow>('outbox')
      .whereIn(
        'seq',
        rows.map((row) => row.seq),
      )
      .update({ state: 'sending', updated_at: now });
  }
  return rows;
}

/** Upstream's signed acknowledgements arrived: the rows are settled and their content, now upstream's, is dropped. */
export async function settle(
  db: Db,
  settled: readonly { readonly seq: number; readonly acknowledgement: string }[],
  now: number,
): Promise<void> {
  if (settled.length === 0) return;
  const bySeq = JSON.stringify(
    Object.fromEntries(settled.map(({ seq, acknowledgement }) => [seq, acknowledgement])),
  );
  await db.raw(
    `UPDATE outbox SET state = 'acknowledged', sealed = NULL, reason = NULL, updated_at = ?,
       acknowledgement = (SELECT value FROM json_each(?) WHERE CAST(key AS INTEGER) = outbox.seq)
     WHERE seq IN (SELECT CAST(key AS INTEGER) FROM json_each(?))`,
    [now, bySeq, bySeq],
  );
}

/** Back to the queue, not before `dueAt`; `askFirst` when the last try may have arrived. */
export async function retryLater(
  db: Db,
  seq: number,
  change: { dueAt: number; askFirst: boolean; countAttempt: boolean },
  now: number,
): Promise<void> {
  const row = db<OutboxRow>('outbox').where('seq', seq);
  if (change.countAttempt) await row.clone().increment('attempts', 1);
  await row.update({
    state: 'queued',
    due_at: change.dueAt,
    ask_first: change.askFirst ? 1 : 0,
    updated_at: now,
  });
}

/** Taken out of the walk with a reason, kept whole for staff. */
export async function park(
  db: Db,
  seq: number,
  state: Extract<OutboxState, 'needs-staff' | 'quarantined'>,
  reason: string,
  now: number,
  acknowledgement: string | null = null,
): Promise<void> {
  await db<OutboxRow>('outbox')
    .where('seq', seq)
    .update({ state, reason, acknowledgement, updated_at: now });
}

/** After a restart: what was being sent may have arrived, so it is asked for first. Returns how many. */
export async function requeueInterrupted(db: Db, now: number): Promise<number> {
  return db<OutboxRow>('outbox')
    .whereRaw(waits)
    .where('state', 'sending')
    .update({ state: 'queued', ask_first: 1, due_at: now, updated_at: now });
}

/** When the next queued row falls due; null with an empty queue. */
export async function nextDue(db: Db): Promise<number | null> {
  const row = await db<OutboxRow>('outbox')
    .whereRaw(waits)
    .where('state', 'queued')
    .orderBy('due_at')
    .first('due_at');
  return row?.due_at ?? null;
}

/** How many wait for upstream, and how many for a person. */
export async function countOutbox(db: Db): Promise<{ waiting: number; needsStaff: number }> {
  const count = async (condition: string): Promise<number> => {
    const rows = await db<OutboxRow>('outbox').whereRaw(condition).count({ n: '*' });
    return Number(rows[0]?.n ?? 0);
  };
  return { waiting: await count(waits), needsStaff: await count(parked) };
}
