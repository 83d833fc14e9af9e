// Gives an incomplete case back to the kiosk the person stands at: to one that names case and person, for its one-time key,
// within the time the notice told. Changes nothing.
import { CompactEncrypt, importJWK } from 'jose';
import type { Knex } from 'knex';
import type { Clock, NoticeGiven } from '../../electron/domain.ts';
import type { Cases } from './cases.ts';
import { addDays, dateInShanghai } from './clock.ts';
import type { CaseRow } from './database.ts';
import type { PublicKey } from './devices.ts';

/** Days an incomplete case is kept to be completed. */
export const KEEP_DAYS = 30;

export interface ReopeningDeps {
  readonly db: Knex;
  readonly cases: Pick<Cases, 'open'>;
  readonly clock: Clock;
}

/** What the case waits for, while it can still be completed; null for any other. */
export function noticeOf(row: CaseRow, clock: Clock): NoticeGiven | null {
  if (!row.accepted || !row.incomplete || row.completed_by !== null) return null;
  if (row.accepted_on === null || row.notice === null) return null;
  const keepUntil = addDays(row.accepted_on, KEEP_DAYS);
  if (dateInShanghai(clock.now()) > keepUntil) return null;
  return { missing: JSON.parse(row.notice) as NoticeGiven['missing'], keepUntil };
}

/** The newest case of the person that waits for papers; undefined when there is none. */
export async function incompleteCaseOf(
  { db, clock }: Pick<ReopeningDeps, 'db' | 'clock'>,
  idNumber: string,
): Promise<CaseRow | undefined> {
  const rows = await db<CaseRow>('cases')
    .where({ id_number: idNumber, status: 'needs_materials' })
    .whereNull('completed_by')
    .whereNull('declared_by')
    .orderBy('received_at', 'desc');
  return rows.find((row) => noticeOf(row, clock) !== null);
}

/** The content as a compact JWE for the reply key; undefined when nothing of this person waits under this number. */
export async function reopenCase(
  { db, cases, clock }: ReopeningDeps,
  request: { readonly caseNumber: string; readonly idNumber: string; readonly replyKey: PublicKey },
): Promise<string | undefined> {
  const row = await db<CaseRow>('cases').where({ case_number: request.caseNumber }).first();
  if (row?.id_number !== request.idNumber || noticeOf(row, clock) === null) return undefined;
  const content = await cases.open(row.case_id);
  if (!content) return undefined;
  const { kty, crv, x, y } = request.replyKey;
  const key = await importJWK({ kty, crv, x, y }, 'ECDH-ES');
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'kiosk-reopened+jwe' })
    .encrypt(key);
}
