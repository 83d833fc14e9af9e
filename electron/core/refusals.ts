// What was refused, said on the screen and on a slip: the rule cited, the date, where to go. Must not refuse anything.
import type { FailureCode, ReasonCode, Service } from '../domain.ts';
import { Refusal } from './dispatch.ts';
import type { Journey, Purpose } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { mayGoOn } from './next-task.ts';
import type { Policy } from './policy/engine.ts';
import type { RefusalContent } from './print/refusal-slip.ts';
import { refusalSlip } from './print/refusal-slip.ts';
import { whereToGo } from './where-to-go.ts';

/** The reason of the rules that stands behind a failure at the window, for its citation. */
const reasonBehind: Readonly<Partial<Record<FailureCode, ReasonCode>>> = {
  'card-not-covered-hkmt': 'HKMT_NOT_COVERED',
  'card-not-covered-foreigner': 'NOT_MAINLAND_CITIZEN',
  'card-expired': 'ID_EXPIRED',
  'card-number-wrong': 'ID_INVALID',
  'card-dates-wrong': 'ID_INVALID',
  'permit-none': 'NO_PERMIT',
  'permit-not-active': 'PERMIT_SUSPENDED',
  'principal-not-covered': 'PROXY_PRINCIPAL_NOT_COVERED',
  'relation-unknown': 'PROXY_RELATION_NOT_ALLOWED',
};

/** Rule cited for a failure; null when it rests on none (a device, the network). */
export function sourceOfFailure(
  policy: Pick<Policy, 'sourceOfReason'>,
  code: FailureCode,
): string | null {
  const reason = reasonBehind[code];
  return reason === undefined ? null : policy.sourceOfReason(reason);
}

function serviceOf(purpose: Purpose | null): Service | null {
  return purpose === 'status' || purpose === 'verification' ? null : purpose;
}

function contentOf(kiosk: Kiosk, journey: Journey): RefusalContent | null {
  const { screen, decision, refusal, card, purpose, facts } = journey;
  const shared = { service: serviceOf(purpose), person: card };
  if (screen === 'see-problem' && refusal !== null) {
    const { code } = refusal.failure;
    return {
      ...shared,
      refused: { by: 'failure', code, next: refusal.next },
      source: sourceOfFailure(kiosk.policy, code),
    };
  }
  if (screen !== 'see-eligibility' || decision === null || mayGoOn(decision)) return null;
  const goTo = whereToGo(decision, facts?.permit?.cityAdcode ?? null);
  return { ...shared, refused: { by: 'decision', decision, goTo }, source: decision.source };
}

/** Prints what the screen says. Throws `not-now` while it prints, and where nothing was refused. */
export async function printRefusal(kiosk: Kiosk): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const journey = session.journey();
  const content = contentOf(kiosk, journey);
  if (content === null || journey.refusalPrint.printing) throw new Refusal('not-now');
  const { language } = session.picture().comfort;
  const at = kiosk.clock.now().toISOString();
  await session.advanceVisit(visit, { kind: 'refusal-print', printing: true, outcome: null });
  // The ledger keeps no name: what was refused is enough.
  const { refused } = content;
  const subject = refused.by === 'failure' ? refused.code : (refused.decision.reasons[0] ?? '');
  const { outcome } = await kiosk.ledger.run('refusal', subject, (serial) =>
    kiosk.receiptPrinter.print(
      refusalSlip(content, {
        place: { ...kiosk.place, deviceId: kiosk.deviceId },
        language,
        at,
        name: serial,
        demonstration: kiosk.demonstration,
      }),
    ),
  );
  await session.advanceVisit(visit, { kind: 'refusal-print', printing: false, outcome });
}
