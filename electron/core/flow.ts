// The journey's rules: which verb may come at which screen, and step(journey, event) -> journey. Pure.
// Must not ask a device, the clock, the database or upstream: session.ts does and reports here as events.
import type { MethodName, ScreenName } from '../contract.ts';
import type {
  CaseNumber,
  Decision,
  Failure,
  FailureCode,
  Ground,
  IdCard,
  MaterialSlot,
  Permit,
  PrintOutcome,
  VerifiedFacts,
} from '../domain.ts';
import type { Journey, Paper, Purpose } from './journey.ts';
import { missingPapers, nobody, papersComplete, photoReady } from './journey.ts';

/** Where each verb is heard; anywhere else it is answered with `not-now` and changes nothing. */
export const heardAt = {
  'kiosk.state': 'any',
  'session.touch': 'any',
  'session.back': 'any',
  'session.quit': 'any',
  'session.extend': 'any',
  'comfort.set': 'any',
  'staff.call': 'any',
  'staff.dismiss': 'any',
  'problem.acknowledge': 'any',
  'demo.place-card': 'any',
  'home.choose': [
    'home',
    'see-status',
    'see-problem',
    'see-eligibility',
    'confirm-print',
    'confirm-identity',
  ],
  'identity.confirm': ['confirm-identity'],
  'eligibility.continue': ['see-eligibility'],
  'ground.choose': ['choose-ground'],
  'papers.start': ['list-papers'],
  'papers.add': ['take-paper'],
  'papers.remove': ['list-papers'],
  'papers.done': ['list-papers'],
  'papers.not-all': ['list-papers'],
  'missing.print': ['see-missing'],
  'photo.take': ['take-photo'],
  'photo.retake': ['take-photo'],
  'photo.accept': ['take-photo'],
  'photo.use-on-file': ['take-photo'],
  'answers.change': ['check-answers'],
  'answers.confirm': ['check-answers'],
  'mobile.enter': ['enter-mobile'],
  'consent.refuse': ['give-consent'],
  'case.submit': ['give-consent'],
  'code.scanned': ['home', 'scan-code'],
  'permit.print': ['confirm-print'],
  'print.collected': ['collect-print'],
} as const satisfies Record<MethodName, 'any' | readonly ScreenName[]>;

export type FlowEvent =
  | { readonly kind: 'service-chosen'; readonly purpose: Purpose }
  | { readonly kind: 'card-read'; readonly card: IdCard; readonly draftFound: boolean }
  | { readonly kind: 'look-up-started' }
  | { readonly kind: 'facts-arrived'; readonly facts: VerifiedFacts | null }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'ground-needed' }
  | { readonly kind: 'ground-chosen'; readonly ground: Ground }
  | { readonly kind: 'draft-reopened'; readonly draft: Journey }
  | { readonly kind: 'identity-asked' }
  | { readonly kind: 'eligibility-seen' }
  | { readonly kind: 'paper-started'; readonly slot: MaterialSlot }
  | { readonly kind: 'paper-added'; readonly paper: Paper }
  | { readonly kind: 'paper-removed'; readonly slot: MaterialSlot }
  | { readonly kind: 'papers-done' }
  | { readonly kind: 'papers-lacking' }
  | {
      readonly kind: 'notice-print';
      readonly printing: boolean;
      readonly outcome: PrintOutcome | null;
    }
  | { readonly kind: 'photo-taken'; readonly jpeg: string }
  | { readonly kind: 'photo-refused'; readonly code: FailureCode }
  | { readonly kind: 'photo-dropped' }
  | { readonly kind: 'photo-accepted' }
  | { readonly kind: 'photo-reused' }
  | { readonly kind: 'change-asked'; readonly row: 'ground' | 'mobile' | 'papers' | 'photo' }
  | { readonly kind: 'mobile-entered'; readonly mobile: string }
  | { readonly kind: 'answers-confirmed' }
  | { readonly kind: 'submit-started' }
  | { readonly kind: 'submit-refused'; readonly failure: Failure }
  | { readonly kind: 'submitted'; readonly receipt: NonNullable<Journey['receipt']> }
  | {
      readonly kind: 'receipt-printed';
      readonly caseNumber: CaseNumber;
      readonly outcome: PrintOutcome;
    }
  | {
      readonly kind: 'case-moved';
      readonly caseNumber: CaseNumber;
      readonly status: NonNullable<Journey['receipt']>['status'];
    }
  | { readonly kind: 'status-found'; readonly status: NonNullable<Journey['status']> }
  | { readonly kind: 'permit-found'; readonly permit: Permit }
  | { readonly kind: 'print-started'; readonly serial: string }
  | { readonly kind: 'print-ended'; readonly outcome: PrintOutcome }
  | { readonly kind: 'refused'; readonly refusal: NonNullable<Journey['refusal']> }
  | { readonly kind: 'problem-met'; readonly failure: Failure }
  | { readonly kind: 'problem-seen' }
  | { readonly kind: 'went-back' }
  | { readonly kind: 'left' };

