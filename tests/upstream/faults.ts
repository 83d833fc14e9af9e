// Faults the reference upstream can be told to show, one request at a time: what networks, proxies and broken servers
// do. Switched on by tests in-process only; nothing on the wire can reach this.
import { gzipSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { signAcknowledgement } from './cases.ts';
import type { AcknowledgementClaims } from './cases.ts';
import { makePair } from './keys.ts';
import type { UpstreamKeyPair } from './keys.ts';
import { sha256 } from './requests.ts';

export type Fault =
  /** The connection is cut before the request is looked at. */
  | 'cut'
  /** The request is heard and nothing ever comes back; nothing is stored. */
  | 'hang'
  /** All is done and stored, then the connection is cut. */
  | 'drop-after-store'
  /** Done and stored, but the answer ends in the middle. */
  | 'half-answer'
  /** Right, but late by `ms`. */
  | 'slow'
  /** Not handled; answered with this status (and `retryAfter`, `code` when given). */
  | `status-${number}`
  /** A captive portal: 200 and a page. */
  | 'html-200'
  | 'empty-200'
  | 'redirect'
  /** 10 MB of JSON. */
  | 'huge'
  /** A few bytes of gzip that unpack to 64 MB. */
  | 'gzip-bomb'
  | 'not-utf8'
  /** The request is handled; the acknowledgement in the answer is for another id, hash, or by another key. */
  | 'wrong-id'
  | 'wrong-hash'
  | 'bad-signature';

export interface FaultOptions {
  /** How many requests; 1 unless told. */
  readonly times?: number;
  /** Only requests of this operation; any unless told. */
  readonly operation?: string;
  /** For `slow`. */
  readonly ms?: number;
  /** For `status-…`: value of Retry-After. */
  readonly retryAfter?: string;
  /** For `status-…`: the problem's code; without it the body is a proxy's page. */
  readonly code?: string;
}
export interface ArmedFault {
  readonly fault: Fault;
  readonly options: FaultOptions;
}
export interface Faults {
  readonly failNext: (fault: Fault, options?: FaultOptions) => void;
  readonly clear: () => void;
  /** The fault this request is to show; counts it. */
  take(operation: string): ArmedFault | undefined;
}

export function createFaults(): Faults {
  let armed: { readonly fault: Fault; readonly options: FaultOptions; left: number }[] = [];
  return {
    failNext(fault, options = {}) {
      armed.push({ fault, options, left: options.times ?? 1 });
    },
    clear() {
      armed = [];
    },
    take(operation) {
      const hit = armed.find(
        ({ options }) => options.operation === undefined || options.operation === operation,
      );
      if (!hit) return undefined;
      hit.left -= 1;
      armed = armed.filter(({ left }) => left > 0);
      return { fault: hit.fault, options: hit.options };
    },
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const page = '<!doctype html><title>Login</title><p>Please accept the terms of this network.</p>';
const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/json' };

/** What is answered without looking at the request; undefined for faults that act on a real answer or on none. */
export function cannedAnswer({ fault, options }: ArmedFault): RawAnswer | undefined {
  if (fault.startsWith('status-')) return statusAnswer(Number(fault.slice(7)), options);
  switch (fault) {
    case 'html-200':
      return { status: 200, headers: html, body: page };
    case 'empty-200':
      return { status: 200, headers: json, body: '' };
    case 'redirect':
      return { status: 302, headers: { location: 'http://portal.invalid/' }, body: '' };
    case 'huge':
      return { status: 200, headers: json, body: `{"pad":"${'x'.repeat(10_000_000)}"}` };
    case 'gzip-bomb':
      return {
        status: 200,
        headers: { ...json, 'content-encoding': 'gzip' },
        body: gzipSync(Buffer.alloc(64_000_000, 0x20)),
      };
    case 'not-utf8':
      return { status: 200, headers: json, body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22]) };
    default:
      return undefined;
  }
}

function statusAnswer(status: number, { retryAfter, code }: FaultOptions): RawAnswer {
  const wait = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return code === undefined
    ? { status, headers: { ...html, ...wait }, body: page }
    : { status, headers: { ...json, ...wait }, body: JSON.stringify({ code }) };
}

/** The answer with each acknowledgement in it made wrong as the fault says. */
export async function spoilAcknowledgements(
  value: unknown,
  fault: Fault,
  pair: UpstreamKeyPair,
): Promise<unknown> {
  if (Array.isArray(value)) {
    return Promise.all(value.map((item) => spoilAcknowledgements(item, fault, pair)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, inner]): Promise<[string, unknown]> => [
      key,
      key === 'acknowledgement' && typeof inner === 'string'
        ? await spoil(inner, fault, pair)
        : await spoilAcknowledgements(inner, fault, pair),
    ]),
  );
  return Object.fromEntries(entries);
}

async function spoil(jws: string, fault: Fault, pair: UpstreamKeyPair): Promise<string> {
  const claims = decodeJwt<AcknowledgementClaims & Record<string, unknown>>(jws);
  if (fault === 'wrong-id') {
    return signAcknowledgement(pair, { ...claims, id: '019acd00-0000-7000-8000-000000000000' });
  }
  if (fault === 'wrong-hash') {
    return signAcknowledgement(pair, { ...claims, sha256: sha256('other content') });
  }
  const stranger = await makePair('acknowledgement');
  return signAcknowledgement({ ...stranger, kid: pair.kid }, claims);
}
