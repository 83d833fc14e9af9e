// 我没带齐: the incomplete case is filed like any other, and its one-time notice printed with the number it got
// (广东省流动人口服务管理条例 art. 15: told once, and everything). Must not seal (cases.ts) nor lay the slip out (print/).
import type { CaseNumber } from '../domain.ts';
import { contentOf } from './case-content.ts';
import { Refusal } from './dispatch.ts';
import { decideCase } from './eligibility.ts';
import type { Journey } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { acceptanceOf } from './look-up.ts';
import { noticeSlip } from './print/notice-slip.ts';
import { keepUntil, mayTellAgain } from './second-notice.ts';
import type { StaffReason } from './second-notice.ts';

/** Asks for consent to keep what was handed in; a slip that did not come out is printed again as it was. */
export async function wantNotice(
  kiosk: Kiosk,
  staffReason: StaffReason | null = null,
): Promise<void> {
  const { session } = kiosk;
  const journey = session.journey();
  if (journey.notice.printing) throw new Refusal('not-now');
  const { outcome } = journey.notice;
  if (journey.noticed !== null && outcome !== null && outcome.result !== 'printed') {
    await printNotice(kiosk, session.visit(), journey.noticed);
    return;
  }
  if (!mayTellAgain(journey, staffReason)) {
    kiosk.log('info', 'notice.second-refused');
    await session.advance({ kind: 'problem-met', failure: { code: 'notice-second' } });
    return;
  }
  await session.advance({ kind: 'notice-wanted' });
}

/** Files the incomplete case and prints its notice. Resolves after COMMIT; the draft stays beside it. */
export async function fileIncomplete(kiosk: Kiosk): Promise<{ caseNumber: CaseNumber }> {
  const { session } = kiosk;
  const visit = session.visit();
  const decision = decideCase(kiosk.policy, session.journey(), acceptanceOf(kiosk));
  if (decision.outcome !== 'missing_materials') throw new Refusal('not-now');
  const content = contentOf(
    kiosk,
    { ...session.journey(), decision },
    {
      incomplete: true,
      continues: null,
    },
  );
  await session.advanceVisit(visit, { kind: 'submit-started' });
  const result = await kiosk.cases.submit(content);
  if (!result.ok) {
    await session.advanceVisit(visit, { kind: 'submit-refused', failure: { code: result.code } });
    throw new Refusal(result.code);
  }
  const { caseNumber } = result;
  const noticed = {
    caseNumber,
    missing: decision.missing,
    keepUntil: keepUntil(content.acceptedOn),
  };
  await session.advanceVisit(visit, { kind: 'notice-filed', noticed });
  kiosk.sync.kick();
  void printNotice(kiosk, visit, noticed);
  return { caseNumber };
}

/** Consent to keep it refused: everything is wiped, and the list is printed all the same: to be told is a right. */
export async function refuseToKeep(kiosk: Kiosk): Promise<void> {
  const visit = kiosk.session.visit();
  const printed = printNotice(kiosk, visit, null);
  await kiosk.session.quit();
  void printed;
}

async function printNotice(
  kiosk: Kiosk,
  visit: number,
  noticed: Journey['noticed'],
): Promise<void> {
  const { session } = kiosk;
  const { decision, papers, purpose, card } = session.journey();
  if (card === null || decision === null || purpose === null) throw new Refusal('not-now');
  const slip = {
    service: purpose === 'status' || purpose === 'verification' ? 'application' : purpose,
    // What was told is printed again as it was told.
    missing: noticed?.missing ?? decision.missing,
    source: decision.source,
    sourceOf: (slot: Parameters<typeof kiosk.policy.sourceOf>[0]) =>
      kiosk.policy.sourceOf(slot, kiosk.place.cityAdcode),
    accepted: papers,
    applicant: card,
    noticed,
  } as const;
  const { language } = session.picture().comfort;
  const at = kiosk.clock.now().toISOString();
  await session.advanceVisit(visit, { kind: 'notice-print', printing: true, outcome: null });
  const subject = noticed?.caseNumber ?? 'one-time-notification';
  const { outcome } = await kiosk.ledger.run('notice', subject, (serial) =>
    kiosk.receiptPrinter.print(
      noticeSlip(slip, {
        place: { ...kiosk.place, deviceId: kiosk.deviceId },
        language,
        at,
        name: noticed?.caseNumber ?? serial,
        demonstration: kiosk.demonstration,
      }),
    ),
  );
  await session.advanceVisit(visit, { kind: 'notice-print', printing: false, outcome });
}
