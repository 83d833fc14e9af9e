// One person's visit as plain data: what flow.ts steps over, session.ts runs and drafts.ts seals.
// Knows no device, no clock and no upstream. The schema also guards what comes back from a sealed draft.
import { z } from 'zod';
import { CardNeed, CardService, CardTold, CheckedPermit, Purpose, Screen } from '../contract.ts';
import {
  CancellationTarget,
  CaseNumber,
  CaseStatus,
  ChangeItem,
  Consent,
  Decision,
  Declarer,
  Failure,
  Ground,
  IdCard,
  Instant,
  IsoDate,
  Material,
  MaterialSlot,
  NoticeGiven,
  Permit,
  PrincipalNeed,
  PrintOutcome,
  Relation,
  Reminder,
  Service,
  VerifiedFacts,
} from '../domain.ts';

export type { CardNeed, Purpose } from '../contract.ts';

const screenNames = Screen.options.map((option) => option.shape.name.value);

/** A paper as photographed, with the small picture the person sees in the list. */
export const Paper = Material.extend({ thumbnail: z.base64() });
export type Paper = z.infer<typeof Paper>;

/** Whoever stands at the window for somebody else; `card` null until theirs was read. */
export const Acting = z.discriminatedUnion('role', [
  /** 代办: a guardian or close relative. */
  z.strictObject({
    role: z.literal('proxy'),
    need: PrincipalNeed,
    card: IdCard.nullable(),
    relation: Relation.nullable(),
    relationConfirmed: z.boolean(),
  }),
  /** Reports that the person of the visit left. */
  z.strictObject({ role: z.literal('declarer'), as: Declarer, card: IdCard.nullable() }),
]);
export type Acting = z.infer<typeof Acting>;

export const Journey = z.strictObject({
  screen: z.enum(screenNames),
  purpose: Purpose.nullable(),
  /** The person the visit is about: with a proxy, the principal. */
  card: IdCard.nullable(),
  acting: Acting.nullable(),
  /** Upstream was asked; `facts` null then means that it did not answer. */
  asked: z.boolean(),
  facts: VerifiedFacts.nullable(),
  decision: Decision.nullable(),
  ground: Ground.nullable(),
  papers: z.array(Paper).readonly(),
  slot: MaterialSlot.nullable(),
  photo: z.strictObject({ jpeg: z.base64() }).nullable(),
  photoOnFile: z.boolean(),
  /** Given before the camera sees a face. */
  faceConsent: Consent.nullable(),
  photoAttempts: z.number().int(),
  mobile: z.string().nullable(),
  /** Item change: what changes, and the new value where card or registration tell it. */
  item: ChangeItem.nullable(),
  newValue: z.string().max(100).nullable(),
  /** Cancellation: what ends. */
  target: CancellationTarget.nullable(),
  /** A physical card: which, and what is told of it; `address` is the permit's. */
  physical: z
    .strictObject({
      need: CardNeed,
      lostOn: IsoDate.nullable(),
      by: CardTold.shape.by.nullable(),
      address: z.string().max(100).nullable(),
    })
    .nullable(),
  /** The person came from “check answers” to change one row and goes back there. */
  changing: z.boolean(),
  draftFound: z.boolean(),
  waitingFor: z.enum(['look-up', 'submit']),
  problem: Failure.nullable(),
  notice: z.strictObject({
    printing: z.boolean(),
    outcome: PrintOutcome.nullable(),
    /** Consent is asked for the incomplete case of a notice, not for a whole one. */
    asking: z.boolean(),
  }),
  /** The incomplete case this visit goes on with, and what its notice told. */
  noticed: NoticeGiven.extend({ caseNumber: CaseNumber }).nullable(),
  /** A notice was shown to the scanner: only its own person's card opens that case. */
  scanned: CaseNumber.nullable(),
  /** The slip of what was refused. */
  refusalPrint: z.strictObject({ printing: z.boolean(), outcome: PrintOutcome.nullable() }),
  receipt: z
    .strictObject({
      service: Service,
      caseNumber: CaseNumber,
      status: CaseStatus,
      promisedDueOn: IsoDate.nullable(),
      promisedWorkingDays: z.number().int().nullable(),
      newValidTo: IsoDate.nullable(),
      card: CardTold.optional(),
      reminder: Reminder.nullable(),
      outcome: PrintOutcome.nullable(),
    })
    .nullable(),
  status: z
    .strictObject({
      caseNumber: CaseNumber,
      status: CaseStatus,
      reason: z.string().nullable(),
      service: Service,
      acceptedOn: IsoDate,
      promisedDueOn: IsoDate.nullable(),
      stale: z.boolean(),
      notice: NoticeGiven.nullable(),
    })
    .nullable(),
  permit: Permit.nullable(),
  /** The member of the visit lets whoever acts show and print for them, or is asked to. */
  memberLink: z.strictObject({ linked: z.boolean(), asking: z.boolean() }).nullable(),
  /** 亮证: what is on the screen. The code leaves with it. */
  shown: z
    .strictObject({
      permit: Permit,
      standing: z.enum(['active', 'suspended']),
      code: z.strictObject({ token: z.string(), goodUntil: Instant }).nullable(),
    })
    .nullable(),
  checked: CheckedPermit.nullable(),
  print: z.strictObject({ serial: z.string(), outcome: PrintOutcome.nullable() }).nullable(),
  refusal: z
    .strictObject({
      failure: Failure,
      next: z.enum(['staff', 'police-branch', 'try-again', 'apply', 'later']),
    })
    .nullable(),
});
export type Journey = z.infer<typeof Journey>;

