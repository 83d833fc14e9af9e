// Handing a case in: all of it or nothing, on the disk before anybody is told, and unreadable to the kiosk from then on.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendAudit, findBrokenAudit } from '../../db/audit.ts';
import { inTransaction } from '../../db/transaction.ts';
import { digest } from '../../electron/core/sealing.ts';
import { CaseNumber } from '../../electron/domain.ts';
import type { CaseContent } from '../../electron/domain.ts';
import { startCaseBook } from '../support/case-book.ts';
import type { CaseBook } from '../support/case-book.ts';
import { sampleApplicant, sampleCase } from '../support/kiosk-device.ts';

let book: CaseBook;

beforeEach(async () => {
  book = await startCaseBook();
});
afterEach(() => book.stop());

async function submit(overrides: Partial<CaseContent> = {}): Promise<string> {
  const result = await book.cases.submit(sampleCase(overrides));
  if (!result.ok) throw new Error(result.code);
  return result.caseId;
}

const nothing = { cases: [], outbox: [], audit: [] };

describe('one transaction', () => {
  test('stub, envelope, outbox row and audit row stand together', async () => {
    const caseId = await submit();
    const { cases, outbox, audit } = await book.rows();
    expect(cases).toMatchObject([{ case_id: caseId, status: 'received', service: 'application' }]);
    expect(outbox).toMatchObject([{ seq: 1, case_id: caseId, state: 'queued', attempts: 0 }]);
    expect(audit).toMatchObject([{ seq: 1, case_id: caseId, kind: 'case.submitted', prev: '' }]);
    const number = CaseNumber.parse(cases[0]?.case_number);
    expect(await book.cases.statusOf(number)).toEqual({
      status: 'received',
      reason: null,
      service: 'application',
      acceptedOn: '2026-11-23',
      promisedDueOn: '2026-11-30',
    });
  });

  test.each(['cases', 'outbox', 'audit'])(
    'a fault while `%s` is written leaves nothing, and the next try goes through',
    async (table) => {
      await book.db.raw(
        `CREATE TRIGGER fault BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'fault'); END`,
      );
      expect(await book.cases.submit(sampleCase())).toEqual({ ok: false, code: 'storage' });
      expect(await book.rows()).toEqual(nothing);
      await book.db.raw('DROP TRIGGER fault');
      await submit();
      expect((await book.rows()).outbox).toMatchObject([{ seq: 1 }]);
    },
  );

  test('a fault after the last row, before COMMIT, leaves nothing', async () => {
    await book.db.raw(
      `CREATE TRIGGER fault AFTER INSERT ON audit BEGIN SELECT RAISE(ABORT, 'fault'); END`,
    );
    expect(await book.cases.submit(sampleCase())).toEqual({ ok: false, code: 'storage' });
    expect(await book.rows()).toEqual(nothing);
  });

  test('a fault at COMMIT itself leaves nothing', async () => {
    // A deferred foreign key is judged by COMMIT and by nothing before it.
    await book.db.raw(
      'CREATE TABLE late (id TEXT REFERENCES cases (case_number) DEFERRABLE INITIALLY DEFERRED)',
    );
    await book.db.raw(
      `CREATE TRIGGER fault AFTER INSERT ON audit BEGIN INSERT INTO late VALUES ('nobody'); END`,
    );
    expect(await book.cases.submit(sampleCase())).toEqual({ ok: false, code: 'storage' });
    expect(await book.rows()).toEqual(nothing);
    await book.db.raw('DROP TRIGGER fault');
    await submit();
  });

  test('a key that cannot sign leaves nothing and is not taken for trouble with the disk', async () => {
    const whole = { ...book.sealing };
    Object.assign(book.sealing, { signEnvelope: () => Promise.reject(new Error('no key')) });
    await expect(book.cases.submit(sampleCase())).rejects.toThrow('no key');
    expect(await book.rows()).toEqual(nothing);
    Object.assign(book.sealing, whole);
    await submit();
  });

  test('content that is not a case is refused before anything is written', async () => {
    await expect(
      book.cases.submit({ ...sampleCase(), acceptedOn: '23.11.2026' }),
    ).rejects.toThrow();
    expect(await book.rows()).toEqual(nothing);
  });
});

