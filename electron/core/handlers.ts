// One line per verb: what each does for one kiosk. A verb heard at a screen where it makes no sense is `not-now`.
import type { CardNeed, Choice, Declarer, MethodName } from '../contract.ts';
import {
  addPaper,
  changeAnswer,
  chooseGround,
  confirmIdentity,
  enterMobile,
  removePaper,
  reusePhoto,
  takePhoto,
} from './application.ts';
import { codeArrived, serviceChosen } from './arrivals.ts';
import { agreeToFace, refuseFace } from './consents.ts';
import type { PublicHandlers, StaffVerb } from './dispatch.ts';
import { Refusal } from './dispatch.ts';
import type { FlowEvent } from './flow-events.ts';
import { enterPerson } from './enter-person.ts';
import { heardAt } from './heard.ts';
import type { Kiosk } from './kiosk.ts';
import { refuseHere } from './offers.ts';
import { chooseCard, chooseDelivery, tellLoss } from './physical-card.ts';
import { askForLink } from './member-link.ts';
import { chooseCancellation, chooseChange, confirmEndorsement } from './permit-services.ts';
import { refuseToKeep, wantNotice } from './one-time-notice.ts';
import { chooseRelation, choosePrincipal, mayDoWithoutCard } from './proxy-request.ts';
import { printRefusal } from './refusals.ts';
import { submitCase } from './submission.ts';
import { collectPrint, printPermit } from './permits.ts';

const done = {};