/** Nobody at the window. */
export const nobody: Journey = {
  screen: 'home',
  purpose: null,
  card: null,
  acting: null,
  asked: false,
  facts: null,
  decision: null,
  ground: null,
  papers: [],
  slot: null,
  photo: null,
  photoOnFile: false,
  faceConsent: null,
  photoAttempts: 0,
  mobile: null,
  item: null,
  newValue: null,
  target: null,
  physical: null,
  changing: false,
  draftFound: false,
  waitingFor: 'look-up',
  problem: null,
  notice: { printing: false, outcome: null, asking: false },
  noticed: null,
  scanned: null,
  refusalPrint: { printing: false, outcome: null },
  receipt: null,
  status: null,
  permit: null,
  memberLink: null,
  shown: null,
  checked: null,
  print: null,
  refusal: null,
};

export const cardServices = CardService.options;

/** True when a courier has no number to call. */
export function mobileWanting({ physical, mobile }: Journey): boolean {
  return physical?.by === 'courier' && !/^1\d{10}$/.test(mobile ?? '');
}

/** True when a physical card's case has what it needs beside papers; every other case is. */
export function cardReady(journey: Journey): boolean {
  const { physical } = journey;
  if (physical === null) return true;
  const told = physical.need !== 'lost' || physical.lostOn !== null;
  return told && physical.by !== null && !mobileWanting(journey);
}

/** What a draft is kept under: with two people both cards are needed to open it again. */
export function draftKeyOf({ card, acting }: Pick<Journey, 'card' | 'acting'>): string | null {
  if (card === null) return null;
  return acting === null ? card.idNumber : `${acting.card?.idNumber ?? ''}+${card.idNumber}`;
}

/** A holder's own cancellation is asked twice instead of consented to; a proxy's likewise. A report of a departure is not. */
export function asksTwice({ purpose, acting }: Journey): boolean {
  return purpose === 'cancellation' && acting?.role !== 'declarer';
}

/** The papers with this one in its slot. */
export function withPaper({ papers }: Journey, paper: Paper): Journey['papers'] {
  return [...papers.filter(({ slot }) => slot !== paper.slot), paper];
}

/** Slots still empty, the photo apart: it has its own step. */
export function missingPapers(journey: Journey): Decision['missing'] {
  return (journey.decision?.missing ?? []).filter((item) => item.slot !== 'PHOTO');
}

/** True once no paper is missing. */
export function papersComplete(journey: Journey): boolean {
  return missingPapers(journey).length === 0;
}

/** True while a family member is asked to let the other show and print for them. */
export function asksForLink({ memberLink }: Journey): boolean {
  return memberLink?.asking === true;
}

/** True when this visit hands in a photo: an application always, an item change when the photo is what changes. */
export function wantsPhoto(journey: Journey): boolean {
  return (
    journey.purpose === 'application' ||
    (journey.purpose === 'item_change' && journey.item === 'photo') ||
    asksForLink(journey)
  );
}

/** True when the photo step has what it needs. */
export function photoReady(journey: Journey): boolean {
  // A link rests on the face of this moment: an older photo does not show who stands here.
  const onFile = journey.photoOnFile && !asksForLink(journey);
  return !wantsPhoto(journey) || journey.photo !== null || onFile;
}

const submitting: ReadonlySet<Purpose | null> = new Set<Purpose | null>([
  'application',
  'endorsement',
  'item_change',
  'cancellation',
  ...cardServices,
]);

/**
 * A visit worth sealing: a case in progress of a person who said “that is me”. Not while the machine is at work: reopened,
 * it would wait for something that ended with the process; the draft before it stays.
 */
export function isDraft(journey: Journey): boolean {
  return (
    journey.card !== null &&
    journey.asked &&
    journey.screen !== 'please-wait' &&
    journey.receipt === null &&
    submitting.has(journey.purpose)
  );
}