/** After papers or a changed row: the next thing this application still needs. */
function nextTask(journey: Journey): Journey {
  if (!papersComplete(journey)) return { ...journey, screen: 'list-papers' };
  if (!photoReady(journey)) return { ...journey, screen: 'take-photo' };
  return { ...journey, screen: 'check-answers', changing: false };
}

const backFrom: Readonly<Partial<Record<ScreenName, (journey: Journey) => Journey>>> = {
  'place-card': () => nobody,
  'confirm-identity': () => nobody,
  'choose-ground': (journey) => ({ ...journey, screen: 'confirm-identity' }),
  'see-eligibility': (journey) => {
    if (journey.purpose !== 'application') return nobody;
    const groundGiven = journey.facts === null || journey.facts.grounds.length === 0;
    return { ...journey, screen: groundGiven ? 'choose-ground' : 'confirm-identity' };
  },
  'list-papers': (journey) => ({ ...journey, screen: 'see-eligibility' }),
  'take-paper': (journey) => ({ ...journey, screen: 'list-papers', slot: null }),
  'see-missing': (journey) => ({ ...journey, screen: 'list-papers' }),
  'take-photo': (journey) => ({
    ...journey,
    screen: journey.papers.length > 0 ? 'list-papers' : 'see-eligibility',
  }),
  'check-answers': (journey) => ({ ...journey, screen: 'take-photo' }),
  'enter-mobile': (journey) => ({ ...journey, screen: 'check-answers' }),
  'give-consent': (journey) => ({ ...journey, screen: 'check-answers' }),
  'scan-code': () => nobody,
  'see-status': () => nobody,
  'confirm-print': () => nobody,
  'see-problem': () => nobody,
  'see-receipt': () => nobody,
};

/** True when 返回 has somewhere to go. */
export function canGoBack(journey: Journey): boolean {
  return backFrom[journey.screen] !== undefined && journey.screen !== 'see-receipt';
}

function goBack(journey: Journey): Journey {
  // A row being changed goes back to the answers as they were; a first walk goes one screen back.
  if (
    journey.changing &&
    papersComplete(journey) &&
    photoReady(journey) &&
    journey.screen !== 'take-paper'
  ) {
    return { ...journey, screen: 'check-answers', changing: false };
  }
  return backFrom[journey.screen]?.(journey) ?? journey;
}

/** One step of the journey. Every step but a problem clears the last problem. */
export function step(before: Journey, event: FlowEvent): Journey {
  const journey: Journey = before.problem === null ? before : { ...before, problem: null };
  switch (event.kind) {
    case 'service-chosen':
      return event.purpose === 'status'
        ? { ...nobody, purpose: 'status', screen: 'scan-code' }
        : { ...nobody, purpose: event.purpose, card: journey.card, screen: 'place-card' };
    case 'card-read':
      return { ...journey, card: event.card, draftFound: event.draftFound };
    case 'look-up-started':
      return { ...journey, screen: 'please-wait', waitingFor: 'look-up' };
    case 'identity-asked':
      return { ...journey, purpose: 'application', screen: 'confirm-identity' };
    case 'facts-arrived':
      return {
        ...journey,
        asked: true,
        facts: event.facts,
        ground: event.facts?.grounds[0] ?? journey.ground,
        mobile: journey.mobile ?? event.facts?.mobile ?? null,
      };
    case 'ground-needed':
      return { ...journey, screen: 'choose-ground' };
    case 'ground-chosen':
      // Another ground wants another proof: what answered the old one is not kept as if it did.
      return event.ground === journey.ground
        ? journey
        : {
            ...journey,
            ground: event.ground,
            papers: journey.papers.filter(
              (paper) => paper.slot === 'IDENTITY_DOC' || paper.slot === 'ADDRESS_PROOF',
            ),
          };
    case 'decided':
      return {
        ...journey,
        decision: event.decision,
        screen: afterDecision(journey, event.decision),
      };
    case 'draft-reopened':
      return { ...event.draft, draftFound: false, problem: null };
    case 'eligibility-seen':
      if (journey.decision?.outcome === 'rejected' || journey.decision?.outcome === 'staff_review')
        return nobody;
      if (!papersComplete(journey)) return { ...journey, screen: 'list-papers' };
      return {
        ...journey,
        screen: photoReady(journey) && journey.changing ? 'check-answers' : 'take-photo',
      };
    case 'paper-started':
      return { ...journey, screen: 'take-paper', slot: event.slot };
    case 'paper-added':
      return {
        ...journey,
        screen: 'list-papers',
        slot: null,
        papers: [...journey.papers.filter((paper) => paper.slot !== event.paper.slot), event.paper],
      };
    case 'paper-removed':
      return { ...journey, papers: journey.papers.filter((paper) => paper.slot !== event.slot) };
    case 'papers-done':
      if (!papersComplete(journey)) return { ...journey, problem: { code: 'papers-incomplete' } };
      return journey.changing ? nextTask(journey) : { ...journey, screen: 'take-photo' };
    case 'papers-lacking':
      return { ...journey, screen: 'see-missing', notice: { printing: false, outcome: null } };
    case 'notice-print':
      return { ...journey, notice: { printing: event.printing, outcome: event.outcome } };
    case 'photo-taken':
      return {
        ...journey,
        photo: { jpeg: event.jpeg },
        photoOnFile: false,
        photoAttempts: journey.photoAttempts + 1,
      };
    case 'photo-refused':
      return {
        ...journey,
        photoAttempts: journey.photoAttempts + 1,
        problem: { code: event.code },
      };
    case 'photo-dropped':
      return { ...journey, photo: null, photoOnFile: false };
    case 'photo-accepted':
      return journey.photo === null ? journey : nextTask(journey);
    case 'photo-reused':
      return nextTask({ ...journey, photo: null, photoOnFile: true });
    case 'change-asked':
      return changeRow({ ...journey, changing: true }, event.row);
    case 'mobile-entered':
      return { ...journey, mobile: event.mobile, screen: 'check-answers', changing: false };
    case 'answers-confirmed':
      return papersComplete(journey) && photoReady(journey)
        ? { ...journey, screen: 'give-consent' }
        : nextTask(journey);
    case 'submit-started':
      return { ...journey, screen: 'please-wait', waitingFor: 'submit' };
    case 'submit-refused':
      return { ...journey, screen: 'give-consent', problem: event.failure };
    case 'submitted':
      // The case is sealed: what the kiosk knew of the person ends here.
      return { ...nobody, purpose: 'application', screen: 'see-receipt', receipt: event.receipt };
    case 'receipt-printed':
      return journey.receipt?.caseNumber === event.caseNumber
        ? { ...before, receipt: { ...journey.receipt, outcome: event.outcome } }
        : before;
    case 'case-moved':
      return moveCase(before, event.caseNumber, event.status);
    case 'status-found':
      return { ...journey, screen: 'see-status', status: event.status };
    case 'permit-found':
      return { ...journey, purpose: 'paper_copy', screen: 'confirm-print', permit: event.permit };
    case 'print-started':
      return {
        ...journey,
        screen: 'wait-for-print',
        print: { serial: event.serial, outcome: null },
      };
    case 'print-ended':
      return {
        ...journey,
        screen: 'collect-print',
        permit: null,
        print: { serial: journey.print?.serial ?? '', outcome: event.outcome },
      };
    case 'refused':
      return { ...journey, screen: 'see-problem', refusal: event.refusal };
    case 'problem-met':
      return { ...journey, problem: event.failure };
    case 'problem-seen':
      return journey;
    case 'went-back':
      return goBack(journey);
    case 'left':
      return nobody;
  }
}

