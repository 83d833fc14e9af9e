// What upstream's answers mean for one case of the outbox: an acknowledgement to be verified, a later try, or a person. Pure.
import type { Answer } from './upstream-port.ts';

/** What came of one row; the word is upstream's or the wire's. */
export type Word =
  | { readonly kind: 'acknowledgement'; readonly jws: string }
  | {
      readonly kind: 'retry';
      readonly askFirst: boolean;
      readonly notBeforeMs: number;
      readonly why: string;
    }
  | {
      readonly kind: 'park';
      readonly state: 'needs-staff' | 'quarantined';
      readonly reason: string;
    };

/** 401, 403: about the kiosk (its clock, its enrolment), never about the case; put right, the same case is taken. */
export function isUnknownKiosk(status: number): boolean {
  return status === 401 || status === 403;
}

/** null: upstream does not have the case, it is to be sent. */
export function wordOf(answer: Answer<{ readonly acknowledgement: string } | null>): Word | null {
  switch (answer.kind) {
    case 'ok':
      return answer.value === null
        ? null
        : { kind: 'acknowledgement', jws: answer.value.acknowledgement };
    case 'conflict':
      return { kind: 'park', state: 'quarantined', reason: 'different-content' };
    case 'refused':
      if (isUnknownKiosk(answer.status))
        return { kind: 'retry', askFirst: false, notBeforeMs: 0, why: 'kiosk-not-known' };
      return {
        kind: 'park',
        state: 'needs-staff',
        reason: `${answer.status}-${answer.code}`.slice(0, 80),
      };
    case 'busy':
      return { kind: 'retry', askFirst: false, notBeforeMs: answer.retryAfterMs ?? 0, why: 'busy' };
    case 'away':
      return { kind: 'retry', askFirst: false, notBeforeMs: 0, why: 'away' };
    case 'silent':
    case 'nonsense':
      return { kind: 'retry', askFirst: true, notBeforeMs: 0, why: answer.kind };
  }
}

/** The word on one item of a batch that was not acknowledged. */
export function wordOfProblem(
  problem: { readonly status: number; readonly code: string } | undefined,
): Word {
  if (problem === undefined)
    return { kind: 'retry', askFirst: true, notBeforeMs: 0, why: 'unanswered' };
  if (problem.status === 409)
    return { kind: 'park', state: 'quarantined', reason: 'different-content' };
  if (isUnknownKiosk(problem.status))
    return { kind: 'retry', askFirst: false, notBeforeMs: 0, why: 'kiosk-not-known' };
  if (problem.status >= 500 || problem.status === 429 || problem.status === 408)
    return { kind: 'retry', askFirst: false, notBeforeMs: 0, why: 'busy' };
  return {
    kind: 'park',
    state: 'needs-staff',
    reason: `${problem.status}-${problem.code}`.slice(0, 80),
  };
}

const turnedDown = ['case-open', 'already-completed', 'continues-other-case', 'second-notice'];

/** True when upstream could read the case and turned it down for its person; anything else needs staff. */
export function isTurnedDown(code: string | undefined): code is string {
  return code !== undefined && turnedDown.includes(code);
}
