// Takes cases in: same id and hash, same acknowledgement; other hash, 409. Arrivals that wait for the disk together are
// committed together. Judges form only; reviews.ts decides.
import { CompactSign } from 'jose';
import type { Knex } from 'knex';
import type { CaseContent, Clock } from '../../electron/domain.ts';
import { judgeChain } from './chain.ts';
import type { ChainReport } from './chain.ts';
import type { CaseRow, DecisionRow, Writer } from './database.ts';
import type { Devices } from './devices.ts';
import { openSealed, readEnvelope } from './envelopes.ts';
import type { SealedCase } from './envelopes.ts';
import type { KeyPairs, UpstreamKeyPair } from './keys.ts';
import { Problem } from './problem.ts';
import { sha256 } from './requests.ts';
import { openSiblings } from './siblings.ts';
import type { Siblings } from './siblings.ts';

/** Most cases in one commit. */
const MAX_GROUP = 200;

export interface AcknowledgementClaims {
  readonly id: string;
  readonly sha256: string;
  readonly status: 'accepted' | 'rejected';
  readonly code?: string;
  readonly serverTime: string;
}
export interface Cases {
  /** The stored acknowledgement. Throws Problem 409, 422. */
  put(deviceId: string, id: string, item: SealedCase): Promise<string>;
  acknowledgementOf(deviceId: string, id: string): Promise<string | undefined>;
  chain(deviceId: string): Promise<ChainReport>;
  /** What the reviewer reads; undefined for a case unknown or not readable. */
  open(caseId: string): Promise<CaseContent | undefined>;
}

export interface CasesDeps {
  readonly db: Knex;
  readonly writer: Writer;
  readonly devices: Devices;
  readonly keys: KeyPairs;
  readonly clock: Clock;
}
type Kept = Pick<CaseRow, 'case_id' | 'case_number' | 'sha256' | 'acknowledgement'>;
interface Arrival {
  readonly row: CaseRow;
  readonly answer: (acknowledgement: string) => void;
  readonly fail: (error: unknown) => void;
}

