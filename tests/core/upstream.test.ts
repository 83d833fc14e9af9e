// The HTTP client against the real reference upstream and against what networks do to it: each trouble is told apart and
// nothing ever rejects.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CaseNumber, PermitNumber } from '../../electron/domain.ts';
import { createUpstream } from '../../electron/core/upstream.ts';
import { createPeers } from '../support/upstream-client.ts';
import { machineClock } from '../upstream/clock.ts';
import type { Fault, FaultOptions } from '../upstream/faults.ts';
import { startStand } from '../upstream/stand.ts';
import type { Stand } from '../upstream/stand.ts';

let stand: Stand;
const peers = createPeers(() => stand.device);
const { clientAt, listening, logged } = peers;

beforeAll(async () => {
  stand = await startStand();
});
afterEach(async () => {
  stand.upstream.clearFaults();
  await peers.closeAll();
});
afterAll(() => stand.stop());

describe('one PUT of a case, by what happens to it', () => {
  const troubles: readonly (readonly [string, Fault, FaultOptions, object])[] = [
    ['the connection is cut at once', 'cut', {}, { kind: 'silent' }],
    ['the connection is cut after it was stored', 'drop-after-store', {}, { kind: 'silent' }],
    ['the answer ends in the middle', 'half-answer', {}, { kind: 'silent' }],
    ['500 in upstream’s words', 'status-500', { code: 'internal' }, { kind: 'busy' }],
    ['502 from a proxy', 'status-502', {}, { kind: 'busy' }],
    [
      '503 with seconds to wait',
      'status-503',
      { retryAfter: '7' },
      { kind: 'busy', retryAfterMs: 7_000 },
    ],
    ['503 with nonsense to wait', 'status-503', { retryAfter: 'soon' }, { kind: 'busy' }],
    ['504 from a proxy', 'status-504', {}, { kind: 'busy' }],
    [
      '429',
      'status-429',
      { retryAfter: '120', code: 'busy' },
      { kind: 'busy', retryAfterMs: 120_000 },
    ],
    ['408', 'status-408', {}, { kind: 'busy' }],
    [
      '400 in upstream’s words',
      'status-400',
      { code: 'bad-request' },
      { kind: 'refused', status: 400, code: 'bad-request' },
    ],
    [
      '401 in upstream’s words',
      'status-401',
      { code: 'clock-skew' },
      { kind: 'refused', status: 401, code: 'clock-skew' },
    ],
    [
      '404 in upstream’s words',
      'status-404',
      { code: 'not-found' },
      { kind: 'refused', status: 404, code: 'not-found' },
    ],
    [
      '422 in upstream’s words',
      'status-422',
      { code: 'envelope-form' },
      { kind: 'refused', status: 422, code: 'envelope-form' },
    ],
    ['409 in upstream’s words', 'status-409', { code: 'different-content' }, { kind: 'conflict' }],
    ['409 from a proxy', 'status-409', {}, { kind: 'nonsense' }],
    ['403 from a captive portal', 'status-403', {}, { kind: 'nonsense' }],
    ['413 from a proxy', 'status-413', {}, { kind: 'nonsense' }],
    ['a redirect to a portal', 'redirect', {}, { kind: 'nonsense' }],
    ['200 and a page', 'html-200', {}, { kind: 'nonsense' }],
    ['200 and nothing', 'empty-200', {}, { kind: 'nonsense' }],
    ['204', 'status-204', {}, { kind: 'nonsense' }],
    ['ten megabytes', 'huge', {}, { kind: 'nonsense' }],
    ['a gzip bomb', 'gzip-bomb', {}, { kind: 'nonsense' }],
    ['bytes that are not UTF-8', 'not-utf8', {}, { kind: 'nonsense' }],
  ];
  test.each(troubles)('%s', async (_, fault, options, expected) => {
    const { item } = await stand.sealed();
    const client = clientAt(stand.upstream.url);
    stand.upstream.failNext(fault, options);
    expect(await client.putCase(item)).toEqual(expected);
    const arrived = fault === 'drop-after-store' || fault === 'half-answer';
    expect(await client.getCase(item.id)).toMatchObject(
      arrived
        ? { kind: 'ok', value: { acknowledgement: expect.any(String) } }
        : { kind: 'ok', value: null },
    );
    expect(await client.putCase(item)).toMatchObject({ kind: 'ok' });
  });

  test('a date to wait until', async () => {
    const { item } = await stand.sealed();
    const until = new Date(Date.now() + 90_000).toUTCString();
    stand.upstream.failNext('status-503', { retryAfter: until });
    const answer = await clientAt(stand.upstream.url).putCase(item);
    if (answer.kind !== 'busy') throw new Error(answer.kind);
    expect(answer.retryAfterMs).toBeGreaterThan(80_000);
    expect(answer.retryAfterMs).toBeLessThanOrEqual(90_000);
  });

  test('no answer within the time allowed is silence', async () => {
    const { item } = await stand.sealed();
    const client = clientAt(stand.upstream.url, 150);
    stand.upstream.failNext('hang');
    expect(await client.putCase(item)).toEqual({ kind: 'silent' });
    stand.upstream.failNext('slow', { ms: 20 });
    expect(await client.putCase(item)).toMatchObject({ kind: 'ok' });
  });

  test.each(['wrong-id', 'wrong-hash', 'bad-signature'] as const)(
    'an acknowledgement that is spoilt (%s) is handed on for the signature check to refuse',
    async (fault) => {
      const { item } = await stand.sealed();
      stand.upstream.failNext(fault);
      const answer = await clientAt(stand.upstream.url).putCase(item);
      if (answer.kind !== 'ok') throw new Error(answer.kind);
      const honest = await stand.client.getCase(item.id);
      expect(honest.kind).toBe('ok');
      expect(honest).not.toEqual(answer);
      const { acknowledgement } = answer.value;
      if (fault === 'bad-signature')
        await expect(stand.claimsOf(acknowledgement)).rejects.toThrow();
      else
        expect(await stand.claimsOf(acknowledgement)).not.toEqual(
          await stand.claimsOf(honest.kind === 'ok' ? honest.value!.acknowledgement : ''),
        );
    },
  );

  test('a case over the limit is refused without being sent', async () => {
    const { item } = await stand.sealed();
    const heavy = { ...item, sealed: 'x'.repeat(24 * 1024 * 1024 + 1) };
    const unreachable = clientAt('http://127.0.0.1:9');
    expect(await unreachable.putCase(heavy)).toEqual({
      kind: 'refused',
      status: 413,
      code: 'too-large',
    });
  });
});

