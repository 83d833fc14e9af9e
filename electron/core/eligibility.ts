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
  const { card, facts, acting } = journey;
  const need = acting?.role === 'proxy' ? acting.need : null;
  if (card === null) throw new Error('no card to decide on');
  return {
    idDocKind: card.kind,
    idNumber: card.idNumber,
    birthDate: card.birthDate,
    sex: card.sex,
    hukouAdcode: facts?.hukouAdcode ?? card.hukouAdcode,
    idValidTo: card.validTo,
    mobilityDifficulty: need === 'elderly_mobility_difficulty',
    disabled: need === 'disabled',
  };
}

/** Whoever acts for the applicant, as the engine asks. Until the relation is known there is none to judge. */
function proxyOf({ acting }: Journey): PolicyRequest['proxy'] {
  if (acting?.role !== 'proxy' || acting.card === null || acting.relation === null) return null;
  const { card, relation } = acting;
  return { relation, birthDate: card.birthDate, idDocKind: card.kind };
}

/** Cards on the reader are identity documents, each of its own person; a photo is taken at the kiosk. */
function handedIn(journey: Journey): DocumentKind[] {
  const { acting, card } = journey;
  const read: DocumentKind[] = card?.kind === 'ID_CARD' ? ['ID_CARD'] : [];
  const cards: Readonly<Record<'proxy' | 'declarer' | 'own', DocumentKind[]>> = {
    own: read,
    proxy: ['PROXY_ID', ...(read.length > 0 ? ['PRINCIPAL_ID'] : [])],
    declarer: ['DECLARER_ID'],
  };
  const kinds = [...cards[acting?.role ?? 'own'], ...journey.papers.map((paper) => paper.kind)];
  if (journey.photo !== null) kinds.push('PHOTO');
  return kinds;
}

/** What every case at this window tells the engine, whatever the service. */
function requestOf(
  journey: Journey,
  service: PolicyRequest['service'],
  { on, city }: Acceptance,
): PolicyRequest {
  const { facts, ground, acting, card } = journey;
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
      // A person without a card at the window shows the document that stands for it.
      identity: card?.kind === 'ID_CARD' && (facts?.identity ?? false),
      photoOnFile: facts?.photoOnFile ?? false,
      registration: facts?.registration?.status === 'active',
      ground: ground !== null && (facts?.grounds.includes(ground) ?? false),
      relationship: acting?.role === 'proxy' && acting.relationConfirmed,
      proxyIdentity: false,
    },
    materials: handedIn(journey),
    proxy: proxyOf(journey),
  };
}

/** Decides the case in progress on the day of acceptance, by its service. */
export function decideCase(policy: Policy, journey: Journey, acceptance: Acceptance): Decision {
  const { purpose, item, newValue, target, acting } = journey;
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
      const declarer = acting?.role === 'declarer' ? acting.as : 'self';
      const asked = { ...request, declarer, target: target ?? 'permit' };
      // Nothing is looked up of whoever left: there is nothing to wait for either.
      return policy.decide(
        declarer === 'self' ? asked : { ...asked, registration: null, permit: null },
      );
    }
    case 'physical_first_issue':
    case 'physical_reissue':
    case 'physical_exchange': {
      const cardIssued = journey.facts?.cardIssued;
      return policy.decide({
        ...requestOf(journey, purpose, acceptance),
        ...(cardIssued === undefined ? {} : { cardIssued }),
      });
    }
    case 'presentation':
      return decidePresentation(policy, journey, acceptance);
    case 'application':
    case 'paper_copy':
    case 'status':
    case 'verification':
    case null:
      return policy.decide(requestOf(journey, 'application', acceptance));
  }
}

/** Decides whether the permit on record may be shown on the screen as valid. */
export function decidePresentation(
  policy: Policy,
  journey: Journey,
  acceptance: Acceptance,
): Decision {
  const request = requestOf(journey, 'presentation', acceptance);
  const { acting, memberLink } = journey;
  const agent = acting?.role === 'proxy' ? acting.card : null;
  return policy.decide({
    ...request,
    // Whoever acts is judged as one from their card on, whether or not the relation is known: the link decides.
    proxy:
      agent === null
        ? request.proxy
        : {
            relation: request.proxy?.relation ?? 'other',
            birthDate: agent.birthDate,
            idDocKind: agent.kind,
          },
    memberLink: memberLink !== null,
    registration: null,
    ground: null,
    verified: { ...request.verified, identity: true, photoOnFile: true, registration: false },
    materials: request.proxy === null ? ['ID_CARD'] : ['PROXY_ID', 'PRINCIPAL_ID'],
  });
}

/** Decides a paper copy for the holder or a relative, from the permit's live record. */
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
    materials: request.proxy === null ? ['ID_CARD'] : ['PROXY_ID', 'PRINCIPAL_ID'],
  });
}