export function createCases({ db, writer, devices, keys, clock }: CasesDeps): Cases {
  let waiting: Arrival[] = [];
  let flushing = false;

  function store(row: CaseRow): Promise<string> {
    return new Promise((answer, fail) => {
      waiting.push({ row, answer, fail });
      if (!flushing) void flushAll();
    });
  }

  async function flushAll(): Promise<void> {
    flushing = true;
    await Promise.resolve(); // arrivals of the same batch join before the first commit
    while (waiting.length > 0) {
      const group = waiting.slice(0, MAX_GROUP);
      waiting = waiting.slice(MAX_GROUP);
      await flush(group);
    }
    flushing = false;
  }

  async function flush(group: readonly Arrival[]): Promise<void> {
    try {
      const stored = await writer.run((trx) => commit(trx, group));
      for (const arrival of group) {
        const kept = stored.get(arrival.row.case_id);
        if (kept?.sha256 === arrival.row.sha256) arrival.answer(kept.acknowledgement);
        else arrival.fail(new Problem(409, 'different-content'));
      }
    } catch (error) {
      for (const arrival of group) arrival.fail(error);
    }
  }

  async function commit(trx: Knex, group: readonly Arrival[]): Promise<Map<string, Kept>> {
    const stored = new Map<string, Kept>();
    const ids = group.map(({ row }) => row.case_id);
    const numbers = group.flatMap(({ row }) => row.case_number ?? []);
    const known = await trx<CaseRow>('cases')
      .whereIn('case_id', ids)
      .orWhereIn('case_number', numbers)
      .select('case_id', 'case_number', 'sha256', 'acknowledgement');
    const taken = new Set(known.map((row) => row.case_number));
    for (const row of known) stored.set(row.case_id, row);
    const siblings = await openSiblings(
      trx,
      group.map(({ row }) => row),
    );
    const fresh: CaseRow[] = [];
    for (const { row } of group) {
      if (stored.has(row.case_id)) continue;
      const kept = await admitted(row, taken, siblings);
      taken.add(kept.case_number);
      stored.set(kept.case_id, kept);
      fresh.push(kept);
    }
    if (fresh.length > 0) await trx<CaseRow>('cases').insert(fresh);
    for (const { caseId, by } of siblings.completed())
      await trx<CaseRow>('cases').where({ case_id: caseId }).update({ completed_by: by });
    await tellIncomplete(trx, fresh);
    return stored;
  }

  async function admitted(
    row: CaseRow,
    taken: ReadonlySet<string | null>,
    siblings: Siblings,
  ): Promise<CaseRow> {
    if (row.case_number === null) return row;
    if (taken.has(row.case_number)) {
      const code = 'case-number-taken';
      return { ...row, ...unread(code), acknowledgement: await acknowledge(row, code) };
    }
    const code = siblings.admit(row);
    if (code === null) return row;
    // Read and refused: it keeps its number, so that whoever holds the receipt is told why.
    return {
      ...row,
      accepted: false,
      status: 'rejected',
      reason: code,
      acknowledgement: await acknowledge(row, code),
    };
  }

  /** The kiosk that took an incomplete case hears at once that it waits for papers. */
  async function tellIncomplete(trx: Knex, fresh: readonly CaseRow[]): Promise<void> {
    const waiting = fresh.filter(({ status }) => status === 'needs_materials');
    if (waiting.length === 0) return;
    await trx<DecisionRow>('decisions').insert(
      waiting.map(({ case_id, device_id, received_at }) => ({
        case_id,
        device_id,
        status: 'needs_materials',
        reason: null,
        permit_number: null,
        decided_at: received_at,
      })),
    );
  }

  function acknowledge(
    row: Pick<CaseRow, 'case_id' | 'sha256' | 'received_at'>,
    code?: string,
  ): Promise<string> {
    return signAcknowledgement(keys.acknowledgement, {
      id: row.case_id,
      sha256: row.sha256,
      status: code === undefined ? 'accepted' : 'rejected',
      ...(code === undefined ? {} : { code }),
      serverTime: row.received_at,
    });
  }

  return {
    async put(deviceId, id, item) {
      const deviceKeys = await devices.keysOf(deviceId);
      const envelope = await readEnvelope(id, deviceId, deviceKeys, item);
      const opened = await openSealed(item.sealed, keys.encryption, envelope);
      const received = {
        case_id: id,
        device_id: deviceId,
        seq: envelope.seq,
        prev: envelope.prev,
        sha256: envelope.sha256,
        envelope: item.envelope,
        envelope_sha256: sha256(item.envelope),
        sealed: item.sealed,
        received_at: clock.now().toISOString(),
      };
      const acknowledgement = await acknowledge(received, opened.ok ? undefined : opened.code);
      return store({
        ...received,
        acknowledgement,
        ...(opened.ok ? readable(opened.content) : unread(opened.code)),
      });
    },

    async acknowledgementOf(deviceId, id) {
      const row = await db<CaseRow>('cases')
        .where({ case_id: id, device_id: deviceId })
        .first('acknowledgement');
      return row?.acknowledgement;
    },

    async chain(deviceId) {
      const rows = await db<CaseRow>('cases')
        .where({ device_id: deviceId })
        .orderBy('seq')
        .select('seq', 'prev', 'envelope_sha256');
      return judgeChain(rows);
    },

    async open(caseId) {
      const row = await db<CaseRow>('cases').where({ case_id: caseId }).first();
      if (!row) return undefined;
      const opened = await openSealed(row.sealed, keys.encryption, {
        id: row.case_id,
        dev: row.device_id,
      });
      return opened.ok ? opened.content : undefined;
    },
  };
}

/** Compact JWS ES256, typ kiosk-ack+jws. */
export function signAcknowledgement(
  pair: UpstreamKeyPair,
  claims: AcknowledgementClaims,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid: pair.kid, typ: 'kiosk-ack+jws' })
    .sign(pair.privateKey);
}

type Judged = Omit<
  CaseRow,
  | 'case_id'
  | 'device_id'
  | 'seq'
  | 'prev'
  | 'sha256'
  | 'envelope'
  | 'envelope_sha256'
  | 'sealed'
  | 'received_at'
  | 'acknowledgement'
>;

function readable(content: CaseContent): Judged {
  return {
    accepted: true,
    case_number: content.caseNumber,
    id_number: content.applicant.idNumber,
    service: content.service,
    accepted_on: content.acceptedOn,
    promised_due_on: content.decision.promisedDueOn,
    status: content.incomplete ? 'needs_materials' : 'delivered',
    reason: null,
    permit_number: null,
    incomplete: content.incomplete,
    notice: content.incomplete ? JSON.stringify(content.decision.missing) : null,
    continues: content.continues,
    completed_by: null,
    declared_by:
      content.details.service === 'cancellation'
        ? (content.details.reportedBy?.card.idNumber ?? null)
        : null,
  };
}

function unread(code: string): Judged {
  return {
    accepted: false,
    case_number: null,
    id_number: null,
    service: null,
    accepted_on: null,
    promised_due_on: null,
    status: 'rejected',
    reason: code,
    permit_number: null,
    incomplete: false,
    notice: null,
    continues: null,
    completed_by: null,
    declared_by: null,
  };
}
