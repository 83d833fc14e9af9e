// Stage 6: which papers are still missing, all of them at once (Decree 663 art. 9(5)). Reads no paper.
import type { Decision, DocumentKind } from '../../domain.ts';
import { MaterialSlot } from '../../domain.ts';
import { restsOnFamilyHome } from './half-year.ts';
import { documentsFor, fills } from './materials.ts';
import { isThirdPartyReport } from './proxy.ts';
import type { StageInput } from './stage.ts';

const groundSlots = {
  housing: 'HOUSING_PROOF',
  employment: 'EMPLOYMENT_PROOF',
  schooling: 'SCHOOLING_PROOF',
} as const;

function proxySlots({ request }: StageInput): MaterialSlot[] {
  const { proxy, verified } = request;
  if (proxy === null) return verified.identity ? [] : ['IDENTITY_DOC'];
  return [
    ...(verified.proxyIdentity ? [] : (['PROXY_ID'] as const)),
    ...(verified.identity ? [] : (['PRINCIPAL_ID'] as const)),
    ...(verified.relationship ? [] : (['RELATIONSHIP_PROOF'] as const)),
  ];
}

function groundSlot({ request }: StageInput): MaterialSlot[] {
  const { ground, verified } = request;
  return ground === null || verified.ground ? [] : [groundSlots[ground]];
}

function applicationSlots(input: StageInput): MaterialSlot[] {
  const { request, values } = input;
  const { verified, registration } = request;
  const addressProven =
    verified.registration &&
    registration !== null &&
    registration !== 'unknown' &&
    registration.status === 'active';
  const kinshipAsked = restsOnFamilyHome(values, request) && verified.ownerRelationship !== true;
  return [
    ...(verified.photoOnFile ? [] : (['PHOTO'] as const)),
    ...groundSlot(input),
    ...(addressProven ? [] : (['ADDRESS_PROOF'] as const)),
    ...(kinshipAsked ? (['OWNER_RELATIONSHIP_PROOF'] as const) : []),
  ];
}

function changeSlots({ request }: StageInput): MaterialSlot[] {
  const { items = [], verified } = request;
  const others = items.filter((item) => item !== 'residence_address' && item !== 'photo');
  return [
    ...(items.includes('photo') ? (['PHOTO'] as const) : []),
    ...(items.includes('residence_address') && verified.newAddress !== true
      ? (['ADDRESS_PROOF'] as const)
      : []),
    ...(others.length > 0 && verified.change !== true ? (['CHANGE_PROOF'] as const) : []),
  ];
}

/** At a self-service terminal the card on the reader is the login: the holder brings nothing (Guangzhou, from 2023-06-25). */
function cancellationSlots(input: StageInput): MaterialSlot[] {
  const { request, values, materials } = input;
  if (isThirdPartyReport(request)) {
    const entry = materials.declarers.find((d) => d.declarer === request.declarer);
    return entry?.slots ?? ['DECLARER_STATEMENT', 'DECLARER_ID'];
  }
  const selfService = request.channel !== 'window' && request.proxy === null;
  return selfService && values.selfServiceNeedsNoMaterials === true ? [] : proxySlots(input);
}

/** Every slot the service asks for, filled or not. */
export function slotsAsked(input: StageInput): MaterialSlot[] {
  const people = proxySlots(input);
  switch (input.request.service) {
    case 'application':
      return [...people, ...applicationSlots(input)];
    case 'endorsement':
      return [...people, ...groundSlot(input)];
    case 'item_change':
      return [...people, ...changeSlots(input)];
    case 'cancellation':
      return cancellationSlots(input);
    case 'physical_exchange':
    case 'physical_first_issue':
    case 'physical_reissue':
      return [
        ...people,
        ...(input.values.surrenderOldCard === true ? (['OLD_CARD'] as const) : []),
      ];
    case 'paper_copy':
      return people;
    case 'presentation':
      // Card read or face check, and the member link for another: no papers (stage 4 has judged the link).
      return [];
  }
}

const peoplesPapers: readonly MaterialSlot[] = ['PRINCIPAL_ID', 'PROXY_ID'];

/** One identity document shows one person: with principal and proxy both unconfirmed, two are needed. */
function unfilledPeople(
  asked: readonly MaterialSlot[],
  handedIn: readonly DocumentKind[],
  fits: (slot: MaterialSlot, kind: DocumentKind) => boolean,
): MaterialSlot[] {
  let left = [...handedIn];
  return peoplesPapers.filter((slot) => {
    if (!asked.includes(slot)) return false;
    const named = left.indexOf(slot);
    const at = named >= 0 ? named : left.findIndex((kind) => fits(slot, kind));
    if (at < 0) return true;
    left = left.toSpliced(at, 1);
    return false;
  });
}

/** The slots still empty, in the order of the slip, each with the documents of which any one fills it. */
export function missingMaterials(input: StageInput): Decision['missing'] {
  const { request, materials } = input;
  const { city, proxy } = request;
  const asked = slotsAsked(input);
  const fits = (slot: MaterialSlot, kind: DocumentKind) =>
    fills(materials, slot, city, kind, proxy?.relation);
  const people = unfilledPeople(asked, request.materials, fits);
  const empty = MaterialSlot.options.filter((slot) => {
    if (!asked.includes(slot)) return false;
    if (peoplesPapers.includes(slot)) return people.includes(slot);
    return !request.materials.some((kind) => fits(slot, kind));
  });
  // A proof of dwelling will prove the address as well: it is asked for once.
  const once = empty.filter((slot) => slot !== 'ADDRESS_PROOF' || !empty.includes('HOUSING_PROOF'));
  return once.map((slot) => ({
    slot,
    anyOf: documentsFor(materials, slot, city, proxy?.relation),
  }));
}
