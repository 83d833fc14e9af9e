// Attacks on the browser shell's server: who gets in, who does not, and what every answer says.
import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientOptions } from 'ws';
import { WebSocket } from 'ws';
import type { App, WindowPort } from '../../electron/contract.ts';
import type { ShellServer } from '../../electron/browser/server.ts';
import { startServer } from '../../electron/browser/server.ts';
import { contentSecurityPolicy, pageHeaders } from '../../electron/page.ts';
import { maxMessageBytes } from '../../electron/wire.ts';
import { ask, enter, page } from '../support/shell-server.ts';
import type { Answer } from '../support/shell-server.ts';
import { waitFor } from '../support/wait.ts';

let server: ShellServer;
let lines: string[];
let heard: string[];
let sockets: WebSocket[];

/** A core with the same behind both windows. */
function appOf(port: WindowPort): App {
  return { ...port, staff: port, close: () => Promise.resolve() };
}

beforeEach(async () => {
  [lines, heard, sockets] = [[], [], []];
  server = await startServer({
    page,
    log: (_level, code) => void lines.push(code),
    app: appOf({
      call: (method) => Promise.resolve({ ok: true, value: heard.push(method) }),
      listen: () => () => undefined,
    }),
  });
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await server.close();
});

/** Tries to open the socket: `open`, or the status of the refusal. */
function knock(options: ClientOptions, path = '/socket'): Promise<number | 'open'> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, options);
  sockets.push(socket);
  return new Promise((done, fail) => {
    socket.once('open', () => done('open'));
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      done(response.statusCode ?? 0);
    });
    socket.once('error', fail);
  });
}
const closeCode = (socket: WebSocket): Promise<number> =>
  new Promise((done) => socket.once('close', done));
const text = (method: string): string => JSON.stringify({ id: 1, method, input: {} });

async function openSocket(): Promise<WebSocket> {
  const cookie = await enter(server);
  expect(await knock({ headers: { cookie, origin: server.url } })).toBe('open');
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error('no socket');
  socket.on('error', () => undefined);
  return socket;
}

/** Bytes over a bare connection; what came back until the server closed it. */
function raw(bytes: string): Promise<string> {
  const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1');
  return new Promise((done, fail) => {
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.once('close', () => done(answer));
    // A reset is a way to close, too: the server does not read what it refused.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') fail(error);
    });
    socket.write(bytes);
  });
}

function expectHeaders({ headers }: Pick<Answer, 'headers'>): void {
  for (const [name, value] of Object.entries(pageHeaders)) {
    expect([name, headers[name.toLowerCase()]]).toEqual([name, value]);
  }
}

describe('the way in', () => {
  it('burns the nonce, sets a cookie no script and no other site can use, and leads to the page', async () => {
    const path = new URL(server.bootUrl()).pathname;
    const first = await ask(server, path);
    expect([first.status, first.headers.location]).toEqual([303, '/']);
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^kiosk=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/),
    ]);
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const again = await ask(server, path);
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined]);
    const shown = await ask(server, '/', { headers: { cookie } });
    expect([shown.status, shown.headers['content-type']]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(lines).toContain('server.nonce-refused');
  });

  it('a newer nonce burns the older', async () => {
    const older = new URL(server.bootUrl()).pathname;
    const newer = new URL(server.bootUrl()).pathname;
    expect((await ask(server, older)).status).toBe(403);
    expect((await ask(server, newer)).status).toBe(303);
  });

  it.each(['/boot/', '/boot/wrong', `/boot/${'A'.repeat(43)}`, '/boot/%00', '/boot/../'])(
    'no other nonce opens: %s',
    async (path) => {
      server.bootUrl();
      const answer = await ask(server, path);
      expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    },
  );

  it.each([
    ['none', {}],
    ['an empty one', { cookie: 'kiosk=' }],
    ['a wrong one of the right length', { cookie: `kiosk=${'A'.repeat(43)}` }],
    ['one of another name', { cookie: 'kiosk2=1' }],
  ])('with %s for a cookie neither page nor socket', async (_what, headers) => {
    expect((await ask(server, '/', { headers })).status).toBe(403);
    expect((await ask(server, '/main.js', { headers })).status).toBe(403);
    expect(await knock({ headers: { ...headers, origin: server.url } })).toBe(403);
  });
});

