// The pump against a real upstream over HTTP that goes wrong in every way it knows: what settles a case, what parks it, what
// is asked again, and when.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxRow } from '../../db/tables.ts';
import { createKioskDevice, sampleCase } from '../support/kiosk-device.ts';
import { startOutboxKiosk } from '../support/outbox-kiosk.ts';
import type { OutboxKiosk } from '../support/outbox-kiosk.ts';
import { startTestUpstream } from '../support/upstream.ts';
import type { Fault, FaultOptions } from '../upstream/faults.ts';
import type { UpstreamHandle } from '../upstream/server.ts';

let upstream: UpstreamHandle;
let kiosk: OutboxKiosk;

beforeEach(async () => {
  upstream = await startTestUpstream();
  kiosk = await startOutboxKiosk(upstream);
});
afterEach(async () => {
  await kiosk.stop();
  await upstream.stop();
});

/** What the kiosk asked about cases, without the polling of decisions. */
function askedOfCases(): string[] {
  return kiosk.asked.filter((what) => what !== 'decisions');
}

async function arrivals(): Promise<string[]> {
  const rows = await upstream.db<{ case_id: string }>('cases').select('case_id');
  return rows.map((row) => row.case_id);
}

/** Lets the pump sleep and wake until the case is settled or `rounds` are over. */
async function untilSettled(caseId: string, rounds = 30): Promise<OutboxRow> {
  for (let count = 0; count < rounds; count += 1) {
    const row = await kiosk.row(caseId);
    if (row.state === 'acknowledged') return row;
    await kiosk.nextRound();
  }
  return kiosk.row(caseId);
}

test('a case goes out, is settled by upstream’s signed word and its content is gone from the kiosk', async () => {
  const caseId = await kiosk.submit();
  await kiosk.begin();
  const row = await kiosk.row(caseId);
  expect(row).toMatchObject({ state: 'acknowledged', sealed: null, reason: null });
  expect(
    await kiosk.sealing.readAcknowledgement(row.acknowledgement ?? '', {
      id: caseId,
      sha256: row.sha256,
    }),
  ).toMatchObject({ status: 'accepted' });
  const stub = await kiosk.stub(caseId);
  expect(stub.status).toBe('delivered');
  expect(kiosk.changes).toContainEqual({ caseNumber: stub.case_number, status: 'delivered' });
  expect(kiosk.sync.state()).toEqual({ online: true, waiting: 0, needsStaff: 0 });
});

