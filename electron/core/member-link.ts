// 加家人: a family member lets the one who acts show and print for them. The kiosk compares no faces: the member's photo of
// this moment and their consent go upstream as a case, and are reviewed there.
import { Refusal } from './dispatch.ts';
import type { Kiosk } from './kiosk.ts';
import { proceed } from './proceed.ts';

/** From “not linked yet” to the request. Throws `not-now` where that is not what stands in the way. */
export async function askForLink(kiosk: Kiosk): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const { acting, decision } = session.journey();
  const missing = decision?.reasons.includes('MEMBER_LINK_MISSING') === true;
  if (acting?.role !== 'proxy' || !missing) throw new Refusal('not-now');
  await session.advanceVisit(visit, { kind: 'link-asked' });
  await proceed(kiosk, visit);
}
