// After the look-up: what this service asks next, or the answer. Must not look up (look-up.ts) nor judge (policy/).
import { consentBy } from './consents.ts';
import { localDate } from './eligibility.ts';
import type { Kiosk } from './kiosk.ts';
import { decide } from './look-up.ts';
import { beginCard } from './physical-card.ts';
import { askStillResident, beginCancellation, beginChange } from './permit-services.ts';

/** Goes on with the service of the visit, the proxy's relation first where the data do not tell it. */
export async function proceed(kiosk: Kiosk, visit: number): Promise<void> {
  const { session } = kiosk;
  const { acting, purpose, ground, facts } = session.journey();
  if (acting?.role === 'proxy' && acting.relation === null) {
    await session.advanceVisit(visit, { kind: 'relation-needed' });
    return;
  }
  if (consentBy(session.journey(), localDate(kiosk.clock.now())) === null) {
    await session.advanceVisit(visit, {
      kind: 'refused',
      refusal: { failure: { code: 'guardian-needed' }, next: 'staff' },
    });
    return;
  }
  switch (purpose) {
    case 'endorsement':
      return askStillResident(kiosk, visit);
    case 'item_change':
      return beginChange(kiosk, visit);
    case 'cancellation':
      return beginCancellation(kiosk, visit);
    case 'physical_first_issue':
    case 'physical_reissue':
    case 'physical_exchange':
      return beginCard(kiosk, visit);
    case 'presentation':
      return decide(kiosk, visit);
    case 'application':
    case 'paper_copy':
    case 'status':
    case 'verification':
    case null:
      if (ground === null && (facts?.permit ?? null) === null)
        await session.advanceVisit(visit, { kind: 'ground-needed' });
      else await decide(kiosk, visit);
  }
}
