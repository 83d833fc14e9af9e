// Consent and submit: from the checked answers to a case in the queue and its receipt. Must not seal a case (cases.ts).
import type { CaseContent, CaseNumber, FailureCode, Reminder } from '../domain.ts';
import { contentOf } from './case-content.ts';
import { showStatus } from './case-status.ts';
import { Refusal } from './dispatch.ts';
import { decideCase } from './eligibility.ts';
import type { Journey } from './journey.ts';
import { asksForLink, draftKeyOf } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { acceptanceOf } from './look-up.ts';
import { mayGoOn } from './next-task.ts';
import { noticeVersion } from './notice.ts';
import { fileIncomplete } from './one-time-notice.ts';
import { receiptSlip } from './print/receipt.ts';
import { reminderOnReceipt } from './reminder.ts';
import { renewedFacts, sameFacts } from './renewed-facts.ts';

/** Consent and submit. Answers only after COMMIT; the receipt prints after that and its outcome is shown as it is. */
export async function submitCase(
  kiosk: Kiosk,
  agreedTo: string,
): Promise<{ caseNumber: CaseNumber }> {
  const { session } = kiosk;
  if (agreedTo !== noticeVersion) throw new Refusal('bad-input', 'noticeVersion');
  if (session.journey().notice.asking) return fileIncomplete(kiosk);
  const visit = session.visit();
  await session.advanceVisit(visit, { kind: 'submit-started' });
  const before = session.journey();
  // Asked and decided again at the last moment: facts and answers may have changed, and midnight may have passed.
  const facts = await renewedFacts(kiosk, before);
  if (visit !== session.visit()) throw new Refusal('not-now');
  // A link or a report stands beside whatever the person has under way.
  const alone = before.acting?.role !== 'declarer' && !asksForLink(before);
  if (facts !== null && facts.openCase !== null && alone) {
    await showStatus(kiosk, visit, facts.openCase);
    await session.advanceVisit(visit, { kind: 'problem-met', failure: { code: 'case-open' } });
    throw new Refusal('case-open');
  }
  const journey: Journey = { ...before, facts };
  const decision = decideCase(kiosk.policy, journey, acceptanceOf(kiosk));
  const missing = decision.missing.filter((item) => item.slot !== 'PHOTO');
  const photoGone = journey.photoOnFile && facts?.photoOnFile === false;
  if (!mayGoOn(decision) || missing.length > 0 || photoGone) {
    const code: FailureCode = sameFacts(before.facts, facts)
      ? 'papers-incomplete'
      : 'facts-changed';
    const failure = code === 'facts-changed' || missing.length > 0 ? { code } : null;
    await session.advanceVisit(visit, { kind: 'decision-changed', facts, decision, failure });
    throw new Refusal(code);
  }
  const content = contentOf(
    kiosk,
    { ...journey, decision },
    { incomplete: false, continues: journey.noticed?.caseNumber ?? null },
  );
  const { language } = session.picture().comfort;
  const draftTag = kiosk.drafts.tagOf(draftKeyOf(journey) ?? '');
  const result = await kiosk.cases.submit(content, draftTag);
  if (!result.ok) {
    await session.advanceVisit(visit, { kind: 'submit-refused', failure: { code: result.code } });
    throw new Refusal(result.code);
  }
  const { caseNumber, caseId } = result;
  const reminder = reminderOnReceipt(kiosk.policy, journey, content.acceptedOn);
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
      ...('delivery' in content.details
        ? { card: { feeYuan: decision.feeYuan ?? 0, by: content.details.delivery.by } }
        : {}),
      reminder,
      outcome: null,
    },
  });
  kiosk.sync.kick();
  void printReceipt(kiosk, visit, { ...content, caseId, caseNumber }, language, reminder);
  return { caseNumber };
}

async function printReceipt(
  kiosk: Kiosk,
  visit: number,
  content: CaseContent,
  language: 'zh-CN' | 'en',
  reminder: Reminder | null,
): Promise<void> {
  const place = { ...kiosk.place, deviceId: kiosk.deviceId };
  const slip = receiptSlip(content, place, language, reminder);
  const { outcome } = await kiosk.ledger.run('receipt', content.caseNumber, () =>
    kiosk.receiptPrinter.print(slip),
  );
  await kiosk.session.advanceVisit(visit, {
    kind: 'receipt-printed',
    caseNumber: content.caseNumber,
    outcome,
  });
}
