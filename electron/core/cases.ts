// Submits a case: sealed first, then case stub, envelope, outbox row and audit row in one transaction. After it nothing on
// the kiosk can read the case. Must not send (sync.ts) and must not decide (policy/).
import { v7 as uuidv7 } from 'uuid';
import { appendAudit, auditRow } from '../../db/audit.ts';
import { findCaseByNumber, moveCase } from '../../db/cases.ts';
import { isDiskFull, isStorageTrouble } from '../../db/storage-error.ts';
import { chainEnds, insertSubmissions } from '../../db/submissions.ts';
import type { Submission } from '../../db/submissions.ts';
import type { CaseRow, Db, OutboxRow } from '../../db/tables.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CaseContent, CaseDecision, CaseNumber, Clock, IsoDate, Log } from '../domain.ts';
import { CaseContent as CaseContentSchema, CaseId, CaseStatus, Service } from '../domain.ts';
import { mintCaseNumber } from './case-number.ts';
import type { Sealing } from './sealing.ts';
import { digest } from './sealing.ts';

export type SubmitResult =
  | { readonly ok: true; readonly caseId: CaseId; readonly caseNumber: CaseNumber }
  | { readonly ok: false; readonly code: 'disk-full' | 'storage' };
export interface KnownCase {
  readonly status: CaseStatus;
  readonly reason: string | null;
  readonly service: Service;
  readonly acceptedOn: IsoDate;
  readonly promisedDueOn: IsoDate | null;
}
export interface Cases {
  /** Resolves after COMMIT: only then may the screen say so and the receipt print. */
  submit(
    content: Omit<CaseContent, 'caseId' | 'caseNumber'>,
    /** The draft it came from goes in the same transaction: it can neither outlive the case nor be lost before it. */
    draftTag?: string,
  ): Promise<SubmitResult>;
  /** What this kiosk last knew of a case it took; null for another kiosk's. */
  statusOf(caseNumber: CaseNumber): Promise<KnownCase | null>;
}

interface Sealed {
  readonly content: CaseContent;
  readonly sealed: string;
  readonly sha256: string;
  readonly draftTag: string | null;
}
interface Waiting extends Sealed {
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}
/** Cases that may share one commit. */
const groupLimit = 64;

function stubOf(content: CaseContent, now: number): CaseRow {
  return {
    case_id: content.caseId,
    case_number: content.caseNumber,
    service: content.service,
    policy_ids: JSON.stringify(content.decision.policyIds),
    accepted_on: content.acceptedOn,
    promised_due_on: content.decision.promisedDueOn,
    status: 'received',
    status_reason: null,
    permit_number: null,
    created_at: now,
    updated_at: now,
  };
}

function queued(row: {
  readonly id: string;
  readonly seq: number;
  readonly envelope: string;
  readonly sealed: string;
  readonly sha256: string;
  readonly now: number;
}): OutboxRow {
  return {
    seq: row.seq,
    case_id: row.id,
    envelope: row.envelope,
    sealed: row.sealed,
    sha256: row.sha256,
    envelope_sha256: digest(row.envelope),
    state: 'queued',
    attempts: 0,
    due_at: row.now,
    ask_first: 0,
    reason: null,
    acknowledgement: null,
    created_at: row.now,
    updated_at: row.now,
  };
}

/** Opens the case book over a database. */
export function openCases(deps: { db: Db; sealing: Sealing; clock: Clock; log: Log }): Cases {
  const { db, sealing, clock, log } = deps;

  const waiting: Waiting[] = [];
  let storing = false;

  /** Signs and chains inside the transaction: two submissions can never share a link. */
  async function storeGroup(group: readonly Sealed[]): Promise<void> {
    await inTransaction(db, async () => {
      let { envelope: last, audit } = await chainEnds(db);
      const rows: Submission[] = [];
      for (const { content, sealed, sha256, draftTag } of group) {
        const at = clock.now();
        const now = at.getTime();
        const seq = last.seq + 1;
        const id = content.caseId;
        const envelope = await sealing.signEnvelope({ id, seq, sha256, prev: last.hash, at });
        last = { seq, hash: digest(envelope) };
        const audited = auditRow({ kind: 'case.submitted', caseId: id }, now, audit);
        audit = audited;
        rows.push({
          stub: stubOf(content, now),
          envelope: queued({ id, seq, envelope, sealed, sha256, now }),
          audit: audited,
          draftTag,
        });
      }
      await insertSubmissions(db, rows);
    });
  }

  /** Whoever hands in while a commit is under way shares the next one; a group that fails is tried one by one. */
  async function storeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.splice(0, groupLimit);
      try {
        await storeGroup(group);
        for (const { done } of group) done();
      } catch (error) {
        const [only, ...others] = group;
        if (only !== undefined && others.length === 0) only.failed(error);
        else for (const one of group) await storeGroup([one]).then(one.done, one.failed);
      }
    }
    storing = false;
  }

  function store(sealedCase: Sealed): Promise<void> {
    return new Promise((done, failed) => {
      waiting.push({ ...sealedCase, done, failed });
      if (storing) return;
      storing = true;
      // Whoever is ready at the same moment comes along with the first.
      queueMicrotask(() => void storeWaiting());
    });
  }

  return {
    async submit(draft, draftTag) {
      const content = CaseContentSchema.parse({
        ...draft,
        caseId: CaseId.parse(uuidv7()),
        caseNumber: mintCaseNumber(),
      });
      const { sealed, sha256 } = await sealing.sealCase(content);
      try {
        await store({ content, sealed, sha256, draftTag: draftTag ?? null });
      } catch (error) {
        if (!isStorageTrouble(error)) throw error;
        const code = isDiskFull(error) ? 'disk-full' : 'storage';
        log('error', 'case.not-stored', { reason: code });
        return { ok: false, code };
      }
      log('info', 'case.submitted', { caseId: content.caseId });
      return { ok: true, caseId: content.caseId, caseNumber: content.caseNumber };
    },
    async statusOf(caseNumber) {
      const row = await findCaseByNumber(db, caseNumber);
      if (row === undefined) return null;
      return {
        status: CaseStatus.parse(row.status),
        reason: row.status_reason,
        service: Service.parse(row.service),
        acceptedOn: row.accepted_on,
        promisedDueOn: row.promised_due_on,
      };
    },
  };
}

/** Applies one decision of upstream; call inside a transaction. False when the case is another kiosk's. */
export async function applyDecision(db: Db, decision: CaseDecision, at: number): Promise<boolean> {
  const change = {
    status: decision.status,
    status_reason: decision.reason,
    permit_number: decision.permitNumber,
  };
  const ours = await moveCase(db, decision.caseId, change, at);
  if (ours)
    await appendAudit(
      db,
      [{ kind: 'case.decided', caseId: decision.caseId, code: decision.status }],
      at,
    );
  return ours;
}
