// The verbs of one application, from “that is me” to the receipt. Asks policy, upstream, photo and papers to judge.
// Must not decide where the journey goes (flow.ts) nor seal a case (cases.ts).
import type { AnswerRow, PhotoMeasures } from '../contract.ts';
import type { CaseContent, CaseNumber, DocumentKind, Ground, MaterialSlot } from '../domain.ts';
import { Refusal } from './dispatch.ts';
import { decideApplication, localDate } from './eligibility.ts';
import type { Journey } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { noticeVersion } from './notice.ts';
import { missingSlip, receiptSlip } from './print/receipt.ts';
import { showStatus } from './arrivals.ts';

async function decide(kiosk: Kiosk, visit: number): Promise<void> {
  const context = { on: localDate(kiosk.clock.now()), city: kiosk.place.cityAdcode };
  const decision = decideApplication(kiosk.policy, kiosk.session.journey(), context);
  await kiosk.session.advanceVisit(visit, { kind: 'decided', decision });
}

/** 是我 / 不是我. “Not me” wipes at once; “me” reopens the draft or asks upstream and decides. */
export async function confirmIdentity(kiosk: Kiosk, isMe: boolean): Promise<void> {
  const { session } = kiosk;
  const { card, draftFound } = session.journey();
  if (!isMe || card === null) {
    await session.advance({ kind: 'left' });
    return;
  }
  const visit = session.visit();
  if (draftFound) {
    const draft = await kiosk.drafts.open(card.idNumber);
    if (draft !== null) {
      await session.advanceVisit(visit, { kind: 'draft-reopened', draft });
      return;
    }
  }
  await session.advanceVisit(visit, { kind: 'look-up-started' });
  const answer = await kiosk.upstream.verify({
    idNumber: card.idNumber,
    name: card.name,
    cityAdcode: kiosk.place.cityAdcode,
  });
  const facts = answer.kind === 'ok' ? answer.value : null;
  if (facts === null) kiosk.log('warn', 'verification.away', { kind: answer.kind });
  await session.advanceVisit(visit, { kind: 'facts-arrived', facts });
  if (visit !== session.visit()) return;
  const openCase = facts?.openCase ?? null;
  if (openCase !== null) {
    await showStatus(kiosk, visit, openCase);
    return;
  }
  if (session.journey().ground === null && (facts?.permit ?? null) === null) {
    await session.advanceVisit(visit, { kind: 'ground-needed' });
    return;
  }
  await decide(kiosk, visit);
}

/** 住 · 工作 · 上学. */
export async function chooseGround(kiosk: Kiosk, ground: Ground): Promise<void> {
  const visit = kiosk.session.visit();
  await kiosk.session.advanceVisit(visit, { kind: 'ground-chosen', ground });
  await decide(kiosk, visit);
}

/** One photographed paper: judged, kept re-encoded, and the decision asked again. */
export async function addPaper(
  kiosk: Kiosk,
  paper: { slot: MaterialSlot; kind: DocumentKind; image: string },
): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const journey = session.journey();
  const wanted =
    journey.decision?.missing.find((item) => item.slot === paper.slot)?.anyOf ??
    kiosk.policy.documentsFor(paper.slot, kiosk.place.cityAdcode);
  if (journey.slot !== paper.slot || !wanted.includes(paper.kind))
    throw new Refusal('bad-input', 'kind');
  const judged = await kiosk.judgePaper(paper.image);
  if (!judged.ok) {
    await session.advanceVisit(visit, { kind: 'problem-met', failure: { code: judged.code } });
    return;
  }
  await session.advanceVisit(visit, {
    kind: 'paper-added',
    paper: {
      slot: paper.slot,
      kind: paper.kind,
      pages: [judged.page],
      thumbnail: judged.thumbnail,
    },
  });
  await decide(kiosk, visit);
}

export async function removePaper(kiosk: Kiosk, slot: MaterialSlot): Promise<void> {
  const visit = kiosk.session.visit();
  await kiosk.session.advanceVisit(visit, { kind: 'paper-removed', slot });
  await decide(kiosk, visit);
}

