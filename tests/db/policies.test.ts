// The history of policy tables: its migration from the step before, and that nothing of it goes away.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../db/migrations/run.ts';
import { addDocument, listDocuments } from '../../db/signed-documents.ts';
import { getSetting, putSetting } from '../../db/settings.ts';
import type { Db } from '../../db/tables.ts';

let folder: string;
let db: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  const filename = join(folder, 'kiosk.sqlite');
  db = createKnex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true });
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

describe('step 2', () => {
  test('adds the history to a kiosk of step 1 and leaves every row it had', async () => {
    await migrate(db, 1);
    expect(await db.schema.hasTable('policies')).toBe(false);
    await putSetting(db, 'mark', 'kept');
    const stub = {
      case_id: 'c',
      case_number: 'n',
      service: 'application',
      policy_ids: '["GZ-APPLICATION-2024"]',
      accepted_on: '2026-11-23',
      status: 'received',
      created_at: 0,
      updated_at: 0,
    };
    await db('cases').insert(stub);
    await migrate(db, 2);
    expect(await getSetting(db, 'mark')).toBe('kept');
    expect(await db('cases').select()).toMatchObject([stub]);
    expect(await listDocuments(db, 'policies')).toEqual([]);
  });
});

describe('tables taken', () => {
  test('are listed newest first; a version that came again stands before its elder', async () => {
    await migrate(db);
    for (const [version, jws] of [
      [2, 'a'],
      [5, 'b'],
      [3, 'c'],
      [5, 'd'],
    ] as const)
      await addDocument(db, 'policies', { version, jws, received_at: 1 });
    expect((await listDocuments(db, 'policies')).map(({ jws }) => jws)).toEqual([
      'd',
      'b',
      'c',
      'a',
    ]);
  });

  test('can be neither deleted nor rewritten', async () => {
    await migrate(db);
    await addDocument(db, 'policies', { version: 2, jws: 'a', received_at: 1 });
    await expect(db('policies').delete()).rejects.toThrow('policies are kept');
    await expect(db('policies').update({ jws: 'b' })).rejects.toThrow('policies are kept');
  });
});