describe('personal data', () => {
  const idNumber = '11010519491231002X';
  const name = '样例甲';

  test('travels in bodies only: never in an address, never in a log line', async () => {
    const seen: string[] = [];
    const bodies: string[] = [];
    const server = createServer((request: IncomingMessage, response) => {
      seen.push(`${request.url} ${JSON.stringify(request.headers)}`);
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () =>
        response
          .writeHead(422, { 'content-type': 'application/json' })
          .end('{"code":"refused-here"}'),
      );
    });
    const client = clientAt(`http://127.0.0.1:${await listening(server)}`);
    const { item } = await stand.sealed();
    const permit = PermitNumber.parse('P4401000000000000A');
    const answers = [
      await client.verify({ idNumber, name, cityAdcode: '440100' }),
      await client.lookupPermit({ idNumber, cityAdcode: '440100' }),
      await client.caseStatus(CaseNumber.parse('R0123456789ABC')),
      await client.putCase(item),
      await client.putBatch([item]),
      await client.decisions(0, 10),
      await client.reportPrint(permit, { serial: 'S-1', outcome: 'printed' }),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"kind":"refused","status":422,"code":"refused-here"}']),
    );
    expect(bodies.join()).toContain(idNumber);
    expect(seen).toHaveLength(answers.length);
    const outside = decodeURIComponent(seen.join('\n')) + logged.join('\n');
    for (const secret of [idNumber, name, item.sealed, '1949'])
      expect(outside).not.toContain(secret);
    expect(logged).toHaveLength(answers.length);
  });

  test('a device key that cannot sign is away and logged, not thrown', async () => {
    const client = createUpstream({
      baseUrl: stand.upstream.url,
      sealing: { signRequest: () => Promise.reject(new TypeError(`no key for ${name}`)) },
      clock: machineClock(),
      log: (level, code, fields) => logged.push(JSON.stringify([level, code, fields])),
    });
    expect(await client.decisions(0, 10)).toEqual({ kind: 'away' });
    await client.close();
    expect(logged[0]).toBe('["error","upstream.cannot-sign",{"error":"TypeError"}]');
  });
});