describe('nothing but upstream’s signed word settles a case', () => {
  /** Whether the next try asks first: the one before may have arrived. */
  const troubles: readonly (readonly [Fault, FaultOptions, 'asks first' | 'sends again'])[] = [
    ['status-500', { code: 'internal' }, 'sends again'],
    ['status-502', {}, 'sends again'],
    ['status-503', { retryAfter: '7' }, 'sends again'],
    ['status-429', { code: 'busy' }, 'sends again'],
    ['status-408', {}, 'sends again'],
    ['status-404', {}, 'asks first'],
    ['status-413', {}, 'asks first'],
    ['html-200', {}, 'asks first'],
    ['empty-200', {}, 'asks first'],
    ['redirect', {}, 'asks first'],
    ['huge', {}, 'asks first'],
    ['gzip-bomb', {}, 'asks first'],
    ['not-utf8', {}, 'asks first'],
    ['cut', {}, 'asks first'],
    ['hang', {}, 'asks first'],
    ['half-answer', {}, 'asks first'],
    ['drop-after-store', {}, 'asks first'],
    ['wrong-id', {}, 'asks first'],
    ['wrong-hash', {}, 'asks first'],
    ['bad-signature', {}, 'asks first'],
  ];
  test.each(troubles)('%s %j: kept whole, later %s', async (fault, options, then) => {
    const caseId = await kiosk.submit();
    const before = await kiosk.row(caseId);
    upstream.failNext(fault, { operation: 'putCase', ...options });
    await kiosk.begin();
    expect(await kiosk.row(caseId)).toMatchObject({
      state: 'queued',
      sealed: before.sealed,
      envelope: before.envelope,
      acknowledgement: null,
      attempts: 1,
      ask_first: then === 'asks first' ? 1 : 0,
    });
    expect((await kiosk.stub(caseId)).status).toBe('received');
    expect(kiosk.sync.state().waiting).toBe(1);

    expect((await untilSettled(caseId)).state).toBe('acknowledged');
    expect(askedOfCases()[1]).toBe(then === 'asks first' ? 'getCase' : 'putCase');
    expect(await arrivals()).toEqual([caseId]);
  });

  test.each(['wrong-id', 'wrong-hash', 'bad-signature', 'html-200', 'half-answer'] as const)(
    'nor when the case is asked for and the answer is %s',
    async (fault) => {
      const caseId = await kiosk.submit();
      upstream.failNext('drop-after-store', { operation: 'putCase' });
      await kiosk.begin();
      upstream.failNext(fault, { operation: 'getCase' });
      await untilSettled(caseId, 2);
      expect(await kiosk.row(caseId)).toMatchObject({ state: 'queued', ask_first: 1 });
      expect((await untilSettled(caseId)).state).toBe('acknowledged');
      expect(askedOfCases()).toEqual(['putCase', 'getCase', 'getCase']);
      expect(await arrivals()).toEqual([caseId]);
    },
  );

  test('nor in a batch, whose answers are spoilt one and all', async () => {
    const ids = [await kiosk.submit(), await kiosk.submit(), await kiosk.submit()];
    upstream.failNext('bad-signature', { operation: 'putCases' });
    await kiosk.begin();
    for (const id of ids)
      expect(await kiosk.row(id)).toMatchObject({ state: 'queued', ask_first: 1 });
    for (const id of ids) expect((await untilSettled(id)).state).toBe('acknowledged');
    expect((await arrivals()).sort()).toEqual([...ids].sort());
  });
});

describe('a case upstream refuses', () => {
  test.each([
    ['status-400', 'bad-request'],
    ['status-404', 'not-found'],
    ['status-413', 'too-large'],
    ['status-422', 'envelope-form'],
  ] as const)('%s %s is parked whole for staff, with the reason', async (fault, code) => {
    const caseId = await kiosk.submit();
    upstream.failNext(fault, { operation: 'putCase', code });
    await kiosk.begin();
    const row = await kiosk.row(caseId);
    expect(row).toMatchObject({ state: 'needs-staff', reason: `${fault.slice(7)}-${code}` });
    expect(row.sealed).not.toBeNull();
    expect(await kiosk.stub(caseId)).toMatchObject({
      status: 'needs_staff',
      status_reason: row.reason,
    });
    expect(kiosk.sync.state()).toEqual({ online: true, waiting: 0, needsStaff: 1 });
    await kiosk.nextRound();
    expect(askedOfCases()).toEqual(['putCase']);
  });

  test('is parked with upstream’s signed word when upstream took it and could not read it', async () => {
    const caseId = await kiosk.submit({ deviceId: 'kiosk-99' });
    await kiosk.begin();
    const row = await kiosk.row(caseId);
    expect(row.state).toBe('needs-staff');
    expect(
      await kiosk.sealing.readAcknowledgement(row.acknowledgement ?? '', {
        id: caseId,
        sha256: row.sha256,
      }),
    ).toMatchObject({ status: 'rejected', code: row.reason });
    expect(row.sealed).not.toBeNull();
  });

  test.each([
    ['status-401', 'clock-skew'],
    ['status-403', 'not-enrolled'],
  ] as const)(
    '%s: it is the kiosk that is not known, so the case waits and is sent again',
    async (fault, code) => {
      const caseId = await kiosk.submit();
      upstream.failNext(fault, { operation: 'putCase', code });
      await kiosk.begin();
      expect(await kiosk.row(caseId)).toMatchObject({ state: 'queued', attempts: 1, ask_first: 0 });
      expect((await untilSettled(caseId)).state).toBe('acknowledged');
    },
  );

  test.each([
    ['status-401', 'clock-skew'],
    ['status-403', 'not-enrolled'],
  ] as const)('%s: a whole batch waits, and while asking it waits too', async (fault, code) => {
    const ids = [await kiosk.submit(), await kiosk.submit()];
    upstream.failNext(fault, { operation: 'putCases', code });
    await kiosk.begin();
    for (const id of ids) expect(await kiosk.row(id)).toMatchObject({ state: 'queued' });
    upstream.failNext('hang', { operation: 'putCases' });
    upstream.failNext(fault, { operation: 'getCase', code, times: 2 });
    for (const id of ids) expect((await untilSettled(id)).state).toBe('acknowledged');
  });

  test('does not hold up the others: a refused batch is sent one by one', async () => {
    const ids = [await kiosk.submit(), await kiosk.submit(), await kiosk.submit()];
    upstream.failNext('status-422', { operation: 'putCases', code: 'envelope-form' });
    upstream.failNext('status-422', { operation: 'putCase', code: 'envelope-form' });
    await kiosk.begin();
    expect(await Promise.all(ids.map(async (id) => (await kiosk.row(id)).state))).toEqual([
      'needs-staff',
      'acknowledged',
      'acknowledged',
    ]);
    expect(askedOfCases()).toEqual(['putBatch 3', 'putCase', 'putCase', 'putCase']);
  });

  test('does not hold up the others: one bad case inside a batch', async () => {
    const bad = await kiosk.submit({ deviceId: 'kiosk-99' });
    const good = [await kiosk.submit(), await kiosk.submit()];
    await kiosk.begin();
    expect((await kiosk.row(bad)).state).toBe('needs-staff');
    for (const id of good) expect((await kiosk.row(id)).state).toBe('acknowledged');
    expect(askedOfCases()).toEqual(['putBatch 3']);
  });
});

