// Puts what is known of the person to the policy engine. Must not judge anything itself: rules live in policy/.
import type { Decision, DocumentKind, IsoDate } from '../domain.ts';
import type { Journey } from './journey.ts';
import type { Policy, PolicyRequest } from './policy/engine.ts';

/** The calendar date in Asia/Shanghai (rules are dates, no times of day). */
export function localDate(now: Date): IsoDate {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(
    now,
  );
}

function subjectOf(journey: Journey): Pick<PolicyRequest, 'applicant'> {
  const { card, facts } = journey;
  if (card === null) throw new Error('no card to decide on');
  return {
    applicant: {
      idDocKind: card.kind,
      idNumber: card.idNumber,
      birthDate: card.birthDate,
      sex: card.sex,
      hukouAdcode: facts?.hukouAdcode ?? card.hukouAdcode,
      idValidTo: card.validTo,
      mobilityDifficulty: false,
      disabled: false,
    },
  };
}

/** Decides an application on `on`. The card on the reader is the identity document; the photo is taken at the kiosk. */
export function decideApplication(
  policy: Policy,
  journey: Journey,
  context: { on: IsoDate; city: string },
): Decision {
  const { facts, ground } = journey;
  const handedIn: DocumentKind[] = ['ID_CARD', ...journey.papers.map((paper) => paper.kind)];
  if (journey.photo !== null) handedIn.push('PHOTO');
  return policy.decide({
    ...subjectOf(journey),
    on: context.on,
    city: context.city,
    channel: 'kiosk',
    service: 'application',
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
    materials: handedIn,
    proxy: null,
  });
}

/** Decides a paper copy for the holder on `on`, from the permit's live record. */
export function decidePaperCopy(
  policy: Policy,
  journey: Journey,
  context: { on: IsoDate; city: string },
): Decision {
  const { permit } = journey;
  return policy.decide({
    ...subjectOf(journey),
    on: context.on,
    city: context.city,
    channel: 'kiosk',
    service: 'paper_copy',
    registration: null,
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
    ground: null,
    exemption: null,
    verified: {
      identity: true,
      photoOnFile: true,
      registration: false,
      ground: false,
      relationship: false,
      proxyIdentity: false,
    },
    materials: ['ID_CARD'],
    proxy: null,
  });
}
