// What a case is made of: the visit as it is sealed and sent. Must not seal (cases.ts) nor judge (policy/).
import type { CardDelivery, CaseContent, Proxy, ServiceDetails } from '../domain.ts';
import { consentNow } from './consents.ts';
import { Refusal } from './dispatch.ts';
import { localDate } from './eligibility.ts';
import type { Journey } from './journey.ts';
import { asksForLink } from './journey.ts';
import type { Kiosk } from './kiosk.ts';

function deliveryOf({ physical, card, mobile }: Journey, centreName: string): CardDelivery {
  const by = physical?.by ?? null;
  if (physical === null || card === null || by === null) throw new Refusal('not-now');
  if (by === 'window') return { by, pickupPoint: centreName };
  if (physical.address === null || mobile === null) throw new Refusal('not-now');
  return {
    by,
    postalAddress: physical.address,
    recipient: card.name,
    recipientMobile: mobile,
  };
}

function detailsOf(journey: Journey, centreName: string): ServiceDetails {
  const { purpose, decision, item, newValue, target, acting } = journey;
  switch (purpose) {
    case 'application':
      return { service: 'application' };
    case 'endorsement':
      return {
        service: 'endorsement',
        stillResident: true,
        newValidTo: decision?.endorsement?.newValidTo ?? null,
      };
    case 'item_change':
      if (item === null) throw new Refusal('not-now');
      return { service: 'item_change', item, newValue };
    case 'cancellation':
      if (target === null) throw new Refusal('not-now');
      if (acting?.role !== 'declarer') return { service: 'cancellation', target, reportedBy: null };
      if (acting.card === null) throw new Refusal('not-now');
      return {
        service: 'cancellation',
        target,
        reportedBy: { as: acting.as, card: acting.card },
      };
    case 'physical_first_issue':
      return { service: purpose, delivery: deliveryOf(journey, centreName) };
    case 'physical_reissue': {
      const lostOn = journey.physical?.lostOn;
      if (!lostOn) throw new Refusal('not-now');
      const delivery = deliveryOf(journey, centreName);
      return { service: purpose, lostOn, lossStatement: true, delivery };
    }
    case 'physical_exchange': {
      const reason = journey.physical?.need === 'changed' ? 'changed' : 'damaged';
      return { service: purpose, reason, delivery: deliveryOf(journey, centreName) };
    }
    case 'presentation':
      if (!asksForLink(journey)) throw new Refusal('not-now');
      return { service: purpose, memberLink: true };
    case 'paper_copy':
    case 'status':
    case 'verification':
    case null:
      throw new Refusal('not-now');
  }
}

function proxyOf({ acting }: Journey): Proxy | null {
  if (acting?.role !== 'proxy') return null;
  const { card, need, relation, relationConfirmed } = acting;
  if (card === null || relation === null) throw new Refusal('not-now');
  return { card, need, relation, relationConfirmed };
}

/** The case as it stands in the visit. Throws `not-now` when the visit holds none. */
export function contentOf(
  kiosk: Kiosk,
  journey: Journey,
  part: Pick<CaseContent, 'incomplete' | 'continues'>,
): Omit<CaseContent, 'caseId' | 'caseNumber'> {
  const { card, decision } = journey;
  if (card === null || decision === null) throw new Refusal('not-now');
  const now = kiosk.clock.now();
  const details = detailsOf(journey, kiosk.place.centreName);
  return {
    schemaVersion: 1,
    service: details.service,
    details,
    cityAdcode: kiosk.place.cityAdcode,
    centreId: kiosk.place.centreId,
    deviceId: kiosk.deviceId,
    acceptedOn: localDate(now),
    acceptedAt: now.toISOString(),
    decision,
    policyVersion: kiosk.policy.version,
    applicant: card,
    proxy: proxyOf(journey),
    mobile: journey.mobile === '' ? null : journey.mobile,
    registration: journey.facts?.registration ?? null,
    ground: journey.ground,
    materials: journey.papers.map(({ slot, kind, pages }) => ({ slot, kind, pages })),
    photo: journey.photo,
    consent: consentNow(kiosk, journey),
    faceConsent: journey.photo === null ? null : journey.faceConsent,
    demonstration: kiosk.demonstration,
    ...part,
  };
}
