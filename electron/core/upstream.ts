// The HTTP client for upstream (assets/upstream/openapi.yaml). Carries and checks form; settles nothing, retries nothing,
// never rejects. Personal data goes in bodies only: paths, queries and log lines hold codes and random ids.
import { Agent, request } from 'undici';
import type { z } from 'zod';
import { KnownRelation, PermitStanding, VerifiedFacts } from '../domain.ts';
import type { Clock, Log } from '../domain.ts';
import {
  AcknowledgedBody,
  DecisionsBody,
  EnrolledBody,
  NoBody,
  PermitBody,
  PolicyBody,
  ReopenedBody,
  ResultsBody,
  ShownBody,
  StaffBody,
  StandingBody,
  judge,
  orNull,
} from './upstream-answers.ts';
import type { Heard } from './upstream-answers.ts';
import { troubleOf } from './upstream-trouble.ts';
import type { Answer, Upstream } from './upstream-port.ts';

/** Largest answer read, bytes. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Largest request bodies upstream takes, bytes; larger ones are refused here as 413 without sending. */
const MAX_CASE_BYTES = 24 * 1024 * 1024;
const MAX_BATCH_BYTES = 32 * 1024 * 1024;

export interface RequestSigner {
  /** Value of the Authorization header. `path` is path and query as sent; `body` exactly what is sent, '' for none. */
  signRequest(request: {
    readonly method: string;
    readonly path: string;
    readonly body: string;
  }): Promise<string>;
}
export interface UpstreamDeps {
  /** Origin of upstream, e.g. https://upstream.example; a path in it is kept as a prefix. */
  readonly baseUrl: string;
  readonly sealing: RequestSigner;
  readonly clock: Clock;
  readonly log: Log;
  /** From the first byte to the last of one exchange, milliseconds. */
  readonly timeoutMs?: number;
  readonly connectTimeoutMs?: number;
}

