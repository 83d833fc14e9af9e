// The one writer: everything that writes runs here, in BEGIN IMMEDIATE … COMMIT on the single connection.
// Callers that wait at the same time share one commit (one fsync); one caller's failure undoes its own rows only.
import type { Db } from './tables.ts';

interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}
type Settled =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/** Callers that may share one commit. */
const groupLimit = 64;
const writers = new WeakMap<Db, { waiting: Waiting[]; running: boolean }>();

async function runAlone(db: Db, work: () => Promise<unknown>): Promise<Settled> {
  await db.raw('SAVEPOINT caller');
  try {
    const value = await work();
    await db.raw('RELEASE caller');
    return { ok: true, value };
  } catch (error) {
    try {
      await db.raw('ROLLBACK TO caller');
      await db.raw('RELEASE caller');
    } catch {
      // A full disk or an I/O error has rolled the whole transaction back already: the group fails as one, and its
      // callers are told why rather than that a savepoint is missing.
      throw error;
    }
    return { ok: false, error };
  }
}

async function rollBack(db: Db): Promise<void> {
  try {
    await db.raw('ROLLBACK');
  } catch (error) {
    // SQLite has rolled back by itself after SQLITE_FULL or SQLITE_IOERR: “no transaction is active” is then true.
    if (!/no transaction is active/.test((error as Error).message)) throw error;
  }
}

async function runGroup(db: Db, group: readonly Waiting[]): Promise<void> {
  const settled: Settled[] = [];
  try {
    await db.raw('BEGIN IMMEDIATE');
    const [only] = group;
    if (group.length === 1 && only !== undefined)
      settled.push({ ok: true, value: await only.work() });
    else for (const waiting of group) settled.push(await runAlone(db, waiting.work));
    await db.raw('COMMIT');
  } catch (error) {
    await rollBack(db);
    for (const waiting of group) waiting.failed(error);
    return;
  }
  group.forEach((waiting, index) => {
    const result = settled[index];
    if (result === undefined) return;
    if (result.ok) waiting.done(result.value);
    else waiting.failed(result.error);
  });
}

async function drain(db: Db, writer: { waiting: Waiting[]; running: boolean }): Promise<void> {
  writer.running = true;
  try {
    while (writer.waiting.length > 0) await runGroup(db, writer.waiting.splice(0, groupLimit));
  } finally {
    writer.running = false;
  }
}

/**
 * Runs `work` in a transaction; resolves only after COMMIT reached the disk. `work` must use `db` and nothing else that
 * waits for another transaction. Rejects with what `work` threw, its rows undone.
 */
export function inTransaction<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const writer = writers.get(db) ?? { waiting: [], running: false };
  writers.set(db, writer);
  return new Promise<T>((resolve, reject) => {
    writer.waiting.push({ work, done: (value) => resolve(value as T), failed: reject });
    if (!writer.running) void drain(db, writer);
  });
}
