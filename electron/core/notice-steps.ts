// The journey's rules around the one-time notice: filed, printed, taken up again. Part of flow.ts; pure.
import type { ScreenName } from '../contract.ts';
import type { FlowEvent } from './flow-events.ts';
import { asksTwice } from './journey.ts';
import type { Journey } from './journey.ts';
import { afterDecision, mayGoOn, nextTask } from './next-task.ts';

type NoticeEvent = Extract<
  FlowEvent,
  {
    kind:
      | 'notice-wanted'
      | 'notice-print'
      | 'notice-filed'
      | 'notice-scanned'
      | 'case-reopened'
      | 'case-went-on'
      | 'decision-changed';
  }
>;

const changed: Journey['problem'] = { code: 'facts-changed' };

/** The screen from which a case is handed in, whole or not: a case that could not be stored goes back there. */
export function consentAsked(journey: Journey): ScreenName {
  if (journey.notice.asking) return 'see-missing';
  return asksTwice(journey) ? 'confirm-cancellation' : 'give-consent';
}

/** A notice that was being printed when the program ended: nobody knows whether it came out, so it may be printed again. */
export function cutOff(notice: Journey['notice']): Journey['notice'] {
  if (!notice.printing) return notice;
  return { ...notice, printing: false, outcome: { result: 'unknown', reason: 'unknown' } };
}

/** One step of the notice. */
export function stepNotice(journey: Journey, event: NoticeEvent): Journey {
  switch (event.kind) {
    case 'notice-wanted':
      return { ...journey, screen: 'give-consent', notice: { ...journey.notice, asking: true } };
    case 'notice-print':
      return {
        ...journey,
        notice: { ...journey.notice, printing: event.printing, outcome: event.outcome },
      };
    case 'notice-filed':
      return {
        ...journey,
        screen: 'see-missing',
        noticed: event.noticed,
        notice: { ...journey.notice, asking: false },
      };
    case 'notice-scanned':
      return { ...journey, scanned: event.caseNumber };
    case 'case-reopened':
      return { ...journey, ...event.handedIn, noticed: event.noticed, scanned: null };
    case 'case-went-on': {
      const { decision } = event;
      const problem = event.changed ? changed : null;
      // Whoever applied has seen that they may: straight to what is still missing.
      const shown =
        mayGoOn(decision) && journey.purpose === 'application'
          ? nextTask({ ...journey, decision })
          : afterDecision(journey, decision);
      return { ...shown, problem };
    }
    case 'decision-changed': {
      const { facts, decision, failure } = event;
      const photoOnFile = journey.photoOnFile && facts?.photoOnFile !== false;
      const known: Journey = { ...journey, facts, decision, photoOnFile };
      const shown: Journey = mayGoOn(decision)
        ? nextTask(known)
        : { ...known, screen: 'see-eligibility' };
      return { ...shown, problem: failure };
    }
  }
}
