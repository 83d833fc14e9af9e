// Opens the one database file: settings asserted, damage noticed, one process at a time, migrations run.
// Must not read or write any row of a case.
import { existsSync, renameSync } from 'node:fs';
import createKnex from 'knex';
import { migrate } from './migrations/run.ts';
import { StorageError } from './storage-error.ts';
import type { Db } from './tables.ts';

/** SQLite before 3.51.3 can damage a WAL database when two connections checkpoint at once (release notes of 3.51.3). */
const oldestSqlite = [3, 51, 3] as const;

interface Connection {
  run(sql: string, done: (error: Error | null) => void): void;
}

/** Set on every connection: sqlite3's own default would lose acknowledged rows on a power cut. */
const pragmas = [
  'PRAGMA locking_mode = EXCLUSIVE',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  'PRAGMA trusted_schema = OFF',
  'PRAGMA cell_size_check = ON',
  'PRAGMA secure_delete = ON',
  'PRAGMA busy_timeout = 2000',
];

function runAll(
  connection: Connection,
  statements: readonly string[],
  done: (error: Error | null) => void,
): void {
  const [first, ...rest] = statements;
  if (first === undefined) {
    done(null);
    return;
  }
  connection.run(first, (error) => (error === null ? runAll(connection, rest, done) : done(error)));
}

async function pragma(db: Db, name: string): Promise<string> {
  const rows = await db.raw<Record<string, unknown>[]>(`PRAGMA ${name}`);
  return String(Object.values(rows[0] ?? {})[0]).toLowerCase();
}

/** Throws `sqlite-too-old` for a library version that could damage the file; asserted at every start. */
export function assertSqliteVersion(version: string): void {
  const parts = version.split('.').map(Number);
  const difference =
    oldestSqlite.map((wanted, index) => (parts[index] ?? 0) - wanted).find((part) => part !== 0) ??
    0;
  if (difference >= 0) return;
  throw new StorageError(
    'sqlite-too-old',
    `SQLite ${version} is older than ${oldestSqlite.join('.')}: reinstall the sqlite3 package.`,
  );
}

async function assertSettings(db: Db): Promise<void> {
  const rows = await db.raw<{ v: string }[]>('SELECT sqlite_version() AS v');
  assertSqliteVersion(rows[0]?.v ?? '0');
  const wanted = { journal_mode: 'wal', synchronous: '2', foreign_keys: '1', trusted_schema: '0' };
  for (const [name, value] of Object.entries(wanted)) {
    const found = await pragma(db, name);
    if (found !== value)
      throw new StorageError('settings-refused', `PRAGMA ${name} is ${found}, not ${value}.`);
  }
}

function connect(file: string): Db {
  return createKnex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate(
        connection: Connection,
        done: (error: Error | null, connection: Connection) => void,
      ) {
        runAll(connection, pragmas, (error) => done(error, connection));
      },
    },
  });
}

/** sqlite3's own code of an error, as it names it. */
function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as { code?: string } | null)?.code ?? '');
}

/**
 * Opens (or makes) the database. One process holds it: a second one gets `in-use`. A damaged file is renamed, kept and
 * reported as `damaged`; nothing is thrown away and nothing is silently begun anew.
 */
export async function openDatabase(file: string): Promise<Db> {
  const existed = existsSync(file);
  const db = connect(file);
  try {
    await assertSettings(db);
    if (existed && (await pragma(db, 'quick_check')) !== 'ok')
      throw new StorageError('damaged', 'quick_check found damage.');
    // EXCLUSIVE takes its lock with the first write: taken here, so that a second process learns it at once.
    await db.raw('BEGIN IMMEDIATE');
    await db.raw('COMMIT');
    await migrate(db);
    return db;
  } catch (error) {
    await db.destroy();
    if (isCode(error, 'SQLITE_BUSY'))
      throw new StorageError(
        'in-use',
        'Another kiosk process has this database open: stop it first.',
      );
    const damaged =
      (error instanceof StorageError && error.code === 'damaged') ||
      isCode(error, 'SQLITE_CORRUPT', 'SQLITE_NOTADB');
    if (!damaged) throw error;
    const kept = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
    throw new StorageError(
      'damaged',
      `The database is damaged. It was kept as ${kept}; restore a backup or start again with an empty one.`,
    );
  }
}
