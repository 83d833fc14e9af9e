// Opening the database file: the settings that keep a case over a power cut, what is refused, and that nothing is thrown away.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../db/migrations/list.ts';
import { migrate } from '../../db/migrations/run.ts';
import { assertSqliteVersion, openDatabase } from '../../db/open.ts';
import { putSetting, getSetting } from '../../db/settings.ts';
import type { Db } from '../../db/tables.ts';
import { inTransaction } from '../../db/transaction.ts';

let folder: string;
let file: string;
const open: Db[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-'));
  file = join(folder, 'kiosk.sqlite');
});
afterEach(async () => {
  for (const db of open.splice(0)) await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(): Promise<Db> {
  const db = await openDatabase(file);
  open.push(db);
  return db;
}

async function closed(db: Db): Promise<void> {
  open.splice(open.indexOf(db), 1);
  await db.destroy();
}

/** A connection without any of the kiosk's settings. */
function plain(): Db {
  const db = createKnex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
  });
  open.push(db);
  return db;
}

async function one(db: Db, sql: string): Promise<unknown> {
  const rows = await db.raw<Record<string, unknown>[]>(sql);
  return Object.values(rows[0] ?? {})[0];
}

describe('settings', () => {
  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['locking_mode', 'exclusive'],
    ['secure_delete', 1],
  ])('%s is %s', async (name, value) => {
    expect(await one(await opened(), `PRAGMA ${name}`)).toBe(value);
  });

  test('synchronous is FULL again after the file was closed and opened', async () => {
    await closed(await opened());
    expect(await one(await opened(), 'PRAGMA synchronous')).toBe(2);
  });

  test('one connection only: the transaction of one caller is never open beside another’s', async () => {
    const db = await opened();
    const pool = (db.client as { pool: { max: number; min: number } }).pool;
    expect([pool.min, pool.max]).toEqual([1, 1]);
  });

  test('SQLite is at least 3.51.3', async () => {
    const [major = 0, minor = 0, patch = 0] = String(
      await one(await opened(), 'SELECT sqlite_version()'),
    )
      .split('.')
      .map(Number);
    expect(major * 1_000_000 + minor * 1000 + patch).toBeGreaterThanOrEqual(3_051_003);
  });

  test.each(['3.51.2', '3.50.9', '2.99.99', '3.7.17', '', 'unknown'])(
    'SQLite “%s” is refused',
    (version) => {
      expect(() => assertSqliteVersion(version)).toThrow(
        expect.objectContaining({ code: 'sqlite-too-old' }),
      );
    },
  );

  test.each(['3.51.3', '3.51.10', '3.52.0', '4.0.0'])('SQLite “%s” is taken', (version) => {
    expect(() => assertSqliteVersion(version)).not.toThrow();
  });
});