/** Papers taken one after the other change the decision, not the screen; everything else shows the answer first. */
function afterDecision(journey: Journey, decision: Decision): ScreenName {
  const inPapers = journey.screen === 'list-papers' || journey.screen === 'take-paper';
  const open = decision.outcome === 'accepted' || decision.outcome === 'missing_materials';
  return inPapers && open ? journey.screen : 'see-eligibility';
}

function changeRow(journey: Journey, row: 'ground' | 'mobile' | 'papers' | 'photo'): Journey {
  switch (row) {
    case 'ground':
      return { ...journey, screen: 'choose-ground' };
    case 'mobile':
      return { ...journey, screen: 'enter-mobile' };
    case 'papers':
      return { ...journey, screen: 'list-papers' };
    case 'photo':
      return { ...journey, screen: 'take-photo' };
  }
}

function moveCase(
  journey: Journey,
  caseNumber: CaseNumber,
  status: NonNullable<Journey['receipt']>['status'],
): Journey {
  const receipt =
    journey.receipt?.caseNumber === caseNumber ? { ...journey.receipt, status } : journey.receipt;
  const known =
    journey.status?.caseNumber === caseNumber ? { ...journey.status, status } : journey.status;
  return { ...journey, receipt, status: known };
}

/** “Step n of 5” of an application; null elsewhere. */
export function stepNumber(journey: Journey): { number: number; of: number } | null {
  if (journey.purpose !== 'application') return null;
  const numbers: Partial<Record<ScreenName, number>> = {
    'place-card': 1,
    'confirm-identity': 1,
    'choose-ground': 2,
    'see-eligibility': 2,
    'list-papers': 3,
    'take-paper': 3,
    'see-missing': 3,
    'take-photo': 3,
    'check-answers': 4,
    'enter-mobile': 4,
    'give-consent': 5,
  };
  const number = numbers[journey.screen];
  return number === undefined ? null : { number, of: 5 };
}

/** Slots the papers list shows: what is still missing and what was already taken, in a steady order. */
export function paperSlots(
  journey: Journey,
  anyOf: (slot: MaterialSlot) => readonly string[],
): { slot: MaterialSlot; anyOf: string[] }[] {
  const taken = journey.papers.map((paper) => ({
    slot: paper.slot,
    anyOf: [...anyOf(paper.slot)],
  }));
  const missing = missingPapers(journey).map((item) => ({
    slot: item.slot,
    anyOf: [...item.anyOf],
  }));
  return [...taken, ...missing.filter((item) => !taken.some((row) => row.slot === item.slot))];
}
