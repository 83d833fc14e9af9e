// Where 返回 leads from each screen. Pure; must not step the journey forward (flow.ts).
import type { ScreenName } from '../contract.ts';
import type { Journey } from './journey.ts';
import { photoScreen } from './next-task.ts';
import {
  asksForLink,
  mobileWanting,
  nobody,
  papersComplete,
  photoReady,
  wantsPhoto,
} from './journey.ts';

type Way = (journey: Journey) => Journey;
const home: Way = () => nobody;
const to =
  (screen: ScreenName): Way =>
  (journey) => ({ ...journey, screen });

/** The screen before the papers: where the service was chosen in its details. */
function beforePapers(journey: Journey): ScreenName {
  if (journey.purpose === 'endorsement') return 'confirm-endorsement';
  if (journey.purpose === 'item_change') return 'choose-change';
  if (journey.acting?.role === 'declarer') return 'enter-person';
  if (journey.purpose === 'cancellation') return 'choose-cancellation';
  if (journey.physical !== null) return 'choose-delivery';
  return 'see-eligibility';
}

function beforeAnswers(journey: Journey): ScreenName {
  if (wantsPhoto(journey)) return photoScreen(journey);
  return journey.papers.length > 0 ? 'list-papers' : beforePapers(journey);
}

function beforeEligibility(journey: Journey): Journey {
  // Not offered here: nobody was asked for a card.
  if (journey.card === null) return nobody;
  switch (journey.purpose) {
    case 'application': {
      const groundGiven = journey.facts === null || journey.facts.grounds.length === 0;
      return { ...journey, screen: groundGiven ? 'choose-ground' : 'confirm-identity' };
    }
    case 'item_change':
      return journey.item === null ? nobody : { ...journey, screen: 'choose-change' };
    case 'cancellation':
      return journey.target === null ? nobody : { ...journey, screen: 'choose-cancellation' };
    case 'endorsement':
    case 'physical_first_issue':
    case 'physical_reissue':
    case 'physical_exchange':
    case 'paper_copy':
    case 'presentation':
    case 'status':
    case 'verification':
    case null:
      return nobody;
  }
}

/** With two people: the first card again, then the choice before it. */
function beforeCard({ acting, physical }: Journey): Journey {
  if (physical !== null) return { ...nobody, screen: 'choose-card' };
  if (acting === null) return nobody;
  if (acting.role === 'declarer') return { ...nobody, screen: 'choose-declarer' };
  return {
    ...nobody,
    acting: { ...acting, card: null, relation: null, relationConfirmed: false },
    screen: 'choose-family-service',
  };
}

function beforePhoto(journey: Journey): Journey {
  if (asksForLink(journey)) return nobody;
  const screen = journey.papers.length > 0 ? 'list-papers' : beforePapers(journey);
  return { ...journey, screen };
}

const ways: Readonly<Partial<Record<ScreenName, Way>>> = {
  'see-more': home,
  'choose-card': () => ({ ...nobody, screen: 'see-more' }),
  'tell-loss': to('confirm-identity'),
  'choose-delivery': (journey) => ({
    ...journey,
    screen: journey.physical?.need === 'lost' ? 'tell-loss' : 'confirm-identity',
  }),
  'choose-principal': home,
  'choose-family-service': () => ({ ...nobody, screen: 'choose-principal' }),
  'choose-declarer': () => ({ ...nobody, screen: 'see-more' }),
  'choose-relation': (journey) =>
    asksForLink(journey) ? nobody : { ...journey, screen: 'confirm-identity' },
  'place-card': beforeCard,
  'enter-person': (journey) =>
    journey.acting?.role === 'declarer'
      ? { ...journey, acting: { ...journey.acting, card: null }, screen: 'place-card' }
      : { ...journey, screen: 'place-card' },
  'confirm-identity': home,
  'choose-ground': (journey) =>
    journey.purpose === 'endorsement' ? nobody : { ...journey, screen: 'confirm-identity' },
  'see-eligibility': beforeEligibility,
  'confirm-endorsement': home,
  'choose-change': to('confirm-identity'),
  'choose-cancellation': to('confirm-identity'),
  'confirm-cancellation': to('choose-cancellation'),
  'list-papers': (journey) => ({ ...journey, screen: beforePapers(journey) }),
  'take-paper': (journey) => ({ ...journey, screen: 'list-papers', slot: null }),
  'see-missing': to('list-papers'),
  'give-face-consent': beforePhoto,
  'take-photo': beforePhoto,
  'see-forgotten': home,
  'check-answers': (journey) => ({ ...journey, screen: beforeAnswers(journey) }),
  // A card's number is asked before its answers are looked over.
  'enter-mobile': (journey) => ({
    ...journey,
    screen: mobileWanting(journey) ? 'choose-delivery' : 'check-answers',
  }),
  'give-consent': (journey) =>
    journey.notice.asking
      ? { ...journey, screen: 'see-missing', notice: { ...journey.notice, asking: false } }
      : { ...journey, screen: 'check-answers' },
  'scan-code': home,
  'see-status': home,
  'confirm-print': home,
  'show-permit': home,
  'see-verification': home,
  'see-problem': home,
};

/** True when 返回 has somewhere to go. */
export function canGoBack(journey: Journey): boolean {
  return ways[journey.screen] !== undefined;
}

/** One screen back; a row being changed goes back to the answers as they were. */
export function goBack(journey: Journey): Journey {
  if (
    journey.changing &&
    papersComplete(journey) &&
    photoReady(journey) &&
    journey.screen !== 'take-paper'
  ) {
    return { ...journey, screen: 'check-answers', changing: false };
  }
  return ways[journey.screen]?.(journey) ?? journey;
}