interface Exchange<T> {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly maxBytes?: number;
  readonly schema: z.ZodType<T>;
}
/** The client. Its own connections: kept alive, no redirects, no proxy from the environment, answers up to 8 MiB. */
export function createUpstream(deps: UpstreamDeps): Upstream {
  const { clock, log, sealing } = deps;
  const base = new URL(deps.baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const timeoutMs = deps.timeoutMs ?? 60_000;
  const agent = new Agent({
    connect: { timeout: deps.connectTimeoutMs ?? 5_000 },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
    connections: 8,
    pipelining: 1,
  });

  async function ask<T>(exchange: Exchange<T>): Promise<Answer<T>> {
    const answer = await exchangeOnce(exchange);
    if (answer.kind !== 'ok') {
      log('warn', 'upstream.answer', {
        kind: answer.kind,
        ...(answer.kind === 'refused' ? { status: answer.status, reason: answer.code } : {}),
      });
    }
    return answer;
  }

  async function exchangeOnce<T>(exchange: Exchange<T>): Promise<Answer<T>> {
    const body = exchange.body === undefined ? '' : JSON.stringify(exchange.body);
    if (exchange.maxBytes !== undefined && Buffer.byteLength(body) > exchange.maxBytes) {
      return { kind: 'refused', status: 413, code: 'too-large' };
    }
    const path = prefix + exchange.path;
    const authorization = await sign(exchange.method, path, body);
    if (authorization === undefined) return { kind: 'away' };
    const stop = new AbortController();
    const cancel = clock.after(timeoutMs, () => stop.abort());
    try {
      const heard = await send(exchange.method, path, authorization, body, stop.signal);
      return judge(heard, exchange.schema, clock.now());
    } catch (error) {
      return { kind: troubleOf(error) };
    } finally {
      cancel();
    }
  }

  /** undefined when the device key cannot sign: nothing is sent then, and the log says why. */
  async function sign(method: string, path: string, body: string): Promise<string | undefined> {
    try {
      return await sealing.signRequest({ method, path, body });
    } catch (error) {
      log('error', 'upstream.cannot-sign', {
        error: error instanceof Error ? error.name : typeof error,
      });
      return undefined;
    }
  }

  async function send(
    method: Exchange<unknown>['method'],
    path: string,
    authorization: string,
    body: string,
    signal: AbortSignal,
  ): Promise<Heard> {
    const response = await request(`${base.origin}${path}`, {
      method,
      headers: {
        authorization,
        accept: 'application/json',
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
      dispatcher: agent,
      signal,
    });
    const retryAfter = response.headers['retry-after'];
    return {
      status: response.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      text: new TextDecoder('utf-8', { fatal: true }).decode(await response.body.bytes()),
    };
  }

  return {
    async enrol({ deviceId, enrolmentCode, publicKey }) {
      const path = `/devices/${encodeURIComponent(deviceId)}`;
      const body = { enrolmentCode, publicKey };
      const answer = await ask({ method: 'PUT', path, body, schema: EnrolledBody });
      if (answer.kind !== 'ok') return answer;
      return answer.value.deviceId === deviceId
        ? { kind: 'ok', value: null }
        : { kind: 'nonsense' };
    },

    putCase({ id, envelope, sealed }) {
      const body = { envelope, sealed };
      const path = `/cases/${id}`;
      return ask({ method: 'PUT', path, body, maxBytes: MAX_CASE_BYTES, schema: AcknowledgedBody });
    },

    async getCase(id) {
      return orNull(await ask({ method: 'GET', path: `/cases/${id}`, schema: AcknowledgedBody }));
    },

    async putBatch(items) {
      const body = { items };
      const answer = await ask({
        method: 'POST',
        path: '/cases/batch',
        body,
        maxBytes: MAX_BATCH_BYTES,
        schema: ResultsBody,
      });
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.results } : answer;
    },

    async caseStatus(caseNumber) {
      const body = { caseNumber };
      return orNull(
        await ask({ method: 'POST', path: '/cases/status', body, schema: StandingBody }),
      );
    },

    async reopen({ caseNumber, idNumber, replyKey }) {
      const body = { caseNumber, idNumber, replyKey };
      const answer = orNull(
        await ask({ method: 'POST', path: '/cases/reopen', body, schema: ReopenedBody }),
      );
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value?.sealed ?? null } : answer;
    },

    decisions(after, limit) {
      const path = `/decisions?after=${after}&limit=${limit}`;
      return ask({ method: 'GET', path, schema: DecisionsBody });
    },

    verify({ idNumber, name, cityAdcode }) {
      const body = { idNumber, name, cityAdcode };
      return ask({ method: 'POST', path: '/verifications', body, schema: VerifiedFacts });
    },

    relation(pair) {
      return ask({ method: 'POST', path: '/relations', body: pair, schema: KnownRelation });
    },

    async currentPolicy(version) {
      const path = `/policies/current?after=${version}`;
      const answer = await ask({ method: 'GET', path, schema: PolicyBody });
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.policy } : answer;
    },

    async currentStaff(version) {
      const path = `/staff/current?after=${version}`;
      const answer = await ask({ method: 'GET', path, schema: StaffBody });
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.staff } : answer;
    },

    async lookupPermit({ idNumber, cityAdcode }) {
      const body = { idNumber, cityAdcode };
      const answer = await ask({
        method: 'POST',
        path: '/permits/lookup',
        body,
        schema: PermitBody,
      });
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.permit } : answer;
    },

    reportPrint(number, { serial, outcome }) {
      const body = { serial, outcome };
      return ask({ method: 'POST', path: `/permits/${number}/prints`, body, schema: NoBody });
    },

    async presentPermit(number) {
      const path = `/permits/${number}/presentations`;
      const answer = await ask({ method: 'POST', path, schema: ShownBody });
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.token } : answer;
    },

    async verifyPermit(asked) {
      const path = '/permits/verifications';
      return orNull(await ask({ method: 'POST', path, body: asked, schema: PermitStanding }));
    },

    async close() {
      await agent.destroy();
    },
  };
}