describe('a full disk', () => {
  async function pages(name: string, value?: number): Promise<number> {
    const sql = value === undefined ? `PRAGMA ${name}` : `PRAGMA ${name} = ${value}`;
    const rows = await book.db.raw<Record<string, number>[]>(sql);
    return Object.values(rows[0] ?? {})[0] ?? 0;
  }
  const large = () => sampleCase({ photo: { jpeg: 'A'.repeat(60_000) } });

  test('is said as such, loses nothing, and cases are taken again when there is room', async () => {
    const kept = await submit();
    await pages('max_page_count', (await pages('page_count')) + 4);
    expect(await book.cases.submit(large())).toEqual({ ok: false, code: 'disk-full' });
    expect((await book.rows()).outbox.map((row) => row.case_id)).toEqual([kept]);
    expect(await book.cases.submit(large())).toEqual({ ok: false, code: 'disk-full' });
    await pages('max_page_count', 1_000_000);
    const later = await book.cases.submit(large());
    expect(later.ok).toBe(true);
    expect((await book.rows()).outbox.map((row) => row.seq)).toEqual([1, 2]);
    expect(await findBrokenAudit(book.db)).toBeNull();
  });

  test('in a group of callers: those told yes are there, those told no are not', async () => {
    await submit();
    await pages('max_page_count', (await pages('page_count')) + 60);
    const results = await Promise.all(Array.from({ length: 8 }, () => book.cases.submit(large())));
    expect(results.some((result) => !result.ok)).toBe(true);
    for (const result of results)
      if (!result.ok) expect(result).toEqual({ ok: false, code: 'disk-full' });
    const told = results.flatMap((result) => (result.ok ? [result.caseId as string] : []));
    const { outbox } = await book.rows();
    expect(
      outbox
        .slice(1)
        .map((row) => row.case_id)
        .sort(),
    ).toEqual(told.sort());
    await pages('max_page_count', 1_000_000);
    expect((await book.cases.submit(large())).ok).toBe(true);
  });
});

describe('callers at the same time', () => {
  test('share commits and keep one gapless chain', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => submit()));
    const { cases, outbox, audit } = await book.rows();
    expect(cases).toHaveLength(40);
    expect(outbox.map((row) => row.seq)).toEqual(ids.map((_, index) => index + 1));
    expect(new Set(outbox.map((row) => row.case_id))).toEqual(new Set(ids));
    expect(audit.map((row) => row.case_id)).toEqual(outbox.map((row) => row.case_id));
  });

  test('are served in their order, and one that fails takes nobody with it', async () => {
    const served: number[] = [];
    const results = await Promise.allSettled(
      [0, 1, 2, 3, 4].map((number) =>
        inTransaction(book.db, async () => {
          served.push(number);
          await book.db('settings').insert({ key: String(number), value: '' });
          if (number === 2) throw new Error('one of five');
          return number;
        }),
      ),
    );
    expect(served).toEqual([0, 1, 2, 3, 4]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await book.db('settings').orderBy('key').pluck('key')).toEqual(['0', '1', '3', '4']);
  });

  test('what a caller was told is there when the file is opened again', async () => {
    const caseId = await submit();
    await book.reopen();
    expect((await book.rows()).outbox).toMatchObject([{ case_id: caseId }]);
  });
});