describe('quarantine', () => {
  test('another content already stands under the id upstream', async () => {
    const caseId = await kiosk.submit();
    const other = await otherContent(caseId);
    await kiosk.begin();
    const row = await kiosk.row(caseId);
    expect(row).toMatchObject({ state: 'quarantined', reason: 'different-content' });
    expect(row.sealed).not.toBeNull();
    expect(await upstream.db('cases').select('sha256')).toEqual([{ sha256: other }]);
  });

  test.each(['sealed', 'envelope', 'sha256'] as const)(
    'a byte of `%s` changed on the disk: not sent, the others are',
    async (column) => {
      const [changed, whole] = [await kiosk.submit(), await kiosk.submit()];
      const value = (await kiosk.row(changed))[column] ?? '';
      const middle = Math.floor(value.length / 2);
      const flipped = value[middle] === 'A' ? 'B' : 'A';
      await kiosk
        .db<OutboxRow>('outbox')
        .where('case_id', changed)
        .update(column, value.slice(0, middle) + flipped + value.slice(middle + 1));
      await kiosk.begin();
      expect(await kiosk.row(changed)).toMatchObject({
        state: 'quarantined',
        reason: 'changed-on-disk',
      });
      expect((await kiosk.row(whole)).state).toBe('acknowledged');
      expect(await arrivals()).toEqual([whole]);
    },
  );

  /** Another kiosk that took the same id hands its case in first. */
  async function otherContent(caseId: string): Promise<string> {
    const device = await createKioskDevice('kiosk-02', upstream.keys.encryption[0]!);
    const content = sampleCase({ deviceId: 'kiosk-02' });
    const { envelope, sealed } = await device.seal({ ...content, caseId }, caseId);
    const body = JSON.stringify({ envelope, sealed });
    await send('PUT', '/devices/kiosk-02', {
      enrolmentCode: 'enrolment-2',
      publicKey: device.publicKey,
    });
    await send('PUT', `/cases/${caseId}`, body);
    const [row] = await upstream.db<{ sha256: string }>('cases').select('sha256');
    return row?.sha256 ?? randomUUID();

    async function send(method: string, path: string, value: object | string): Promise<void> {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const authorization = await device.signRequest({ method, path, body: text });
      const answer = await fetch(upstream.url + path, {
        method,
        body: text,
        headers: { authorization, 'content-type': 'application/json' },
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    }
  }
});
