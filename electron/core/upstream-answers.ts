// Reads what upstream answers: the form of every body (assets/upstream/openapi.yaml) and what each status means. Sends
// nothing and trusts no signature: whoever settles a row checks that.
import { z } from 'zod';
import {
  CaseDecision,
  CaseStatus,
  IsoDate,
  NoticeGiven,
  Permit,
  PermitNumber,
  Service,
} from '../domain.ts';
import { readProblem, retryAfterMs } from './upstream-trouble.ts';
import type { Answer } from './upstream-port.ts';

/** Most items of one batch. */
export const MAX_BATCH_ITEMS = 50;

const Jws = z
  .string()
  .max(4096)
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/);
export const AcknowledgedBody = z.strictObject({ acknowledgement: Jws });
const Refusal = z.strictObject({
  status: z.number().int().min(400).max(599),
  code: z.string().max(40),
});
export const ResultsBody = z.strictObject({
  results: z
    .array(
      z.union([
        z.strictObject({ id: z.string(), acknowledgement: Jws }),
        z.strictObject({ id: z.string(), problem: Refusal }),
      ]),
    )
    .max(MAX_BATCH_ITEMS),
});
export const StandingBody = z.strictObject({
  status: CaseStatus,
  reason: z.string().max(80).nullable(),
  service: Service,
  acceptedOn: IsoDate,
  promisedDueOn: IsoDate.nullable(),
  permitNumber: PermitNumber.nullable(),
  notice: NoticeGiven.nullable().default(null),
});
/** A JWE for the one-time key of the request. */
export const ReopenedBody = z.strictObject({
  sealed: z.string().regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/),
});
export const DecisionsBody = z.strictObject({
  decisions: z.array(CaseDecision).max(500),
  next: z.number().int().nonnegative(),
});
/** A signed table (compact JWS); its rows make it longer than any other answer. */
export const StaffBody = z.strictObject({
  staff: z
    .string()
    .max(1_000_000)
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    .nullable(),
});
export const PolicyBody = z.strictObject({
  policy: z
    .string()
    .max(4_000_000)
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    .nullable(),
});
export const PermitBody = z.strictObject({ permit: Permit.nullable() });
/** Its signature is checked before it is shown. */
export const ShownBody = z.strictObject({ token: Jws.max(1000) });
export const EnrolledBody = z.strictObject({ deviceId: z.string(), enrolledAt: z.iso.datetime() });

export interface Heard {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** 204: nothing to say. */
export const NoBody = z.null();

/** What upstream's answer means. Only its own words, in their form, count as a yes or a no. */
export function judge<T>(
  { status, retryAfter, text }: Heard,
  schema: z.ZodType<T>,
  now: Date,
): Answer<T> {
  if (status >= 200 && status < 300) {
    const read = schema.safeParse(status === 204 ? null : parseJson(text));
    return read.success ? { kind: 'ok', value: read.data } : { kind: 'nonsense' };
  }
  if (status === 408 || status === 429 || status >= 500) {
    const wait = retryAfterMs(retryAfter, now);
    return wait === undefined ? { kind: 'busy' } : { kind: 'busy', retryAfterMs: wait };
  }
  const problem = status >= 400 ? readProblem(parseJson(text)) : undefined;
  // A refusal counts only in upstream's own words: a proxy's page must not park a case for good.
  if (problem === undefined) return { kind: 'nonsense' };
  if (status === 409 && problem.code === 'different-content') return { kind: 'conflict' };
  return { kind: 'refused', status, code: problem.code };
}

/** Upstream's own 404 is an answer: it has no such case. */
export function orNull<T>(answer: Answer<T>): Answer<T | null> {
  const none = answer.kind === 'refused' && answer.status === 404 && answer.code === 'not-found';
  return none ? { kind: 'ok', value: null } : answer;
}

/** undefined when it is not JSON: no schema here takes that. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