/** The verbs of this kiosk. */
export function createHandlers(kiosk: Kiosk): PublicHandlers {
  const { session } = kiosk;

  /** Throws `not-now` when the verb is not heard at the person's screen (a late tap, a second client). */
  function heard(method: Exclude<MethodName, StaffVerb>): void {
    const screens: 'any' | readonly string[] = heardAt[method];
    if (screens !== 'any' && !screens.includes(session.journey().screen))
      throw new Refusal('not-now');
    session.touch();
  }

  function verb<I>(
    method: Exclude<MethodName, StaffVerb>,
    work: (input: I) => unknown,
  ): (input: I) => Promise<Record<string, never>> {
    return async (input) => {
      heard(method);
      await work(input);
      return done;
    };
  }
  const advance = (event: FlowEvent) => session.advance(event);

  return {
    'kiosk.state': () => session.picture(),
    'session.touch': verb('session.touch', () => undefined),
    'session.back': verb('session.back', () => advance({ kind: 'went-back' })),
    'session.quit': verb('session.quit', () => session.quit()),
    'session.extend': verb('session.extend', () => session.extend()),
    'comfort.set': verb('comfort.set', (change: Parameters<typeof session.setComfort>[0]) =>
      session.setComfort(change),
    ),
    'staff.call': verb('staff.call', async () => {
      session.callStaff();
      await kiosk.audit({ kind: 'call.made', code: session.journey().screen });
    }),
    'staff.dismiss': verb('staff.dismiss', async () => {
      session.dismissStaff();
      await kiosk.audit({ kind: 'call.ended' });
    }),
    'home.choose': verb('home.choose', ({ service }: { service: Choice }) =>
      serviceChosen(kiosk, service),
    ),
    'home.more': verb('home.more', () => advance({ kind: 'more-opened' })),
    'home.family': verb('home.family', () => advance({ kind: 'family-asked' })),
    'home.departure': verb('home.departure', async () => {
      if (!(await refuseHere(kiosk, 'cancellation'))) await advance({ kind: 'departure-asked' });
    }),
    'principal.choose': verb(
      'principal.choose',
      ({ need }: { need: Parameters<typeof choosePrincipal>[1] }) => choosePrincipal(kiosk, need),
    ),
    'relation.choose': verb(
      'relation.choose',
      ({ relation }: { relation: Parameters<typeof chooseRelation>[1] }) =>
        chooseRelation(kiosk, relation),
    ),
    'declarer.choose': verb('declarer.choose', ({ declarer }: { declarer: Declarer }) =>
      advance({ kind: 'declarer-chosen', as: declarer }),
    ),
    'principal.no-card': verb('principal.no-card', () => {
      if (!mayDoWithoutCard(session.journey())) throw new Refusal('not-now');
      return advance({ kind: 'no-card-told' });
    }),
    'person.enter': verb('person.enter', (typed: Parameters<typeof enterPerson>[1]) =>
      enterPerson(kiosk, typed),
    ),
    'endorsement.confirm': verb(
      'endorsement.confirm',
      ({ stillResident }: { stillResident: boolean }) => confirmEndorsement(kiosk, stillResident),
    ),
    'change.choose': verb(
      'change.choose',
      ({ item }: { item: Parameters<typeof chooseChange>[1] }) => chooseChange(kiosk, item),
    ),
    'cancellation.choose': verb(
      'cancellation.choose',
      ({ target }: { target: Parameters<typeof chooseCancellation>[1] }) =>
        chooseCancellation(kiosk, target),
    ),
    'card.choose': verb('card.choose', ({ need }: { need: CardNeed }) => chooseCard(kiosk, need)),
    'card.lost': verb('card.lost', ({ lostOn }: { lostOn: string }) => tellLoss(kiosk, lostOn)),
    'delivery.choose': verb(
      'delivery.choose',
      ({ by }: { by: Parameters<typeof chooseDelivery>[1] }) => chooseDelivery(kiosk, by),
    ),
    'identity.confirm': verb('identity.confirm', ({ isMe }: { isMe: boolean }) =>
      confirmIdentity(kiosk, isMe),
    ),
    'eligibility.continue': verb('eligibility.continue', () =>
      advance({ kind: 'eligibility-seen' }),
    ),
    'link.ask': verb('link.ask', () => askForLink(kiosk)),
    'ground.choose': verb(
      'ground.choose',
      ({ ground }: { ground: 'housing' | 'employment' | 'schooling' }) =>
        chooseGround(kiosk, ground),
    ),
    'papers.start': verb('papers.start', (input: Parameters<typeof startPaper>[1]) =>
      startPaper(kiosk, input),
    ),
    'papers.add': verb('papers.add', (input: Parameters<typeof addPaper>[1]) =>
      addPaper(kiosk, input),
    ),
    'papers.remove': verb('papers.remove', ({ slot }: Parameters<typeof startPaper>[1]) =>
      removePaper(kiosk, slot),
    ),
    'papers.done': verb('papers.done', () => advance({ kind: 'papers-done' })),
    'papers.not-all': verb('papers.not-all', () => advance({ kind: 'papers-lacking' })),
    'missing.leave': verb('missing.leave', () => advance({ kind: 'left' })),
    'refusal.print': verb('refusal.print', () => printRefusal(kiosk)),
    'missing.print': verb('missing.print', () => wantNotice(kiosk)),
    'face.agree': verb('face.agree', () => agreeToFace(kiosk)),
    'face.decline': verb('face.decline', () => refuseFace(kiosk)),
    'photo.take': verb(
      'photo.take',
      ({ image, measures }: { image: string; measures: Parameters<typeof takePhoto>[2] }) =>
        takePhoto(kiosk, image, measures),
    ),
    'photo.retake': verb('photo.retake', () => advance({ kind: 'photo-dropped' })),
    'photo.accept': verb('photo.accept', () => advance({ kind: 'photo-accepted' })),
    'photo.use-on-file': verb('photo.use-on-file', () => reusePhoto(kiosk)),
    'answers.change': verb(
      'answers.change',
      ({ row }: { row: Parameters<typeof changeAnswer>[1] }) => changeAnswer(kiosk, row),
    ),
    'answers.confirm': verb('answers.confirm', () => advance({ kind: 'answers-confirmed' })),
    'mobile.enter': verb('mobile.enter', ({ mobile }: { mobile: string }) =>
      enterMobile(kiosk, mobile),
    ),
    'consent.refuse': verb('consent.refuse', () =>
      session.journey().notice.asking ? refuseToKeep(kiosk) : session.quit(),
    ),
    'case.submit': ({ noticeVersion }) => {
      heard('case.submit');
      return submitCase(kiosk, noticeVersion);
    },
    'code.scanned': verb('code.scanned', ({ text }: { text: string }) => {
      // Who has begun something for another is not taken away from it by a slip that came before the scanner.
      const { screen, acting } = session.journey();
      if (screen === 'place-card' && acting !== null) throw new Refusal('not-now');
      return codeArrived(kiosk, text);
    }),
    'permit.print': verb('permit.print', () => printPermit(kiosk)),
    'print.collected': verb('print.collected', ({ whole }: { whole: boolean }) =>
      collectPrint(kiosk, whole),
    ),
    'problem.acknowledge': verb('problem.acknowledge', () => advance({ kind: 'problem-seen' })),
    'demo.place-card': verb('demo.place-card', ({ card }: { card: string }) => {
      if (kiosk.placeDemoCard?.(card) !== true) throw new Refusal('not-allowed');
    }),
  };
}

function startPaper(
  kiosk: Kiosk,
  { slot }: { slot: Parameters<typeof removePaper>[1] },
): Promise<void> {
  return kiosk.session.advance({ kind: 'paper-started', slot });
}
