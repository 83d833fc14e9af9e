// Who consents, and what is kept of it. Consent for the face stands by itself, before the camera sees one.
// Must not show the notice (screens) nor judge who may act (policy/).
import type { Consent, IsoDate, Relation } from '../domain.ts';
import type { Journey } from './journey.ts';
import { asksForLink } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { localDate } from './eligibility.ts';
import { noticeVersion } from './notice.ts';
import { ageReachedOn } from './policy/dates.ts';

/** Below it a guardian consents (Personal Information Protection Law art. 31). */
const ownConsentFrom = 14;
/** Parents, or whoever was appointed (Civil Code arts 27, 28). */
const guardians: readonly Relation[] = ['parent', 'appointed_guardian'];

/** Who consents for the person of the visit on that day; null = nobody here can: a relative who is no guardian. */
export function consentBy(
  {
    card,
    acting,
    memberLink,
  }: Pick<Journey, 'card' | 'acting'> & Partial<Pick<Journey, 'memberLink'>>,
  on: IsoDate,
): Consent['by'] | null {
  // Whoever reports a departure consents for themselves; the other person is told by staff.
  if (acting === null || acting.role === 'declarer' || card === null) return 'self';
  if (ageReachedOn(card.birthDate, ownConsentFrom, 'birthday') <= on)
    // A member stands at the window and lets the other act: nobody says that for them.
    return memberLink?.asking === true ? 'self' : 'proxy';
  return acting.relation !== null && guardians.includes(acting.relation) ? 'guardian' : null;
}

/** What is kept of a consent given now. */
export function consentNow(kiosk: Kiosk, journey: Journey): Consent {
  const now = kiosk.clock.now();
  return {
    noticeVersion,
    givenAt: now.toISOString(),
    language: kiosk.session.picture().comfort.language,
    by: consentBy(journey, localDate(now)) ?? 'proxy',
  };
}

/** 同意拍照. */
export async function agreeToFace(kiosk: Kiosk): Promise<void> {
  const { session } = kiosk;
  await session.advance({
    kind: 'face-agreed',
    consent: consentNow(kiosk, session.journey()),
  });
}

/** 不用脸: the photo on file serves, or staff take over; nothing entered is lost. */
export async function refuseFace(kiosk: Kiosk): Promise<void> {
  const { session } = kiosk;
  const journey = session.journey();
  const oldWillDo = journey.purpose !== 'item_change' && !asksForLink(journey);
  if (journey.facts?.photoOnFile === true && oldWillDo)
    await session.advance({ kind: 'photo-reused' });
  else session.callStaff();
}