describe('after handing in, the kiosk cannot read the case', () => {
  /** As text may stand in a file. */
  const spellings = (text: string): Buffer[] => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '').slice(0, -1)),
    Buffer.from(JSON.stringify(text).slice(1, -1)),
  ];
  const secrets = [
    sampleApplicant.name,
    sampleApplicant.idNumber,
    sampleApplicant.hukouAddress,
    '13800000001',
    '广州市天河区样例路1号',
  ];

  function found(): string[] {
    const files = readdirSync(book.dataDir);
    expect(files).toContain('kiosk.sqlite-wal');
    return files.flatMap((name) => {
      const bytes = readFileSync(join(book.dataDir, name));
      return secrets
        .filter((secret) => spellings(secret).some((spelling) => bytes.includes(spelling)))
        .map((secret) => `${name}: ${secret}`);
    });
  }

  test('no name, number, address or mobile is in any byte of the data directory, WAL and all', async () => {
    for (let count = 0; count < 5; count += 1) await submit({ applicant: sampleApplicant });
    expect(found()).toEqual([]);
    await book.db.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    await submit();
    expect(found()).toEqual([]);
    expect(book.logged.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual(
      [],
    );
  });

  test('the search above does find what is there', async () => {
    await inTransaction(book.db, async () => {
      await book.db('settings').insert({ key: 'leak', value: sampleApplicant.idNumber });
    });
    expect(found()).toEqual([`kiosk.sqlite-wal: ${sampleApplicant.idNumber}`]);
  });

  test('upstream’s private key opens it, whole; the device’s own key does not', async () => {
    const content = sampleCase();
    const result = await book.cases.submit(content);
    if (!result.ok) throw new Error(result.code);
    const [row] = (await book.rows()).outbox;
    const { caseId, caseNumber } = result;
    expect(await book.unseal(row?.sealed ?? '')).toEqual({ ...content, caseId, caseNumber });
    const other = await startCaseBook();
    await expect(other.unseal(row?.sealed ?? '')).rejects.toThrow();
    await other.stop();
  });

  test('the same case twice is sealed into different bytes', async () => {
    await submit();
    await submit();
    const [first, second] = (await book.rows()).outbox;
    expect(first?.sha256).not.toBe(second?.sha256);
  });
});

describe('the chain of envelopes', () => {
  test('each is signed, numbered and names the hash of the one before, over restarts too', async () => {
    for (let count = 0; count < 3; count += 1) {
      await submit();
      await book.reopen();
    }
    let prev = '';
    for (const [index, row] of (await book.rows()).outbox.entries()) {
      expect(await book.sealing.readOwnEnvelope(row.envelope)).toMatchObject({
        id: row.case_id,
        dev: 'kiosk-01',
        seq: index + 1,
        sha256: digest(row.sealed ?? ''),
        prev,
      });
      prev = digest(row.envelope);
      expect(row.envelope_sha256).toBe(prev);
    }
  });

  test('a changed character of an envelope is noticed, wherever it is', async () => {
    await submit();
    const [row] = (await book.rows()).outbox;
    const envelope = row?.envelope ?? '';
    for (let at = 0; at < envelope.length - 1; at += 7) {
      const changed =
        envelope.slice(0, at) + (envelope[at] === 'A' ? 'B' : 'A') + envelope.slice(at + 1);
      expect(await book.sealing.readOwnEnvelope(changed)).toBeNull();
    }
  });
});

describe('the audit trail', () => {
  const columns = ['at', 'kind', 'case_id', 'code', 'prev', 'hash'];

  /** What somebody with the file and without the kiosk could do. */
  async function tamper(sql: string): Promise<void> {
    await book.db.raw('DROP TRIGGER audit_no_update');
    await book.db.raw('DROP TRIGGER audit_no_delete');
    await book.db.raw(sql);
  }

  test.each(columns)('a changed `%s` is noticed at its row', async (column) => {
    for (let count = 0; count < 4; count += 1) await submit();
    expect(await findBrokenAudit(book.db)).toBeNull();
    await tamper(`UPDATE audit SET ${column} = 7 WHERE seq = 2`);
    expect(await findBrokenAudit(book.db)).toBe(2);
  });

  test.each([
    [1, 2],
    [2, 3],
    [3, 4],
  ])('row %i taken out is noticed at row %i', async (gone, noticed) => {
    for (let count = 0; count < 4; count += 1) await submit();
    await tamper(`DELETE FROM audit WHERE seq = ${gone}`);
    expect(await findBrokenAudit(book.db)).toBe(noticed);
  });

  test('two rows that changed places are noticed', async () => {
    for (let count = 0; count < 4; count += 1) await submit();
    await tamper('UPDATE audit SET seq = 5 - seq + 100 WHERE seq IN (2, 3)');
    await book.db.raw('UPDATE audit SET seq = seq - 100 WHERE seq > 100');
    expect(await findBrokenAudit(book.db)).toBe(2);
  });

  test('it is walked to its end over more rows than are read at once', async () => {
    await inTransaction(book.db, async () => {
      for (let count = 0; count < 1100; count += 1)
        await appendAudit(book.db, [{ kind: 'call.made' }], count);
    });
    expect(await findBrokenAudit(book.db)).toBeNull();
    await tamper('UPDATE audit SET code = 7 WHERE seq = 1050');
    expect(await findBrokenAudit(book.db)).toBe(1050);
  });
});
