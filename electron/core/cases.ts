// Submits a case: sealed first, then case stub, envelope, outbox row and audit row in one transaction. After it nothing on
// the kiosk can read the case. Must not send (sync.ts) and must not decide (policy/).
import { v7 as uuidv7 } from 'uuid';
import { appendAudit } from '../../db/audit.ts';
import { findCaseByNumber, insertCase, moveCase } from '../../db/cases.ts';
import { insertEnvelope, lastEnvelope } from '../../db/outbox.ts';
import { isDiskFull, isStorageTrouble } from '../../db/storage-error.ts';
import type { Db } from '../../db/tables.ts';
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
  submit(content: Omit<CaseContent, 'caseId' | 'caseNumber'>): Promise<SubmitResult>;
  /** What this kiosk last knew of a case it took; null for another kiosk's. */
  statusOf(caseNumber: CaseNumber): Promise<KnownCase | null>;
}

/** Opens the case book over a database. */
export function openCases(deps: { db: Db; sealing: Sealing; clock: Clock; log: Log }): Cases {
  const { db, sealing, clock, log } = deps;

  async function store(content: CaseContent, sealed: string, sha256: string): Promise<void> {
    await inTransaction(db, async () => {
      // Sequence and chain are taken inside the transaction: two submissions can never share a link.
      const last = await lastEnvelope(db);
      const seq = (last?.seq ?? 0) + 1;
      const at = clock.now();
      const now = at.getTime();
      const envelope = await sealing.signEnvelope({
        id: content.caseId,
        seq,
        sha256,
        prev: last?.envelopeSha256 ?? '',
        at,
      });
      await insertCase(db, {
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
      });
      await insertEnvelope(db, {
        seq,
        case_id: content.caseId,
        envelope,
        sealed,
        sha256,
        envelope_sha256: digest(envelope),
        state: 'queued',
        attempts: 0,
        due_at: now,
        ask_first: 0,
        reason: null,
        acknowledgement: null,
        created_at: now,
        updated_at: now,
      });
      await appendAudit(db, { kind: 'case.submitted', caseId: content.caseId }, now);
    });
  }

  return {
    async submit(draft) {
      const content = CaseContentSchema.parse({
        ...draft,
        caseId: CaseId.parse(uuidv7()),
        caseNumber: mintCaseNumber(),
      });
      const { sealed, sha256 } = await sealing.sealCase(content);
      try {
        await store(content, sealed, sha256);
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
      { kind: 'case.decided', caseId: decision.caseId, code: decision.status },
      at,
    );
  return ours;
}
