// Carries the routes over HTTP/1.1: bodies within their limit, the asking kiosk checked, problems as {code, detail?},
// and the faults tests switch on. Decides nothing about cases.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { CryptoKey } from 'jose';
import type { Clock } from '../../electron/domain.ts';
import { importPublicKey, Enrolment } from './devices.ts';
import type { Devices } from './devices.ts';
import { cannedAnswer, spoilAcknowledgements } from './faults.ts';
import type { ArmedFault, Faults, RawAnswer } from './faults.ts';
import type { UpstreamKeyPair } from './keys.ts';
import { Problem } from './problem.ts';
import type { Gate } from './requests.ts';
import type { Route } from './routes.ts';

export interface HttpDeps {
  readonly routes: readonly Route[];
  readonly gate: Gate;
  readonly devices: Devices;
  readonly faults: Faults;
  readonly clock: Clock;
  /** Signs the spoilt acknowledgements. */
  readonly acknowledgement: UpstreamKeyPair;
  /** A bug in this server, told to whoever runs it. */
  readonly onBug: (error: unknown) => void;
}
interface Match {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

export function createHttpServer(deps: HttpDeps): Server {
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    serve(deps, request, response).catch((error: unknown) => {
      deps.onBug(error);
      response.destroy();
    });
  });
  server.requestTimeout = 120_000;
  return server;
}

async function serve(deps: HttpDeps, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://upstream');
  const matches = matching(deps.routes, url.pathname);
  const match = matches.find(({ route }) => route.method === request.method);
  const armed = match && deps.faults.take(match.route.operation);
  if (armed?.fault === 'cut') {
    request.socket.resetAndDestroy();
    return;
  }
  const outcome = await readBody(request, match?.route.maxBody ?? 0);
  if (armed?.fault === 'hang') return;
  const canned = armed && cannedAnswer(armed);
  if (canned) {
    send(response, canned);
    return;
  }
  const answer = await answerFor(deps, { request, url, matches, match, outcome, armed });
  if (armed?.fault === 'drop-after-store') {
    request.socket.resetAndDestroy();
  } else if (armed?.fault === 'half-answer') {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': '4000' });
    response.write(String(answer.body).slice(0, 20), () => request.socket.destroy());
  } else if (armed?.fault === 'slow') {
    deps.clock.after(armed.options.ms ?? 1000, () => send(response, answer));
  } else {
    send(response, answer);
  }
}

interface Asked {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly matches: readonly Match[];
  readonly match: Match | undefined;
  readonly outcome: Buffer | 'too-large';
  readonly armed: ArmedFault | undefined;
}

async function answerFor(deps: HttpDeps, asked: Asked): Promise<RawAnswer> {
  try {
    const value = await run(deps, asked);
    const spoilt =
      asked.armed && ['wrong-id', 'wrong-hash', 'bad-signature'].includes(asked.armed.fault)
        ? await spoilAcknowledgements(value, asked.armed.fault, deps.acknowledgement)
        : value;
    if (spoilt === undefined) return { status: 204, headers: {}, body: '' };
    return json(200, spoilt);
  } catch (error) {
    if (error instanceof Problem) {
      const { status, code, detail } = error;
      return json(status, detail === undefined ? { code } : { code, detail });
    }
    deps.onBug(error);
    return json(500, { code: 'internal' });
  }
}

async function run(deps: HttpDeps, asked: Asked): Promise<object | undefined> {
  const { request, url, matches, match, outcome } = asked;
  if (matches.length === 0) throw new Problem(404, 'not-found');
  if (!match) throw new Problem(405, 'method-not-allowed');
  if (outcome === 'too-large') throw new Problem(413, 'too-large');
  const hasBody = outcome.length > 0;
  if (hasBody && !/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw new Problem(415, 'wrong-media-type');
  }
  const body = hasBody ? parseJson(outcome) : undefined;
  const deviceId = await deps.gate.authorise(
    {
      method: match.route.method,
      target: request.url ?? '/',
      authorisation: request.headers.authorization,
      body: outcome,
    },
    match.route.operation === 'enrolDevice'
      ? (claimed) => enrollingKey(claimed, match.path['deviceId'], body)
      : (claimed) => deps.devices.keysOf(claimed),
  );
  return match.route.answer({ deviceId, path: match.path, query: url.searchParams, body });
}

/** Enrolment is signed with the very key it brings. */
async function enrollingKey(
  claimed: string,
  deviceId: string | undefined,
  body: unknown,
): Promise<readonly CryptoKey[]> {
  const enrolment = Enrolment.safeParse(body);
  if (!enrolment.success) throw new Problem(400, 'bad-request', 'publicKey');
  return claimed === deviceId ? [await importPublicKey(enrolment.data.publicKey)] : [];
}

function matching(routes: readonly Route[], pathname: string): Match[] {
  const exact = routes.filter(({ path }) => path === pathname);
  if (exact.length > 0) return exact.map((route) => ({ route, path: {} }));
  return routes.flatMap((route) => {
    const path = matchPath(route.path, pathname);
    return path ? [{ route, path }] : [];
  });
}

function matchPath(template: string, pathname: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = pathname.split('/');
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== actual) return undefined;
      continue;
    }
    try {
      values[part.slice(1, -1)] = decodeURIComponent(actual);
    } catch {
      return undefined; // a malformed escape names nothing of ours
    }
  }
  return values;
}

/** Reads to the end even when it is too much, so that the answer reaches a client that is still sending. */
async function readBody(request: IncomingMessage, max: number): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= max) chunks.push(chunk);
  }
  return size > max ? 'too-large' : Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem(400, 'bad-request', 'not JSON');
  }
}

function json(status: number, value: unknown): RawAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}

function send(response: ServerResponse, { status, headers, body }: RawAnswer): void {
  const bytes = Buffer.from(body);
  response.writeHead(
    status,
    status === 204 ? headers : { ...headers, 'content-length': bytes.length },
  );
  response.end(bytes);
}
