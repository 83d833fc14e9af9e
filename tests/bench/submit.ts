// Handing a case in, against raw single-row commits of the same bytes: the whole transaction (case, envelope, audit),
// without the sealing, by one caller and by sixteen at once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { openDatabase } from '../../db/open.ts';
import { openCases } from '../../electron/core/cases.ts';
import type { Sealing } from '../../electron/core/sealing.ts';
import { digest } from '../../electron/core/sealing.ts';
import { sampleCase } from '../support/kiosk-device.ts';
import { machineClock } from '../upstream/clock.ts';
import type { Figure } from './measure.ts';
import { perSecond, race } from './measure.ts';

const count = 64;

interface Raw {
  insert(): Promise<void>;
  close(): Promise<void>;
}

/** The driver alone: one prepared statement, one row, one commit. Same settings as the kiosk's file. */
function openRaw(file: string, sealed: string, envelope: string): Promise<Raw> {
  return new Promise((opened, fail) => {
    const db = new sqlite3.Database(file, (error) => {
      if (error !== null) fail(error);
    });
    db.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; CREATE TABLE raw (id INTEGER PRIMARY KEY, sealed TEXT, envelope TEXT)',
      (error) => {
        if (error !== null) {
          fail(error);
          return;
        }
        const statement = db.prepare('INSERT INTO raw (sealed, envelope) VALUES (?, ?)');
        opened({
          insert: () =>
            new Promise((done, broken) => {
              statement.run(sealed, envelope, (trouble: Error | null) => {
                if (trouble === null) done();
                else broken(trouble);
              });
            }),
          close: () =>
            new Promise((done) => {
              statement.finalize(() => {
                db.close(() => {
                  done();
                });
              });
            }),
        });
      },
    );
  });
}

async function measureOf(bytes: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-submit-'));
  const sealed = 'x'.repeat(bytes);
  const envelope = 'e'.repeat(500);
  const raw = await openRaw(join(folder, 'raw.sqlite'), sealed, envelope);
  const db = await openDatabase(join(folder, 'kiosk.sqlite'));
  let minted = 0;
  // The sealing is measured by itself; here its result is ready.
  const sealing = {
    sealCase: () => Promise.resolve({ sealed, sha256: digest(String((minted += 1))) }),
    signEnvelope: () => Promise.resolve(`${envelope}${minted}`),
  } as unknown as Sealing;
  const cases = openCases({ db, sealing, clock: machineClock(), log: () => undefined });
  const content = sampleCase();
  const submit = async (): Promise<void> => {
    const result = await cases.submit(content);
    if (!result.ok) throw new Error(result.code);
  };
  const oneByOne = async (work: () => Promise<void>): Promise<void> => {
    for (let done = 0; done < count; done += 1) await work();
  };
  const ms = await race({
    raw: () => oneByOne(() => raw.insert()),
    one: () => oneByOne(submit),
    sixteen: async () => {
      for (let done = 0; done < count; done += 16)
        await Promise.all(Array.from({ length: 16 }, submit));
    },
  });
  await raw.close();
  await db.destroy();
  rmSync(folder, { recursive: true });
  const { raw: peer = 0, one = 0, sixteen = 0 } = ms;
  const size = `${Math.round(bytes / 1000)} KB`;
  return [
    {
      what: `submit, one caller, ${size}`,
      ours: perSecond(count, one),
      peer: `raw commit ${perSecond(count, peer)}`,
      ratio: peer / one,
      limit: { atLeast: 0.6 },
    },
    {
      what: `submit, 16 callers, ${size}`,
      ours: perSecond(count, sixteen),
      peer: `raw commit ${perSecond(count, peer)}`,
      ratio: peer / sixteen,
      limit: { atLeast: bytes > 10_000 ? 1.5 : 3.5 },
    },
  ];
}

export async function measureSubmit(): Promise<Figure[]> {
  return [...(await measureOf(1_000)), ...(await measureOf(60_000))];
}
