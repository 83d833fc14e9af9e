// One person's visit as plain data: what flow.ts steps over, session.ts runs and drafts.ts seals.
// Knows no device, no clock and no upstream. The schema also guards what comes back from a sealed draft.
import { z } from 'zod';
import { Screen } from '../contract.ts';
import {
  CaseNumber,
  CaseStatus,
  Decision,
  Failure,
  Ground,
  IdCard,
  IsoDate,
  Material,
  MaterialSlot,
  Permit,
  PrintOutcome,
  Service,
  VerifiedFacts,
} from '../domain.ts';

export const Purpose = z.enum(['application', 'paper_copy', 'status']);
export type Purpose = z.infer<typeof Purpose>;

const screenNames = Screen.options.map((option) => option.shape.name.value);

/** A paper as photographed, with the small picture the person sees in the list. */
export const Paper = Material.extend({ thumbnail: z.base64() });
export type Paper = z.infer<typeof Paper>;

export const Journey = z.strictObject({
  screen: z.enum(screenNames),
  purpose: Purpose.nullable(),
  card: IdCard.nullable(),
  /** Upstream was asked; `facts` null then means that it did not answer. */
  asked: z.boolean(),
  facts: VerifiedFacts.nullable(),
  decision: Decision.nullable(),
  ground: Ground.nullable(),
  papers: z.array(Paper).readonly(),
  slot: MaterialSlot.nullable(),
  photo: z.strictObject({ jpeg: z.base64() }).nullable(),
  photoOnFile: z.boolean(),
  photoAttempts: z.number().int(),
  mobile: z.string().nullable(),
  /** The person came from “check answers” to change one row and goes back there. */
  changing: z.boolean(),
  draftFound: z.boolean(),
  waitingFor: z.enum(['look-up', 'submit']),
  problem: Failure.nullable(),
  notice: z.strictObject({ printing: z.boolean(), outcome: PrintOutcome.nullable() }),
  receipt: z
    .strictObject({
      caseNumber: CaseNumber,
      status: CaseStatus,
      promisedDueOn: IsoDate.nullable(),
      promisedWorkingDays: z.number().int().nullable(),
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
    })
    .nullable(),
  permit: Permit.nullable(),
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
  asked: false,
  facts: null,
  decision: null,
  ground: null,
  papers: [],
  slot: null,
  photo: null,
  photoOnFile: false,
  photoAttempts: 0,
  mobile: null,
  changing: false,
  draftFound: false,
  waitingFor: 'look-up',
  problem: null,
  notice: { printing: false, outcome: null },
  receipt: null,
  status: null,
  permit: null,
  print: null,
  refusal: null,
};

/** Slots still empty, the photo apart: it has its own step. */
export function missingPapers(journey: Journey): Decision['missing'] {
  return (journey.decision?.missing ?? []).filter((item) => item.slot !== 'PHOTO');
}

/** True once no paper is missing. */
export function papersComplete(journey: Journey): boolean {
  return missingPapers(journey).length === 0;
}

/** True when the photo step has what it needs. */
export function photoReady(journey: Journey): boolean {
  return journey.photo !== null || journey.photoOnFile;
}

/** A visit worth sealing: an application in progress of a person who said “that is me”. */
export function isDraft(journey: Journey): boolean {
  return (
    journey.card !== null &&
    journey.asked &&
    journey.receipt === null &&
    journey.purpose === 'application'
  );
}
