// Puts what is known of the person to the policy engine. Must not judge anything itself: rules live in policy/.
import type { Decision, DocumentKind, IsoDate } from '../domain.ts';
import type { Journey } from './journey.ts';
import type { Policy, PolicyRequest } from './policy/engine.ts';

/** The day and the city a request is judged for. */
export interface Acceptance {
  readonly on: IsoDate;
  readonly city: string;
}

/** The calendar date in Asia/Shanghai (rules are dates, no times of day). */
export function localDate(now: Date): IsoDate {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(
    now,
  );
}

function applicantOf(journey: Journey): PolicyRequest['applicant'] {
  const { card, facts } = journey;
  if (card === null) throw new Error('no card to decide on');
  return {
    idDocKind: card.kind,
    idNumber: card.idNumber,
    birthDate: card.birthDate,
    sex: card.sex,
    hukouAdcode: facts?.hukouAdcode ?? card.hukouAdcode,
    idValidTo: card.validTo,
    mobilityDifficulty: false,
    disabled: false,
  };
}

/** The card on the reader is the identity document; a photo is taken at the kiosk. */
function handedIn(journey: Journey): DocumentKind[] {
  const kinds: DocumentKind[] = ['ID_CARD', ...journey.papers.map((paper) => paper.kind)];
  if (journey.photo !== null) kinds.push('PHOTO');
  return kinds;
}

/** What every case at this window tells the engine, whatever the service. */
function requestOf(
  journey: Journey,
  service: PolicyRequest['service'],
  { on, city }: Acceptance,
): PolicyRequest {
  const { facts, ground } = journey;
  return {
    on,
    city,
    channel: 'kiosk',
    service,
    applicant: applicantOf(journey),
    registration: facts === null ? 'unknown' : facts.registration,
    permit: facts === null ? 'unknown' : facts.permit,
    ground,
    exemption: null,
    verified: {
      identity: facts?.identity ?? false,
      photoOnFile: facts?.photoOnFile ?? false,
      registration: facts?.registration?.status === 'active',
      ground: ground !== null && (facts?.grounds.includes(ground) ?? false),
      relationship: false,
      proxyIdentity: false,
    },
    materials: handedIn(journey),
    proxy: null,
  };
}

/** Decides the case in progress on the day of acceptance, by its service. */
export function decideCase(policy: Policy, journey: Journey, acceptance: Acceptance): Decision {
  const { purpose, item, newValue, target } = journey;
  switch (purpose) {
    case 'endorsement':
      return policy.decide(requestOf(journey, 'endorsement', acceptance));
    case 'item_change': {
      const request = requestOf(journey, 'item_change', acceptance);
      return policy.decide({
        ...request,
        items: item === null ? [] : [item],
        // Only the registration tells where a new address lies; one on paper is read by the reviewer.
        ...(item === 'residence_address' && newValue !== null
          ? { newAdcode: journey.facts?.registration?.adcode ?? acceptance.city }
          : { newAdcode: acceptance.city }),
        verified: {
          ...request.verified,
          newAddress: item === 'residence_address' && newValue !== null,
          // The new identity card is on the reader: it proves what it shows.
          change: item !== 'residence_address' && item !== 'photo' && newValue !== null,
        },
      });
    }
    case 'cancellation': {
      const request = requestOf(journey, 'cancellation', acceptance);
      return policy.decide({ ...request, declarer: 'self', target: target ?? 'permit' });
    }
    case 'application':
    case 'paper_copy':
    case 'status':
    case null:
      return policy.decide(requestOf(journey, 'application', acceptance));
  }
}

/** Decides a paper copy for the holder, from the permit's live record. */
export function decidePaperCopy(
  policy: Policy,
  journey: Journey,
  acceptance: Acceptance,
): Decision {
  const { permit } = journey;
  const request = requestOf(journey, 'paper_copy', acceptance);
  return policy.decide({
    ...request,
    registration: null,
    ground: null,
    permit:
      permit === null
        ? null
        : {
            kind: 'electronic',
            status: permit.status,
            cityAdcode: permit.cityAdcode,
            anchorOn: permit.validFrom,
            validTo: permit.validTo,
          },
    verified: { ...request.verified, identity: true, photoOnFile: true, registration: false },
    materials: ['ID_CARD'],
  });
}
