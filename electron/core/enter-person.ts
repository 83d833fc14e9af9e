// The other person has no card at the window: a principal with a 户口簿, or somebody whose departure is reported.
// Must not judge what was typed (typed-person.ts).
import { serve } from './arrivals.ts';
import { localDate } from './eligibility.ts';
import type { Kiosk } from './kiosk.ts';
import { decide } from './look-up.ts';
import { readTypedPerson } from './typed-person.ts';

/** Number and name as typed: told what is wrong, or taken for the person of the visit. */
export async function enterPerson(
  kiosk: Kiosk,
  typed: { readonly idNumber: string; readonly name: string },
): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const { acting, purpose } = session.journey();
  if (acting === null) return;
  const kind = acting.role === 'proxy' ? 'HOUSEHOLD_REGISTER' : 'ID_CARD';
  const read = readTypedPerson(typed, kind, localDate(kiosk.clock.now()));
  if (!read.ok || read.card.idNumber === acting.card?.idNumber) {
    const code = read.ok ? 'typed-same-person' : read.code;
    await session.advanceVisit(visit, { kind: 'problem-met', failure: { code } });
    return;
  }
  if (acting.role === 'proxy') {
    await serve(kiosk, read.card, purpose);
    return;
  }
  // Of whoever left nothing is asked upstream: the person who reports must not learn it.
  await session.advanceVisit(visit, { kind: 'departed-entered', card: read.card });
  await decide(kiosk, visit);
}
