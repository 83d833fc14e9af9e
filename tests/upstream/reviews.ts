// Reviews cases and lists the decisions by cursor. By hand in tests; by itself after a set time in the demonstration.
import type { Knex } from 'knex';
import { CaseDecision, IdNumber, SexCode } from '../../electron/domain.ts';
import type { CaseContent, CaseStatus, Clock, Permit } from '../../electron/domain.ts';
import type { Cases } from './cases.ts';
import { linkMember } from './links.ts';
import type { CaseRow, DecisionRow, Writer } from './database.ts';
import { makeCard } from './cards.ts';
import type { Permits } from './permits.ts';
import type { Registry } from './registry.ts';
import type { Verdict } from './verdict.ts';
import type { openStates } from './siblings.ts';

export interface Reviews {
  /** Carries the case out: issues, endorses, amends or cancels; what stands in the way becomes the decision instead. */
  readonly approve: (caseId: string) => Promise<CaseDecision>;
  readonly reject: (caseId: string, reason: string) => Promise<CaseDecision>;
  decide(caseId: string, status: CaseStatus, reason: string | null): Promise<CaseDecision>;
  /** Approves what has waited long enough; started by server.ts when an automatic review is set. */
  reviewDue(afterSeconds: number): Promise<void>;
  listAfter(
    deviceId: string,
    after: number,
    limit: number,
  ): Promise<{ readonly decisions: CaseDecision[]; readonly next: number }>;
}
export interface ReviewsDeps {
  readonly db: Knex;
  readonly writer: Writer;
  readonly cases: Cases;
  readonly permits: Permits;
  readonly registry: Registry;
  readonly clock: Clock;
}
/** Most cases decided in one round. */
const ROUND = 100;