describe('migrations', () => {
  const tables = [
    'audit',
    'cases',
    'drafts',
    'migrations',
    'outbox',
    'policies',
    'prints',
    'settings',
    'staff_lists',
    'staff_made_here',
    'staff_tries',
  ];

  async function schema(db: Db): Promise<unknown> {
    return db.raw(
      `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`,
    );
  }

  test('a fresh file gets every table and every number', async () => {
    const db = await opened();
    const names = await db('sqlite_schema').where('type', 'table').orderBy('name').pluck('name');
    expect(names).toEqual(tables);
    expect(await db('migrations').pluck('number')).toEqual(migrations.map(({ number }) => number));
  });

  test('again is nothing: the same schema and the same rows', async () => {
    const first = await opened();
    await inTransaction(first, () => putSetting(first, 'mark', 'kept'));
    const before = await schema(first);
    await closed(first);
    const second = await opened();
    expect(await schema(second)).toEqual(before);
    expect(await getSetting(second, 'mark')).toBe('kept');
    await migrate(second);
    expect(await schema(second)).toEqual(before);
  });

  test('are numbered one after the other from 1', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('one that breaks in the middle leaves nothing of itself', async () => {
    const db = plain();
    // Stands where the last table of the first step wants to be.
    await db.raw('CREATE TABLE settings (other TEXT)');
    await expect(migrate(db)).rejects.toThrow(/already exists/);
    const names = await db('sqlite_schema').where('type', 'table').orderBy('name').pluck('name');
    expect(names).toEqual(['migrations', 'settings']);
    expect(await db('migrations').pluck('number')).toEqual([]);
    await db.raw('DROP TABLE settings');
    await migrate(db);
    expect(await db('migrations').pluck('number')).toEqual(migrations.map(({ number }) => number));
  });

  test('a file of a newer program is refused, and not one byte of it is changed', async () => {
    const db = await opened();
    await inTransaction(db, () => putSetting(db, 'mark', 'kept'));
    await db('migrations').insert({ number: 999, name: 'from-the-future' });
    await closed(db);
    const before = readFileSync(file);
    await expect(openDatabase(file)).rejects.toMatchObject({
      code: 'newer-than-program',
      message: expect.stringContaining('999'),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['kiosk.sqlite']);
  });
});

describe('rows that are never taken away', () => {
  test.each([
    ['DELETE FROM outbox', 'nothing queued is deleted'],
    ['DELETE FROM audit', 'audit is append-only'],
    [`UPDATE audit SET code = 'x'`, 'audit is append-only'],
  ])('%s is refused by the database itself', async (sql, why) => {
    const db = await opened();
    await db('cases').insert({
      case_id: 'c',
      case_number: 'n',
      service: 'application',
      policy_ids: '[]',
      accepted_on: '2026-11-23',
      status: 'received',
      created_at: 0,
      updated_at: 0,
    });
    await db('outbox').insert({
      seq: 1,
      case_id: 'c',
      envelope: '',
      sha256: '',
      envelope_sha256: '',
      state: 'queued',
      due_at: 0,
      created_at: 0,
      updated_at: 0,
    });
    await db('audit').insert({ seq: 1, at: 0, kind: 'k', prev: '', hash: '' });
    await expect(db.raw(sql)).rejects.toThrow(why);
    expect(
      await one(db, 'SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM audit)'),
    ).toBe(2);
  });

  test('an outbox row without its case is refused', async () => {
    const db = await opened();
    const orphan = {
      seq: 1,
      case_id: 'nobody',
      envelope: '',
      sha256: '',
      envelope_sha256: '',
      state: 'queued',
      due_at: 0,
      created_at: 0,
      updated_at: 0,
    };
    await expect(db('outbox').insert(orphan)).rejects.toThrow(/FOREIGN KEY/);
  });
});

describe('trouble with the file', () => {
  test('a second process learns at once that the file is in use; the first goes on', async () => {
    const db = await opened();
    const second = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { openDatabase } from ${JSON.stringify(new URL('../../db/open.ts', import.meta.url).href)};
         openDatabase(${JSON.stringify(file)}).then(() => console.log('opened'), (error) => console.log(error.code));`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    second.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(second, 'close');
    expect(said.trim().split('\n').at(-1)).toBe('in-use');
    await inTransaction(db, () => putSetting(db, 'mark', 'written'));
    expect(await getSetting(db, 'mark')).toBe('written');
  });

  test('a file that is no database is kept under another name and nothing is begun in its place', async () => {
    writeFileSync(file, 'not a database, but perhaps a person’s case\n'.repeat(200));
    const before = readFileSync(file);
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'damaged' });
    const [kept = ''] = readdirSync(folder);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(kept).toMatch(/^kiosk\.sqlite\.damaged-/);
    expect(readFileSync(join(folder, kept)).equals(before)).toBe(true);
  });

  test('a page of rubbish in the middle is noticed at the start', async () => {
    const db = await opened();
    await inTransaction(db, async () => {
      for (let count = 0; count < 400; count += 1)
        await putSetting(db, `key-${count}`, 'x'.repeat(200));
    });
    await closed(db);
    const bytes = readFileSync(file);
    bytes.fill(0xa5, bytes.length - 3 * 4096, bytes.length - 4096);
    writeFileSync(file, bytes);
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'damaged' });
    expect(readdirSync(folder).every((name) => name.includes('.damaged-'))).toBe(true);
  });

  test('what was committed and never checkpointed is there after the process is gone', async () => {
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { openDatabase } from ${JSON.stringify(new URL('../../db/open.ts', import.meta.url).href)};
         import { putSetting } from ${JSON.stringify(new URL('../../db/settings.ts', import.meta.url).href)};
         import { inTransaction } from ${JSON.stringify(new URL('../../db/transaction.ts', import.meta.url).href)};
         const db = await openDatabase(${JSON.stringify(file)});
         await inTransaction(db, () => putSetting(db, 'mark', 'committed'));
         process.kill(process.pid, 'SIGKILL');`,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    expect(await getSetting(await opened(), 'mark')).toBe('committed');
  });
});