/** Prints the whole list of what is missing. */
export async function printMissing(kiosk: Kiosk): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const { decision, papers, notice } = session.journey();
  if (notice.printing) throw new Refusal('not-now');
  const missing = (decision?.missing ?? []).filter((item) => item.slot !== 'PHOTO');
  await session.advanceVisit(visit, { kind: 'notice-print', printing: true, outcome: null });
  const { outcome } = await kiosk.ledger.run('notice', 'one-time-notification', (serial) =>
    kiosk.receiptPrinter.print(
      missingSlip(
        missing,
        papers.map((paper) => paper.kind),
        {
          place: { ...kiosk.place, deviceId: kiosk.deviceId },
          language: session.picture().comfort.language,
          at: kiosk.clock.now().toISOString(),
          name: serial,
          demonstration: kiosk.demonstration,
        },
      ),
    ),
  );
  await session.advanceVisit(visit, { kind: 'notice-print', printing: false, outcome });
}

export async function takePhoto(
  kiosk: Kiosk,
  image: string,
  measures: PhotoMeasures,
): Promise<void> {
  const visit = kiosk.session.visit();
  const judged = await kiosk.judgePhoto(image, measures);
  await kiosk.session.advanceVisit(
    visit,
    judged.ok
      ? { kind: 'photo-taken', jpeg: judged.jpeg }
      : { kind: 'photo-refused', code: judged.code },
  );
}

export async function reusePhoto(kiosk: Kiosk): Promise<void> {
  if (!(kiosk.session.journey().facts?.photoOnFile ?? false)) throw new Refusal('not-now');
  await kiosk.session.advance({ kind: 'photo-reused' });
}

export async function changeAnswer(kiosk: Kiosk, row: AnswerRow): Promise<void> {
  if (row === 'identity' || row === 'residence') throw new Refusal('not-allowed');
  const { facts } = kiosk.session.journey();
  if (row === 'ground' && facts !== null && facts.grounds.length > 0)
    throw new Refusal('not-allowed');
  await kiosk.session.advance({ kind: 'change-asked', row });
}

/** A mobile number of mainland China, or a landline with area code; empty is allowed: it is a convenience (forms A1). */
export async function enterMobile(kiosk: Kiosk, mobile: string): Promise<void> {
  const digits = mobile.replace(/[\s-]/g, '');
  if (digits !== '' && !/^(1\d{10}|0\d{9,11})$/.test(digits)) {
    await kiosk.session.advance({ kind: 'problem-met', failure: { code: 'mobile-wrong' } });
    return;
  }
  await kiosk.session.advance({ kind: 'mobile-entered', mobile: digits });
}

function contentOf(kiosk: Kiosk, journey: Journey): Omit<CaseContent, 'caseId' | 'caseNumber'> {
  const { card, decision } = journey;
  if (card === null || decision === null) throw new Refusal('not-now');
  const now = kiosk.clock.now();
  return {
    schemaVersion: 1,
    service: 'application',
    cityAdcode: kiosk.place.cityAdcode,
    centreId: kiosk.place.centreId,
    deviceId: kiosk.deviceId,
    acceptedOn: localDate(now),
    acceptedAt: now.toISOString(),
    decision,
    applicant: card,
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
  const context = { on: localDate(kiosk.clock.now()), city: kiosk.place.cityAdcode };
  const decision = decideApplication(kiosk.policy, session.journey(), context);
  const missing = decision.missing.filter((item) => item.slot !== 'PHOTO');
  if (
    decision.outcome === 'rejected' ||
    decision.outcome === 'staff_review' ||
    missing.length > 0
  ) {
    await session.advanceVisit(visit, { kind: 'decided', decision });
    throw new Refusal('papers-incomplete');
  }
  const content = contentOf(kiosk, { ...session.journey(), decision });
  const { language } = session.picture().comfort;
  await session.advanceVisit(visit, { kind: 'submit-started' });
  const result = await kiosk.cases.submit(content);
  if (!result.ok) {
    await session.advanceVisit(visit, { kind: 'submit-refused', failure: { code: result.code } });
    throw new Refusal(result.code);
  }
  const { caseNumber, caseId } = result;
  await kiosk.drafts.drop(content.applicant.idNumber);
  await session.advanceVisit(visit, {
    kind: 'submitted',
    receipt: {
      caseNumber,
      status: 'received',
      promisedDueOn: decision.promisedDueOn,
      promisedWorkingDays:
        decision.promisedLimit?.unit === 'working_day' ? decision.promisedLimit.value : null,
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
