// Consent and submit: from the checked answers to a case in the queue and its receipt. Must not seal a case (cases.ts).
import type { CaseContent, CaseNumber, Proxy, ServiceDetails } from '../domain.ts';
import { Refusal } from './dispatch.ts';
import { decideCase, localDate } from './eligibility.ts';
import type { Journey } from './journey.ts';
import { draftKeyOf } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { acceptanceOf } from './look-up.ts';
import { mayGoOn } from './next-task.ts';
import { noticeVersion } from './notice.ts';
import { receiptSlip } from './print/receipt.ts';

function detailsOf(journey: Journey): ServiceDetails {
  const { purpose, decision, item, newValue, target, acting } = journey;
  switch (purpose) {
    case 'application':
      return { service: 'application' };
    case 'endorsement':
      return {
        service: 'endorsement',
        stillResident: true,
        newValidTo: decision?.endorsement?.newValidTo ?? null,
      };
    case 'item_change':
      if (item === null) throw new Refusal('not-now');
      return { service: 'item_change', item, newValue };
    case 'cancellation':
      if (target === null) throw new Refusal('not-now');
      if (acting?.role !== 'declarer') return { service: 'cancellation', target, reportedBy: null };
      if (acting.card === null) throw new Refusal('not-now');
      return {
        service: 'cancellation',
        target,
        reportedBy: { as: acting.as, card: acting.card },
      };
    case 'paper_copy':
    case 'status':
    case null:
      throw new Refusal('not-now');
  }
}

function proxyOf({ acting }: Journey): Proxy | null {
  if (acting?.role !== 'proxy') return null;
  const { card, need, relation, relationConfirmed } = acting;
  if (card === null || relation === null) throw new Refusal('not-now');
  return { card, need, relation, relationConfirmed };
}

function contentOf(kiosk: Kiosk, journey: Journey): Omit<CaseContent, 'caseId' | 'caseNumber'> {
  const { card, decision } = journey;
  if (card === null || decision === null) throw new Refusal('not-now');
  const now = kiosk.clock.now();
  const details = detailsOf(journey);
  return {
    schemaVersion: 1,
    service: details.service,
    details,
    cityAdcode: kiosk.place.cityAdcode,
    centreId: kiosk.place.centreId,
    deviceId: kiosk.deviceId,
    acceptedOn: localDate(now),
    acceptedAt: now.toISOString(),
    decision,
    applicant: card,
    proxy: proxyOf(journey),
    mobile: journey.mobile === '' ? null : journey.mobile,
    registration: journey.facts?.registration ?? null,
    ground: journey.ground,
    materials: journey.papers.map(({ slot, kind, pages }) => ({ slot, kind, pages })),
    photo: journey.photo,
    consent: {
      noticeVersion,
      givenAt: now.toISOString(),
      language: kiosk.session.picture().comfort.language,
    },
    demonstration: kiosk.demonstration,
  };
}

/** Consent and submit. Answers only after COMMIT; the receipt prints after that and its outcome is shown as it is. */
export async function submitCase(
  kiosk: Kiosk,
  agreedTo: string,
): Promise<{ caseNumber: CaseNumber }> {
  const { session } = kiosk;
  if (agreedTo !== noticeVersion) throw new Refusal('bad-input', 'noticeVersion');
  const visit = session.visit();
  // Decided again on the day of acceptance: the answers may have changed, and midnight may have passed.
  const decision = decideCase(kiosk.policy, session.journey(), acceptanceOf(kiosk));
  const missing = decision.missing.filter((item) => item.slot !== 'PHOTO');
  if (!mayGoOn(decision) || missing.length > 0) {
    await session.advanceVisit(visit, { kind: 'decided', decision });
    throw new Refusal('papers-incomplete');
  }
  const content = contentOf(kiosk, { ...session.journey(), decision });
  const { language } = session.picture().comfort;
  const draftTag = kiosk.drafts.tagOf(draftKeyOf(session.journey()) ?? '');
  await session.advanceVisit(visit, { kind: 'submit-started' });
  const result = await kiosk.cases.submit(content, draftTag);
  if (!result.ok) {
    await session.advanceVisit(visit, { kind: 'submit-refused', failure: { code: result.code } });
    throw new Refusal(result.code);
  }
  const { caseNumber, caseId } = result;
  await session.advanceVisit(visit, {
    kind: 'submitted',
    receipt: {
      service: content.service,
      caseNumber,
      status: 'received',
      promisedDueOn: decision.promisedDueOn,
      promisedWorkingDays:
        decision.promisedLimit?.unit === 'working_day' ? decision.promisedLimit.value : null,
      newValidTo: decision.endorsement?.newValidTo ?? null,
      outcome: null,
    },
  });
  kiosk.sync.kick();
  void printReceipt(kiosk, visit, { ...content, caseId, caseNumber }, language);
  return { caseNumber };
}

async function printReceipt(
  kiosk: Kiosk,
  visit: number,
  content: CaseContent,
  language: 'zh-CN' | 'en',
): Promise<void> {
  const slip = receiptSlip(content, { ...kiosk.place, deviceId: kiosk.deviceId }, language);
  const { outcome } = await kiosk.ledger.run('receipt', content.caseNumber, () =>
    kiosk.receiptPrinter.print(slip),
  );
  await kiosk.session.advanceVisit(visit, {
    kind: 'receipt-printed',
    caseNumber: content.caseNumber,
    outcome,
  });
}
