// The journey's rules: step(journey, event) -> journey. Pure.
// Must not ask a device, the clock, the database or upstream: session.ts does and reports here as events.
import type { CaseNumber, ChangeItem } from '../domain.ts';
import type { ChangeableRow, FlowEvent } from './flow-events.ts';
import { stepActing } from './flow-acting.ts';
import { stepCard } from './flow-card.ts';
import type { Journey } from './journey.ts';
import { cardReady, nobody, papersComplete, photoReady, withPaper } from './journey.ts';
import { afterDecision, afterPaper, nextTask, photoScreen } from './next-task.ts';
import { consentAsked, cutOff, stepNotice } from './notice-steps.ts';
import { goBack } from './way-back.ts';

/** One step of the journey. Every step but a problem clears the last problem. */
export function step(before: Journey, event: FlowEvent): Journey {
  const journey: Journey = before.problem === null ? before : { ...before, problem: null };
  switch (event.kind) {
    case 'service-chosen':
      return event.purpose === 'status' || event.purpose === 'verification'
        ? { ...nobody, purpose: event.purpose, screen: 'scan-code' }
        : {
            ...nobody,
            purpose: event.purpose,
            card: journey.card,
            acting: journey.acting,
            memberLink: journey.memberLink?.linked === true ? journey.memberLink : null,
            screen: 'place-card',
          };
    case 'card-asked':
    case 'card-need-chosen':
    case 'card-address-found':
    case 'loss-told':
    case 'delivery-chosen':
      return stepCard(journey, event);
    case 'not-offered':
      return {
        ...nobody,
        purpose: event.purpose,
        decision: event.decision,
        screen: 'see-eligibility',
      };
    case 'card-read':
      return { ...journey, card: event.card, draftFound: event.draftFound };
    case 'application-begun':
      return { ...journey, purpose: 'application' };
    case 'look-up-started':
      return { ...journey, screen: 'please-wait', waitingFor: 'look-up' };
    case 'more-opened':
      return { ...nobody, screen: 'see-more' };
    case 'family-asked':
    case 'principal-chosen':
    case 'departure-asked':
    case 'declarer-chosen':
    case 'agent-card-read':
    case 'no-card-told':
    case 'departed-entered':
    case 'relation-answered':
    case 'relation-needed':
    case 'relation-chosen':
      return stepActing(journey, event);
    case 'identity-asked':
      return {
        ...journey,
        // A draft found on a card laid down at home brings its own purpose with it.
        purpose: journey.purpose ?? (journey.draftFound ? null : 'application'),
        screen: 'confirm-identity',
      };
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
      return afterDecision(journey, event.decision);
    case 'endorsement-confirmed':
      return nextTask(journey);
    case 'change-asked-for':
      // Another service: the notice told for the first one does not count for it.
      return {
        ...journey,
        purpose: 'item_change',
        screen: 'choose-change',
        noticed: journey.purpose === 'item_change' ? journey.noticed : null,
      };
    case 'item-chosen':
      return { ...journey, ...changedItem(journey, event.item), newValue: event.newValue };
    case 'cancellation-asked-for':
      return { ...journey, screen: 'choose-cancellation' };
    case 'target-chosen':
      return { ...journey, target: event.target };
    case 'draft-reopened':
      return {
        ...event.draft,
        draftFound: false,
        problem: null,
        notice: cutOff(event.draft.notice),
      };
    case 'eligibility-seen':
      if (journey.decision?.outcome === 'rejected' || journey.decision?.outcome === 'staff_review')
        return nobody;
      if (!papersComplete(journey)) return { ...journey, screen: 'list-papers' };
      return {
        ...journey,
        screen: photoReady(journey) && journey.changing ? 'check-answers' : photoScreen(journey),
      };
    case 'paper-started':
      return { ...journey, screen: 'take-paper', slot: event.slot };
    case 'paper-added':
      return afterPaper(
        { ...journey, slot: null, papers: withPaper(journey, event.paper) },
        event.decision,
      );
    case 'paper-removed':
      return { ...journey, papers: journey.papers.filter((paper) => paper.slot !== event.slot) };
    case 'papers-done':
      if (!papersComplete(journey)) return { ...journey, problem: { code: 'papers-incomplete' } };
      return nextTask(journey);
    case 'papers-lacking':
      return { ...journey, screen: 'see-missing' };
    case 'notice-wanted':
    case 'notice-print':
    case 'notice-filed':
    case 'notice-scanned':
    case 'case-reopened':
    case 'case-went-on':
    case 'decision-changed':
      return stepNotice(journey, event);
    case 'refusal-print':
      return {
        ...journey,
        refusalPrint: { printing: event.printing, outcome: event.outcome },
      };
    case 'face-agreed':
      return { ...journey, faceConsent: event.consent, screen: 'take-photo' };
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
      return cardReady(journey)
        ? { ...journey, mobile: event.mobile, screen: 'check-answers', changing: false }
        : nextTask({ ...journey, mobile: event.mobile });
    case 'answers-confirmed':
      if (journey.screen !== 'check-answers') return journey;
      return papersComplete(journey) && photoReady(journey) && cardReady(journey)
        ? { ...journey, screen: 'give-consent' }
        : nextTask(journey);
    case 'submit-started':
      return { ...journey, screen: 'please-wait', waitingFor: 'submit' };
    case 'submit-refused':
      return {
        ...journey,
        screen: consentAsked(journey),
        notice: { ...journey.notice, asking: false },
        problem: event.failure,
      };
    case 'submitted':
      // The case is sealed: what the kiosk knew of the person ends here.
      return {
        ...nobody,
        purpose: journey.purpose,
        screen: 'see-receipt',
        receipt: event.receipt,
      };
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
    case 'link-asked':
      return { ...journey, memberLink: { linked: false, asking: true } };
    case 'permit-shown':
      return { ...journey, screen: 'show-permit', shown: event.shown };
    case 'code-renewed':
      return journey.shown === null
        ? before
        : { ...before, shown: { ...journey.shown, code: event.code } };
    case 'permit-checked':
      return { ...journey, screen: 'see-verification', checked: event.checked };
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
      return {
        ...journey,
        screen: 'see-problem',
        refusal: event.refusal,
        refusalPrint: nobody.refusalPrint,
      };
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

/** Another item wants other papers: what answered the old one is not kept as if it did. */
function changedItem(
  journey: Journey,
  item: ChangeItem,
): Pick<Journey, 'item' | 'papers' | 'photo' | 'noticed'> {
  return journey.item === item
    ? { item, papers: journey.papers, photo: journey.photo, noticed: journey.noticed }
    : { item, papers: [], photo: null, noticed: null };
}

function changeRow(journey: Journey, row: ChangeableRow): Journey {
  switch (row) {
    case 'ground':
      return { ...journey, screen: 'choose-ground' };
    case 'change':
      return { ...journey, screen: 'choose-change' };
    case 'mobile':
      return { ...journey, screen: 'enter-mobile' };
    case 'papers':
      return { ...journey, screen: 'list-papers' };
    case 'photo':
      return { ...journey, screen: photoScreen(journey) };
    case 'lost-on':
      return { ...journey, screen: 'tell-loss' };
    case 'delivery':
      return { ...journey, screen: 'choose-delivery' };
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
