// The browser shell's wire: the page over HTTP and the contract over one WebSocket, both on the loopback address only.
// Follows the rules for local servers (OWASP WSTG-CLNT-10): exact Host and Origin, a nonce that burns, one client, limits.
// Must not know any verb.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { App, ServerMessage, Surface } from '../contract.ts';
import type { Log } from '../domain.ts';
import type { PageFile } from '../page.ts';
import { pageHeaders } from '../page.ts';
import { ask, createPace, maxMessageBytes, readRequest } from '../wire.ts';

const handshakeMs = 5000;
/** Each window has a cookie, a nonce and a socket of its own: the page of one cannot speak as the other. */
const doors = {
  public: { cookie: 'kiosk', boot: '/boot/', page: '/', socket: '/socket' },
  staff: { cookie: 'kiosk-staff', boot: '/staff-boot/', page: '/staff', socket: '/staff-socket' },
} as const satisfies Record<Surface, object>;
const surfaces = ['public', 'staff'] as const;

export interface ShellServer {
  readonly url: string;
  /** An address that opens one window once; every call makes a new one and burns that window's last. */
  bootUrl(surface?: Surface): string;
  /** True while that window's page is connected. */
  hasClient(surface?: Surface): boolean;
  close(): Promise<void>;
}
export interface ServerOptions {
  readonly app: App;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly log: Log;
  /** 0 or absent = any free one. */
  readonly port?: number;
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function cookieOf(request: IncomingMessage, name: string): string {
  const pairs = (request.headers.cookie ?? '').split(/; */);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/** Ends a connection that has no response object (an upgrade, a broken request) with the headers every answer has. */
function refuseBare(socket: Duplex, status: string): void {
  if (!socket.writable) return;
  const headers = Object.entries({ ...pageHeaders, Connection: 'close', 'Content-Length': '0' });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status}\r\n${lines}\r\n`);
}

/** Node's own words for a request that could not be read, as the status to answer. */
const unread: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Starts the server on 127.0.0.1. */
export async function startServer(options: ServerOptions): Promise<ShellServer> {
  const { app, page, log } = options;
  const newSecret = (): string => randomBytes(32).toString('base64url');
  const tokens = { public: newSecret(), staff: newSecret() };
  const nonces: Record<Surface, string | null> = { public: null, staff: null };
  const clients: Record<Surface, WebSocket | null> = { public: null, staff: null };
  let host = '';
  const http: Server = createServer(
    {
      headersTimeout: handshakeMs,
      requestTimeout: handshakeMs,
      connectionsCheckingInterval: 1000,
      // A request without Host is answered here like every wrong one, with the headers.
      requireHostHeader: false,
    },
    answer,
  );
  http.on('checkExpectation', answer);
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseBare(socket, unread[error.code ?? ''] ?? '400 Bad Request');
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });

  sockets.on('wsClientError', (_error, socket) => refuseBare(socket, '400 Bad Request'));

  function admitted(request: IncomingMessage, surface: Surface): boolean {
    const given = cookieOf(request, doors[surface].cookie);
    return request.headers.host === host && same(given, tokens[surface]);
  }

  function boot(surface: Surface, given: string, response: ServerResponse): void {
    const nonce = nonces[surface];
    const good = nonce !== null && same(given, nonce);
    if (!good) {
      log('warn', 'server.nonce-refused');
      response.writeHead(403, pageHeaders).end();
      return;
    }
    nonces[surface] = null;
    response
      .writeHead(303, {
        ...pageHeaders,
        'Set-Cookie': `${doors[surface].cookie}=${tokens[surface]}; HttpOnly; SameSite=Strict; Path=/`,
        Location: doors[surface].page,
      })
      .end();
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (request.headers.host !== host) {
      log('warn', 'server.host-refused');
      response.writeHead(421, pageHeaders).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, pageHeaders).end();
      return;
    }
    for (const surface of surfaces) {
      const door = doors[surface].boot;
      if (!path.startsWith(door)) continue;
      boot(surface, path.slice(door.length), response);
      return;
    }
    const file = page.get(path);
    // A window's own page to that window alone; what both are made of to either.
    const owner = surfaces.find((surface) => doors[surface].page === path);
    const allowed = owner === undefined ? surfaces : [owner];
    if (!allowed.some((surface) => admitted(request, surface))) {
      response.writeHead(403, pageHeaders).end();
      return;
    }
    if (file === undefined) {
      response.writeHead(404, pageHeaders).end();
      return;
    }
    const body = file.read();
    response.writeHead(200, {
      ...pageHeaders,
      'Content-Type': file.type,
      'Content-Length': body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  function talk(surface: Surface, socket: WebSocket): void {
    const port = surface === 'public' ? app : app.staff;
    clients[surface] = socket;
    log('info', 'server.client-came', { surface });
    const inPace = createPace(() => performance.now());
    const send = (message: ServerMessage): void => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    };
    const leave = port.listen(send);
    socket.on('message', (data, isBinary) => {
      // What still arrives after a refusal is neither answered nor logged: a flood must not fill the log.
      if (socket.readyState !== socket.OPEN) return;
      if (!inPace()) {
        log('warn', 'server.too-fast');
        socket.close(1008);
        return;
      }
      const message = isBinary ? null : readRequest((data as Buffer).toString('utf8'));
      if (message === null) {
        log('warn', 'server.malformed');
        socket.close(1007);
        return;
      }
      void ask(port, message, log).then((reply) => send({ id: message.id, reply }));
    });
    socket.on('error', (error) =>
      log('warn', 'server.socket', { reason: (error as NodeJS.ErrnoException).code ?? 'error' }),
    );
    socket.on('close', () => {
      leave();
      if (clients[surface] === socket) clients[surface] = null;
      log('info', 'server.client-left', { surface });
    });
  }

  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const surface = surfaces.find((each) => doors[each].socket === request.url);
    if (
      surface === undefined ||
      request.headers.origin !== `http://${host}` ||
      !admitted(request, surface)
    ) {
      log('warn', 'server.upgrade-refused');
      refuseBare(socket, '403 Forbidden');
      return;
    }
    if (clients[surface] !== null) {
      log('warn', 'server.second-client-refused');
      refuseBare(socket, '409 Conflict');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => talk(surface, opened));
  });

  await new Promise<void>((listening, failed) => {
    http.once('error', failed);
    http.listen(options.port ?? 0, '127.0.0.1', listening);
  });
  host = `127.0.0.1:${(http.address() as AddressInfo).port}`;

  return {
    url: `http://${host}`,
    bootUrl(surface = 'public') {
      const nonce = newSecret();
      nonces[surface] = nonce;
      return `http://${host}${doors[surface].boot}${nonce}`;
    },
    hasClient: (surface = 'public') => clients[surface] !== null,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((closed) => {
        http.close(() => closed());
        http.closeAllConnections();
      });
    },
  };
}