describe('another name for this machine', () => {
  it.each([
    'localhost',
    'kiosk.example',
    'rebound.attacker.example',
    '127.0.0.2',
    '[::1]',
    '0.0.0.0',
    '127.0.0.1.',
  ])('is refused as Host: %s', async (name) => {
    const cookie = await enter(server);
    const host = `${name}:${new URL(server.url).port}`;
    const answer = await ask(server, '/', { headers: { cookie, host } });
    expect([answer.status, answer.body]).toEqual([421, '']);
    expect(await knock({ headers: { cookie, host, origin: `http://${host}` } })).toBe(403);
    expect(await knock({ headers: { cookie, host, origin: server.url } })).toBe(403);
    expect(lines).toContain('server.host-refused');
  });

  it('or no port, or no name at all', async () => {
    const cookie = await enter(server);
    expect((await ask(server, '/', { headers: { cookie, host: '127.0.0.1' } })).status).toBe(421);
    expect(await raw(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 421 /);
  });

  it('is not even listened to', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
    const targets = ['::1', ...(address === undefined ? [] : [address])];
    for (const target of targets) {
      const outcome = await new Promise((done) => {
        const socket = createConnection(Number(new URL(server.url).port), target);
        socket.once('connect', () => done('connected'));
        socket.once('error', () => done('refused'));
      });
      expect([target, outcome]).toEqual([target, 'refused']);
    }
  });
});