export function createReviews({
  db,
  writer,
  cases,
  permits,
  registry,
  clock,
}: ReviewsDeps): Reviews {
  function record(caseId: string, judge: (trx: Knex) => Promise<Verdict>): Promise<CaseDecision> {
    return writer.run(async (trx) => {
      const row = await trx<CaseRow>('cases')
        .where({ case_id: caseId })
        .first('device_id', 'status', 'permit_number');
      if (!row) throw new Error(`no such case: ${caseId}`);
      if (row.permit_number) throw new Error(`already issued: ${caseId}`);
      const { status, reason, permitNumber = null } = await judge(trx);
      await trx<CaseRow>('cases')
        .where({ case_id: caseId })
        .update({ status, reason, permit_number: permitNumber });
      const decided = {
        case_id: caseId,
        device_id: row.device_id,
        status,
        reason,
        permit_number: permitNumber,
        decided_at: clock.now().toISOString(),
      };
      const [inserted] = await trx<DecisionRow>('decisions').insert(decided).returning('cursor');
      if (!inserted) throw new Error('the database gave no cursor');
      return toDecision({ ...decided, cursor: inserted.cursor });
    });
  }

  async function issueFor(trx: Knex, content: CaseContent): Promise<Verdict> {
    const { applicant, cityAdcode } = content;
    const held = await permits.onRecord(applicant.idNumber, trx);
    if (held?.status === 'active') return { status: 'rejected', reason: 'already-holds-permit' };
    const photoJpeg = content.photo?.jpeg ?? registry.photoOf(applicant.idNumber);
    if (!photoJpeg) return { status: 'needs_materials', reason: 'PHOTO' };
    const registration = registry.registrationOf(applicant.idNumber) ?? content.registration;
    const permit = await permits.issue(trx, { applicant, cityAdcode, registration, photoJpeg });
    return { status: 'issued', reason: null, permitNumber: permit.number };
  }

  function done(permitNumber: string | undefined | null): Verdict {
    return permitNumber
      ? { status: 'issued', reason: null, permitNumber }
      : { status: 'rejected', reason: 'no-permit' };
  }

  /** What an approved case does, service by service. */
  async function carryOut(trx: Knex, content: CaseContent | undefined): Promise<Verdict> {
    if (!content) return { status: 'needs_staff', reason: 'cannot-open' };
    const { applicant, details, acceptedOn, incomplete } = content;
    if (incomplete) return { status: 'needs_materials', reason: null };
    switch (details.service) {
      case 'application':
        return issueFor(trx, content);
      case 'endorsement':
        return done((await permits.endorse(trx, applicant.idNumber, acceptedOn))?.number);
      case 'item_change': {
        const change = changeOf(content);
        // The new value is on a paper: a person reads it.
        if (change === null) return { status: 'needs_staff', reason: 'value-on-paper' };
        return done((await permits.amend(trx, applicant.idNumber, change))?.number);
      }
      case 'presentation':
        return linkMember(trx, content, clock.now());
      case 'physical_first_issue':
      case 'physical_reissue':
      case 'physical_exchange':
        return makeCard({ trx, permits, clock }, content);
      case 'cancellation':
        if (details.target === 'registration') registry.cancelRegistration(applicant.idNumber);
        if (details.reportedBy !== null) {
          // Whoever left may have held no permit: the registration is what ends.
          const ended = await permits.cancelHolders(trx, applicant.idNumber);
          return { status: 'issued', reason: null, ...(ended ? { permitNumber: ended } : {}) };
        }
        return done(await permits.cancelHolders(trx, applicant.idNumber));
    }
  }

  async function isReported(caseId: string): Promise<boolean> {
    const details = (await cases.open(caseId))?.details;
    return details?.service === 'cancellation' && details.reportedBy !== null;
  }

  async function approve(caseId: string): Promise<CaseDecision> {
    const content = await cases.open(caseId);
    return record(caseId, (trx) => carryOut(trx, content));
  }
  const decide: Reviews['decide'] = (caseId, status, reason) =>
    record(caseId, () => Promise.resolve({ status, reason }));

  function waiting(
    status: (typeof openStates)[number],
    receivedBefore: number,
  ): Promise<CaseRow[]> {
    return db<CaseRow>('cases')
      .where({ status })
      .where('received_at', '<=', new Date(receivedBefore).toISOString())
      .orderBy('received_at')
      .limit(ROUND)
      .select();
  }

  return {
    approve,
    decide,
    reject: (caseId, reason) => decide(caseId, 'rejected', reason),

    async reviewDue(afterSeconds) {
      const now = clock.now().getTime();
      const taken = await waiting('delivered', now - afterSeconds * 500);
      for (const row of taken) await decide(row.case_id, 'in_review', null);
      const due = await waiting('in_review', now - afterSeconds * 1000);
      for (const row of due) {
        // A departure somebody else reported ends nothing before a person has verified it.
        if (await isReported(row.case_id))
          await decide(row.case_id, 'needs_staff', 'verify-departure');
        else await approve(row.case_id);
      }
    },

    async listAfter(deviceId, after, limit) {
      const rows = await db<DecisionRow>('decisions')
        .where({ device_id: deviceId })
        .where('cursor', '>', after)
        .orderBy('cursor')
        .limit(limit);
      return { decisions: rows.map(toDecision), next: rows.at(-1)?.cursor ?? after };
    },
  };
}

/** The permit's fields an item change rewrites; null when the kiosk could not know the new value. */
function changeOf({ details, photo }: CaseContent): Partial<Permit> | null {
  if (details.service !== 'item_change') return null;
  const { item, newValue } = details;
  if (item === 'photo') return photo === null ? null : { photoJpeg: photo.jpeg };
  if (newValue === null) return null;
  switch (item) {
    case 'residence_address':
      return { residenceAddress: newValue };
    case 'hukou_address':
      return { hukouAddress: newValue };
    case 'name':
      return { name: newValue };
    case 'sex':
      return { sex: SexCode.parse(newValue) };
    case 'ethnicity':
      return { ethnicity: newValue };
    case 'id_number':
      return { idNumber: IdNumber.parse(newValue) };
  }
}

function toDecision(row: DecisionRow): CaseDecision {
  return CaseDecision.parse({
    cursor: row.cursor,
    caseId: row.case_id,
    status: row.status,
    reason: row.reason,
    permitNumber: row.permit_number,
    decidedAt: row.decided_at,
  });
}
