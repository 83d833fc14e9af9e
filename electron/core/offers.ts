// What this window offers in its city today, known before anybody is: a person is not asked for a card for nothing.
// Must not judge the rule (policy/availability.ts) nor look at a person.
import type { Choice } from '../contract.ts';
import type { Decision, ReasonCode } from '../domain.ts';
import { localDate } from './eligibility.ts';
import type { Purpose } from './journey.ts';
import { cardServices } from './journey.ts';
import type { Kiosk } from './kiosk.ts';

type Window = Pick<Kiosk, 'policy' | 'place' | 'clock'>;

/** The refusal for a service that the city's row does not offer at a kiosk today; null = offered. */
export function refusalHere({ policy, place, clock }: Window, purpose: Purpose): Decision | null {
  return purpose === 'status' || purpose === 'verification'
    ? null
    : policy.availability(purpose, place.cityAdcode, localDate(clock.now()));
}

/** Why a tile's service is not offered; the physical card's only where the city makes none at all. */
export function whyNotHere(window: Window, choice: Choice): ReasonCode | null {
  const asked = choice === 'physical_card' ? cardServices : [choice];
  const refusals = asked.map((purpose) => refusalHere(window, purpose));
  return refusals.includes(null) ? null : (refusals[0]?.reasons[0] ?? null);
}

/** Shows the refusal at once, with no card asked for and none kept. @returns true when the service is not offered here. */
export async function refuseHere(kiosk: Kiosk, purpose: Purpose): Promise<boolean> {
  const decision = refusalHere(kiosk, purpose);
  if (decision === null) return false;
  kiosk.log('info', 'service.not-offered', { purpose, reason: decision.reasons[0] ?? '' });
  await kiosk.session.advance({ kind: 'not-offered', purpose, decision });
  return true;
}