describe('the socket', () => {
  it.each([
    ['none', undefined],
    ['another site', 'https://attacker.example'],
    ['null', 'null'],
    ['another port', 'http://127.0.0.1:1'],
    ['localhost', 'http://localhost'],
    ['https', 'https://127.0.0.1'],
  ])('refuses an Origin of %s', async (_what, origin) => {
    const cookie = await enter(server);
    expect(await knock({ headers: { cookie, ...(origin === undefined ? {} : { origin }) } })).toBe(
      403,
    );
    expect(lines).toContain('server.upgrade-refused');
  });

  it.each(['/', '/socket/', '/socket?token=1', '/SOCKET', '/boot/1'])(
    'is at its own address only, not %s',
    async (path) => {
      const cookie = await enter(server);
      expect(await knock({ headers: { cookie, origin: server.url } }, path)).toBe(403);
    },
  );

  it('serves one page: a second is refused, and let in once the first has left', async () => {
    const first = await openSocket();
    const cookie = await enter(server);
    const headers = { cookie, origin: server.url };
    expect(await knock({ headers })).toBe(409);
    expect(lines).toContain('server.second-client-refused');
    first.close();
    await waitFor('the first to have left', () =>
      lines.includes('server.client-left') ? true : undefined,
    );
    expect(await knock({ headers })).toBe('open');
  });

  it('ends with 1009 at an oversized frame, in one piece or in many', async () => {
    const whole = await openSocket();
    const ended = closeCode(whole);
    whole.send(Buffer.alloc(maxMessageBytes + 1, 'a').toString());
    expect(await ended).toBe(1009);
    await waitFor('the first to have left', () =>
      lines.includes('server.client-left') ? true : undefined,
    );
    const pieces = await openSocket();
    const endedToo = closeCode(pieces);
    for (let piece = 0; piece < 9; piece += 1) pieces.send('a'.repeat(1024 * 1024), { fin: false });
    expect(await endedToo).toBe(1009);
    expect(heard).toEqual([]);
  });

  it('ends with 1007 at a binary frame, even of a good message', async () => {
    const socket = await openSocket();
    const ended = closeCode(socket);
    socket.send(Buffer.from(text('session.touch')), { binary: true });
    expect(await ended).toBe(1007);
    expect(heard).toEqual([]);
  });

  it('ends with 1008 at too many messages', async () => {
    const socket = await openSocket();
    const ended = closeCode(socket);
    for (let n = 0; n < 200; n += 1) socket.send(text('session.touch'));
    expect(await ended).toBe(1008);
    expect(heard.length).toBeLessThanOrEqual(50);
  });

  it('takes no compression, so that a small frame cannot become a large one', async () => {
    const socket = await openSocket();
    expect(socket.extensions).toBe('');
  });

  it('survives a frame that breaks the protocol', async () => {
    const cookie = await enter(server);
    const { host } = new URL(server.url);
    const answer = await raw(
      `GET /socket HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${server.url}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n\xff\xff\xff\xff',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    await waitFor('the broken one to have left', () =>
      lines.includes('server.client-left') ? true : undefined,
    );
    expect(heard).toEqual([]);
    await openSocket();
  });
});

describe('every answer', () => {
  it('carries the policy and the headers, whatever its status', async () => {
    const cookie = await enter(server);
    const host = `attacker.example:${new URL(server.url).port}`;
    const answers: [number, Answer][] = [
      [200, await ask(server, '/', { headers: { cookie } })],
      [200, await ask(server, '/main.js', { headers: { cookie } })],
      [200, await ask(server, '/', { method: 'HEAD', headers: { cookie } })],
      [303, await ask(server, new URL(server.bootUrl()).pathname)],
      [403, await ask(server, '/')],
      [403, await ask(server, '/boot/wrong')],
      [404, await ask(server, '/nothing', { headers: { cookie } })],
      [405, await ask(server, '/', { method: 'POST', headers: { cookie } })],
      [421, await ask(server, '/', { headers: { cookie, host } })],
    ];
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expectHeaders(answer);
      if (status !== 200) expect(answer.body).toBe('');
    }
    const { host: own } = new URL(server.url);
    const bare: [number, string][] = [
      [
        403,
        `GET /socket HTTP/1.1\r\nHost: ${own}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      ],
      [
        400,
        `GET /socket HTTP/1.1\r\nHost: ${own}\r\nOrigin: ${server.url}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      ],
      [421, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
      [403, `GET / HTTP/1.1\r\nHost: ${own}\r\nExpect: the moon\r\nConnection: close\r\n\r\n`],
      [400, 'nonsense\r\n\r\n'],
      [431, `GET / HTTP/1.1\r\nX: ${'a'.repeat(17_000)}\r\n\r\n`],
    ];
    for (const [status, bytes] of bare) {
      const answer = await raw(bytes);
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      for (const [name, value] of Object.entries(pageHeaders))
        expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
    }
    expect(contentSecurityPolicy).toMatch(/^default-src 'none';/);
    // The one exception compiles WebAssembly files of our own; JavaScript from text stays forbidden.
    const rest = contentSecurityPolicy.replace("'wasm-unsafe-eval'", '');
    expect(rest).not.toMatch(/unsafe|\*|https?:/);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'to %s is 405',
    async (method) => {
      const cookie = await enter(server);
      expect((await ask(server, '/', { method, headers: { cookie } })).status).toBe(405);
    },
  );

  it.each([
    '/../package.json',
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..\\..\\package.json',
    '//etc/passwd',
    '/./main.js',
    '/main.js/',
    '/main.js%00.html',
    '/index.html',
    '/constructor',
    '/__proto__',
  ])('to %s is 404: only what the page lists can be asked for', async (path) => {
    const cookie = await enter(server);
    expect((await ask(server, path, { headers: { cookie } })).status).toBe(404);
  });

  it('to a request for a whole address is judged by its Host, and is not a page', async () => {
    const cookie = await enter(server);
    const answer = await ask(server, `http://attacker.example/`, { headers: { cookie } });
    expect(answer.status).toBe(404);
  });
});

describe('a slow or broken peer', () => {
  it('is cut off when its request is not whole within five seconds', async () => {
    const began = performance.now();
    const answer = await raw(`GET / HTTP/1.1\r\nHost: ${new URL(server.url).host}\r\nX-Slow: `);
    expect(performance.now() - began).toBeLessThan(9000);
    expect(performance.now() - began).toBeGreaterThan(4000);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it.each([
    '\r\n\r\n\x00\x01',
    'GET\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
  ])('is refused at nonsense, and the next one is served (%#)', async (bytes) => {
    expect(await raw(bytes)).toMatch(/^(HTTP\/1\.1 4\d\d .*)?$/s);
    expect(await enter(server)).toMatch(/^kiosk=/);
  });
});

it('holds the port it was given to itself', async () => {
  const port = Number(new URL(server.url).port);
  const second = startServer({
    page,
    log: () => undefined,
    port,
    app: appOf({ call: () => Promise.reject(new Error()), listen: () => () => undefined }),
  });
  await expect(second).rejects.toMatchObject({
    code: 'EADDRINUSE',
  } satisfies Partial<NodeJS.ErrnoException>);
});
