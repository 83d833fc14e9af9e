// A database on disk with the device's key and the case book over it, and the private key that upstream would hold.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { openDatabase } from '../../db/open.ts';
import type { AuditRow, CaseRow, Db, OutboxRow } from '../../db/tables.ts';
import { openCases } from '../../electron/core/cases.ts';
import type { Cases } from '../../electron/core/cases.ts';
import { openSealing } from '../../electron/core/sealing.ts';
import type { Sealing } from '../../electron/core/sealing.ts';
import { CaseContent } from '../../electron/domain.ts';
import type { Clock } from '../../electron/domain.ts';
import { movedClock } from './moved-clock.ts';

export interface CaseBook {
  readonly dataDir: string;
  readonly file: string;
  readonly db: Db;
  readonly sealing: Sealing;
  readonly cases: Cases;
  readonly logged: string[];
  /** Every row of the three tables a submission writes. */
  rows(): Promise<{ cases: CaseRow[]; outbox: OutboxRow[]; audit: AuditRow[] }>;
  /** Opens what was sealed, as upstream does. */
  unseal(sealed: string): Promise<CaseContent>;
  reopen(): Promise<void>;
  /** Closes the database and removes the folder. */
  stop(): Promise<void>;
}

export async function startCaseBook(clock: Clock = movedClock()): Promise<CaseBook> {
  const dataDir = mkdtempSync(join(tmpdir(), 'case-book-'));
  const file = join(dataDir, 'kiosk.sqlite');
  const encryption = await pair('ECDH-ES', 'enc-1');
  const acknowledgement = await pair('ES256', 'ack-1');
  const logged: string[] = [];

  async function open() {
    const db = await openDatabase(file);
    const sealing = await openSealing({
      dataDir,
      deviceId: 'kiosk-01',
      keys: { encryption: [encryption.jwk], acknowledgement: [acknowledgement.jwk] },
      clock,
    });
    const log = (level: string, code: string, fields?: object): void =>
      void logged.push(JSON.stringify([level, code, fields ?? {}]));
    return { db, sealing, cases: openCases({ db, sealing, clock, log }) };
  }
  let parts = await open();
  return {
    dataDir,
    file,
    logged,
    get db() {
      return parts.db;
    },
    get sealing() {
      return parts.sealing;
    },
    get cases() {
      return parts.cases;
    },
    async rows() {
      return {
        cases: await parts.db<CaseRow>('cases').orderBy('created_at'),
        outbox: await parts.db<OutboxRow>('outbox').orderBy('seq'),
        audit: await parts.db<AuditRow>('audit').orderBy('seq'),
      };
    },
    async unseal(sealed) {
      const { plaintext } = await compactDecrypt(sealed, encryption.privateKey);
      return CaseContent.parse(JSON.parse(new TextDecoder().decode(plaintext)));
    },
    async reopen() {
      await parts.db.destroy();
      parts = await open();
    },
    async stop() {
      await parts.db.destroy();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function pair(alg: string, kid: string): Promise<{ jwk: JWK; privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { crv: 'P-256', extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), kid }, privateKey };
}
