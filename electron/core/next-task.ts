// What a visit still needs, service by service: the next screen after an answer, the step shown, the papers listed. Pure.
// Must not step the journey (flow.ts).
import type { Purpose, ScreenName } from '../contract.ts';
import type { Decision, MaterialSlot } from '../domain.ts';
import type { Journey } from './journey.ts';
import {
  asksForLink,
  asksTwice,
  missingPapers,
  mobileWanting,
  nobody,
  papersComplete,
  photoReady,
} from './journey.ts';

/** What a physical card's case asks before its papers; null when it is all told. */
function cardTask(journey: Journey): ScreenName | null {
  const { physical } = journey;
  if (physical === null) return null;
  if (physical.need === 'lost' && physical.lostOn === null) return 'tell-loss';
  if (physical.by === null) return 'choose-delivery';
  return mobileWanting(journey) ? 'enter-mobile' : null;
}

/** The camera, or first the consent to it. */
export function photoScreen({ faceConsent }: Journey): ScreenName {
  return faceConsent === null ? 'give-face-consent' : 'take-photo';
}

/** After papers or a changed row: the next thing this case still needs. */
export function nextTask(journey: Journey): Journey {
  const card = cardTask(journey);
  if (card !== null) return { ...journey, screen: card };
  if (!papersComplete(journey)) return { ...journey, screen: 'list-papers' };
  if (!photoReady(journey)) return { ...journey, screen: photoScreen(journey) };
  if (asksTwice(journey)) return { ...journey, screen: 'confirm-cancellation' };
  return { ...journey, screen: 'check-answers', changing: false };
}

/** A case that can be filed, now or with papers; a reported departure is filed for staff to verify. */
export function mayGoOn(decision: Decision): boolean {
  return (
    decision.outcome === 'accepted' ||
    decision.outcome === 'missing_materials' ||
    decision.reasons.includes('VERIFY_DEPARTURE')
  );
}

/** A change that one paper proves begins with that paper: a list of one is a touch for nothing. 返回 leads to the list. */
function changeTask(journey: Journey): Journey {
  const [paper, more] = missingPapers(journey);
  return paper === undefined || more !== undefined
    ? nextTask(journey)
    : { ...journey, screen: 'take-paper', slot: paper.slot };
}

/** The screen that shows a decision. Papers taken one after the other change the decision, not the screen. */
export function afterDecision(journey: Journey, decision: Decision): Journey {
  const decided: Journey = { ...journey, decision, refusalPrint: nobody.refusalPrint };
  if (!mayGoOn(decision)) return { ...decided, screen: 'see-eligibility' };
  if (journey.screen === 'list-papers' || journey.screen === 'take-paper') return decided;
  switch (journey.purpose) {
    case 'endorsement':
      return { ...decided, screen: 'confirm-endorsement' };
    case 'item_change':
      return changeTask(decided);
    case 'physical_first_issue':
    case 'physical_reissue':
    case 'physical_exchange':
      return nextTask(decided);
    case 'cancellation':
      // A proxy's papers, or a declarer's, come first.
      if (!papersComplete(decided) || !asksTwice(decided)) return nextTask(decided);
      return { ...decided, screen: 'confirm-cancellation' };
    case 'presentation':
      return asksForLink(decided) ? nextTask(decided) : { ...decided, screen: 'see-eligibility' };
    case 'application':
    case 'paper_copy':
    case 'status':
    case 'verification':
    case null:
      return { ...decided, screen: 'see-eligibility' };
  }
}

/** After a paper: the next one at once, without a list in between; after the last the next task. */
export function afterPaper(journey: Journey, decision: Decision): Journey {
  const decided: Journey = { ...journey, decision };
  if (!mayGoOn(decision)) return { ...decided, screen: 'see-eligibility' };
  const [next] = missingPapers(decided);
  return next === undefined
    ? nextTask(decided)
    : { ...decided, screen: 'take-paper', slot: next.slot };
}

type Steps = Partial<Record<ScreenName, number>>;
const papersAt = (number: number): Steps => ({
  'list-papers': number,
  'take-paper': number,
  'see-missing': number,
  'give-face-consent': number,
  'take-photo': number,
});
const cardSteps = {
  of: 4,
  at: {
    'place-card': 1,
    'confirm-identity': 1,
    'see-eligibility': 2,
    'tell-loss': 2,
    'choose-delivery': 2,
    ...papersAt(2),
    'check-answers': 3,
    'enter-mobile': 3,
    'give-consent': 4,
  },
};
const steps: Readonly<Partial<Record<Purpose, { readonly of: number; readonly at: Steps }>>> = {
  physical_first_issue: cardSteps,
  physical_reissue: cardSteps,
  physical_exchange: cardSteps,
  application: {
    of: 5,
    at: {
      'place-card': 1,
      'confirm-identity': 1,
      'choose-relation': 1,
      'choose-ground': 2,
      'see-eligibility': 2,
      ...papersAt(3),
      'check-answers': 4,
      'enter-mobile': 4,
      'give-consent': 5,
    },
  },
  endorsement: {
    of: 4,
    at: {
      'place-card': 1,
      'confirm-identity': 1,
      'choose-relation': 1,
      'confirm-endorsement': 2,
      'choose-ground': 2,
      'see-eligibility': 2,
      ...papersAt(2),
      'check-answers': 3,
      'enter-mobile': 3,
      'give-consent': 4,
    },
  },
  item_change: {
    of: 5,
    at: {
      'place-card': 1,
      'confirm-identity': 1,
      'choose-relation': 1,
      'choose-change': 2,
      'see-eligibility': 2,
      ...papersAt(3),
      'check-answers': 4,
      'enter-mobile': 4,
      'give-consent': 5,
    },
  },
  cancellation: {
    of: 3,
    at: {
      'place-card': 1,
      'confirm-identity': 1,
      'choose-relation': 1,
      'choose-cancellation': 2,
      'see-eligibility': 2,
      ...papersAt(2),
      'confirm-cancellation': 3,
      'check-answers': 3,
      'enter-mobile': 3,
      'give-consent': 3,
    },
  },
};

/** “Step n of m” of a case in progress; null elsewhere. */
export function stepNumber(journey: Journey): { number: number; of: number } | null {
  if (journey.purpose === null) return null;
  const walk = steps[journey.purpose];
  const number = walk?.at[journey.screen];
  return walk === undefined || number === undefined ? null : { number, of: walk.of };
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
