// Asks upstream what the city's data confirm of the person, and the policy what follows. One home for every service.
// Must not decide where the journey goes (flow.ts).
import { showStatus } from './case-status.ts';
import { decideCase, localDate } from './eligibility.ts';
import type { Acceptance } from './eligibility.ts';
import type { Kiosk } from './kiosk.ts';
import { askRelation } from './relation.ts';
import { takeUpAgain } from './reopening.ts';

/** Today in this city. */
export function acceptanceOf(kiosk: Kiosk): Acceptance {
  return { on: localDate(kiosk.clock.now()), city: kiosk.place.cityAdcode };
}

/** Decides the case in progress and tells the journey. */
export async function decide(kiosk: Kiosk, visit: number): Promise<void> {
  const decision = decideCase(kiosk.policy, kiosk.session.journey(), acceptanceOf(kiosk));
  await kiosk.session.advanceVisit(visit, { kind: 'decided', decision });
}

/**
 * Asks upstream about the person on the card. An open case of theirs is shown instead of a second one being begun.
 * An incomplete case of theirs is taken up again.
 * @returns false when the visit is over or a case of theirs is on the screen.
 */
export async function lookUp(kiosk: Kiosk, visit: number): Promise<boolean> {
  const { session } = kiosk;
  const { card } = session.journey();
  if (card === null || visit !== session.visit()) return false;
  await session.advanceVisit(visit, { kind: 'look-up-started' });
  const [answer] = await Promise.all([
    kiosk.upstream.verify({
      idNumber: card.idNumber,
      name: card.name,
      cityAdcode: kiosk.place.cityAdcode,
    }),
    askRelation(kiosk, visit),
  ]);
  const facts = answer.kind === 'ok' ? answer.value : null;
  if (facts === null) kiosk.log('warn', 'verification.away', { kind: answer.kind });
  await session.advanceVisit(visit, { kind: 'facts-arrived', facts });
  if (visit !== session.visit()) return false;
  const openCase = facts?.openCase ?? null;
  if (openCase === null) return !(await takeUpAgain(kiosk, visit, acceptanceOf(kiosk)));
  await showStatus(kiosk, visit, openCase);
  return false;
}
