// Reads trouble on the way to upstream: which failures mean that nothing was sent, which that it may have arrived, and
// what upstream's own refusals say. Sends nothing.
import { z } from 'zod';

const Problem = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  detail: z.string().max(200).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Upstream's problem body, undefined when the words are not upstream's. */
export function readProblem(body: unknown): Problem | undefined {
  return Problem.safeParse(body).data;
}

/** The connection never stood, so nothing can have arrived (Node's system errors, undici's connect time-out, TLS). */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const untrusted = /^(ERR_TLS_|CERT_|ERR_SSL_)|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|_CERT_/;
/** Something answered, and it was not HTTP as agreed. */
const garbled: ReadonlySet<string> = new Set([
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RESPONSE',
  'ERR_ENCODING_INVALID_ENCODED_DATA',
  'UND_ERR_RESPONSE_STATUS_CODE',
]);

/** What an exception of the HTTP client means. Unknown ones count as silent: asking again first is always safe. */
export function troubleOf(error: unknown): 'away' | 'silent' | 'nonsense' {
  const codes = codesOf(error);
  if (codes.some((code) => neverConnected.has(code) || untrusted.test(code))) return 'away';
  if (isUnparsable(error) || codes.some((code) => garbled.has(code))) return 'nonsense';
  return 'silent';
}

/** undici's parser errors carry a code only sometimes; their name always. */
function isUnparsable(error: unknown): boolean {
  return error instanceof Error && error.name === 'HTTPParserError';
}

function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  // A host with several addresses fails with one error for each.
  const several = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...several, ...codesOf(error.cause)];
}

/** Longest wait upstream may ask for; beyond it the pump's own pace is better. */
const MAX_RETRY_AFTER_MS = 60 * 60 * 1000;

/** Retry-After in milliseconds (RFC 9110 10.2.3: seconds or a date); undefined when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(header.trim())
    ? Number(header) * 1000
    : Date.parse(header) - now.getTime();
  if (Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}
