// The HTTP client's connections: peers that are away, silent, speak something else, or are not who they should be.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CaseContent } from '../../electron/domain.ts';
import { createPeers } from '../support/upstream-client.ts';
import { startStand } from '../upstream/stand.ts';
import type { Stand } from '../upstream/stand.ts';

let stand: Stand;
const peers = createPeers(() => stand.device);
const { clientAt, listening } = peers;

beforeAll(async () => {
  stand = await startStand();
});
afterEach(async () => {
  stand.upstream.clearFaults();
  await peers.closeAll();
});
afterAll(() => stand.stop());

describe('connections', () => {
  const id = CaseContent.shape.caseId.parse('019acd00-0000-7000-8000-000000000001');

  test('nobody listens, then somebody does', async () => {
    const client = clientAt(stand.upstream.url);
    await stand.upstream.goAway();
    expect(await client.getCase(id)).toEqual({ kind: 'away' });
    await stand.upstream.comeBack();
    expect(await client.getCase(id)).toEqual({ kind: 'ok', value: null });
  });

  test('a host that does not exist is away', async () => {
    expect(await clientAt('http://upstream.invalid').getCase(id)).toEqual({ kind: 'away' });
  });

  test('a peer that accepts and never answers is silent', async () => {
    const port = await listening(createTcpServer((socket) => socket.pause()));
    expect(await clientAt(`http://127.0.0.1:${port}`, 150).getCase(id)).toEqual({ kind: 'silent' });
  });

  test('a peer that does not speak HTTP is nonsense', async () => {
    const port = await listening(
      createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')),
    );
    expect(await clientAt(`http://127.0.0.1:${port}`).getCase(id)).toEqual({ kind: 'nonsense' });
  });

  test('a certificate nobody vouches for, and no TLS where it is wanted, are away: nothing is sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-days', '2'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        ...subject,
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    );
    let heard = 0;
    const count: RequestListener = (_, response) => {
      heard += 1;
      response.end();
    };
    const tls = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, count);
    rmSync(folder, { recursive: true });
    const tlsPort = await listening(tls);
    const plainPort = await listening(createServer(count));
    expect(await clientAt(`https://localhost:${tlsPort}`).getCase(id)).toEqual({ kind: 'away' });
    expect(await clientAt(`https://127.0.0.1:${plainPort}`).getCase(id)).toEqual({ kind: 'away' });
    expect(heard).toBe(0);
  });

  test('are kept alive, and a proxy named in the environment is not asked', async () => {
    let connections = 0;
    const server = createServer((_, response) => response.writeHead(503).end());
    server.on('connection', () => (connections += 1));
    const client = clientAt(`http://127.0.0.1:${await listening(server)}`);
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = 'http://127.0.0.1:9';
    try {
      for (let round = 0; round < 5; round += 1) {
        expect(await client.getCase(id)).toEqual({ kind: 'busy' });
      }
    } finally {
      delete process.env['HTTP_PROXY'];
      delete process.env['http_proxy'];
    }
    expect(connections).toBe(1);
  });
});
