// The pump in time: how long it waits between tries, what a restart in the middle leaves, decisions by cursor, and whether it
// tells the truth about the connection.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxRow } from '../../db/tables.ts';
import { startOutboxKiosk } from '../support/outbox-kiosk.ts';
import type { OutboxKiosk } from '../support/outbox-kiosk.ts';
import { startTestUpstream } from '../support/upstream.ts';
import { waitFor } from '../support/wait.ts';
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

function askedOfCases(): string[] {
  return kiosk.asked.filter((what) => what !== 'decisions');
}

function now(): number {
  return kiosk.clock.now().getTime();
}

/** Lets the pump sleep and wake until `done`, at most `rounds` times. */
async function wake(done: () => boolean | Promise<boolean>, rounds = 100): Promise<void> {
  for (let count = 0; count < rounds; count += 1) {
    if (await done()) return;
    await kiosk.nextRound();
  }
  throw new Error(`not so after ${rounds} rounds`);
}

async function arrivals(): Promise<string[]> {
  const rows = await upstream.db<{ case_id: string }>('cases').select('case_id');
  return rows.map((row) => row.case_id);
}

describe('back-off', () => {
  /** Fails a case nine times and gives how long it was told to wait each time, milliseconds. */
  async function waits(dice: number): Promise<number[]> {
    kiosk.dice = dice;
    const caseId = await kiosk.submit();
    const found: number[] = [];
    upstream.failNext('status-500', { operation: 'putCase', code: 'internal', times: 9 });
    await kiosk.begin();
    for (let attempts = 1; attempts <= 9; attempts += 1) {
      await wake(async () => (await kiosk.row(caseId)).attempts >= attempts);
      const row = await kiosk.row(caseId);
      found.push(row.due_at - row.updated_at);
      // Not one question about this case before it is due.
      expect(askedOfCases()).toHaveLength(attempts);
    }
    await wake(async () => (await kiosk.row(caseId)).state === 'acknowledged');
    return found;
  }

  test('doubles from 5 s and ends at 5 min', async () => {
    expect(await waits(1)).toEqual([
      5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000,
    ]);
  });

  test('is anywhere below that: full jitter', async () => {
    expect(await waits(0.25)).toEqual([
      1_250, 2_500, 5_000, 10_000, 20_000, 40_000, 75_000, 75_000, 75_000,
    ]);
  });

  test('is never shorter than upstream asked for', async () => {
    const caseId = await kiosk.submit();
    upstream.failNext('status-503', { operation: 'putCase', retryAfter: '600' });
    await kiosk.begin();
    const row = await kiosk.row(caseId);
    expect(row.due_at - row.updated_at).toBe(600_000);
  });

  test('holds nobody else up: a new case goes at once while an old one waits', async () => {
    const old = await kiosk.submit();
    upstream.failNext('status-500', { operation: 'putCase', code: 'internal' });
    await kiosk.begin();
    const fresh = await kiosk.submit();
    await kiosk.round(() => kiosk.sync.kick());
    expect((await kiosk.row(fresh)).state).toBe('acknowledged');
    expect((await kiosk.row(old)).state).toBe('queued');
  });

  test('a kick while a round runs is not lost', async () => {
    upstream.failNext('hang', { operation: 'listDecisions' });
    const started = kiosk.round(() => kiosk.sync.start());
    await waitFor('the question', () => kiosk.asked.includes('decisions') || undefined);
    const caseId = await kiosk.submit();
    kiosk.sync.kick();
    await started;
    expect((await kiosk.row(caseId)).state).toBe('acknowledged');
  });
});

describe('a try that may have arrived', () => {
  test('after a time-out the case is asked for, found, and not sent again', async () => {
    const caseId = await kiosk.submit();
    upstream.failNext('drop-after-store', { operation: 'putCase' });
    await kiosk.begin();
    await wake(async () => (await kiosk.row(caseId)).state === 'acknowledged');
    expect(askedOfCases()).toEqual(['putCase', 'getCase']);
  });

  test('after a time-out the case is asked for, not found, and sent in the same round', async () => {
    const caseId = await kiosk.submit();
    upstream.failNext('hang', { operation: 'putCase' });
    await kiosk.begin();
    await wake(async () => (await kiosk.row(caseId)).state === 'acknowledged');
    expect(askedOfCases()).toEqual(['putCase', 'getCase', 'putCase']);
    expect((await kiosk.row(caseId)).attempts).toBe(1);
  });

  test.each([
    ['busy', 'status-503', {}],
    ['cut off', 'cut', {}],
    ['not knowing the kiosk', 'status-401', { code: 'clock-skew' }],
  ] as const)('it is still to be asked for when upstream was %s', async (_, fault, options) => {
    const caseId = await kiosk.submit();
    upstream.failNext('drop-after-store', { operation: 'putCase' });
    await kiosk.begin();
    upstream.failNext(fault, { operation: 'getCase', ...options });
    await wake(async () => (await kiosk.row(caseId)).attempts === 2);
    expect(await kiosk.row(caseId)).toMatchObject({ state: 'queued', ask_first: 1 });
    await wake(async () => (await kiosk.row(caseId)).state === 'acknowledged');
    expect(askedOfCases()).toEqual(['putCase', 'getCase', 'getCase']);
  });

  test('it is still to be asked for when upstream could not be reached', async () => {
    const caseId = await kiosk.submit();
    upstream.failNext('drop-after-store', { operation: 'putCase' });
    await kiosk.begin();
    await upstream.goAway();
    await wake(async () => (await kiosk.row(caseId)).attempts === 2);
    expect(await kiosk.row(caseId)).toMatchObject({ state: 'queued', ask_first: 1 });
    await upstream.comeBack();
    await wake(async () => (await kiosk.row(caseId)).state === 'acknowledged');
    expect(askedOfCases()).toEqual(['putCase', 'getCase', 'getCase']);
  });

  test('many of them before an upstream that is silent cost one time-out, not one each', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 20; count += 1) ids.push(await kiosk.submit());
    upstream.failNext('hang', { operation: 'putCases' });
    await kiosk.begin();
    upstream.failNext('hang', { operation: 'getCase' });
    await wake(async () => (await kiosk.row(ids[0]!)).attempts === 2);
    expect(askedOfCases()).toEqual(['putBatch 20', 'getCase']);
    for (const id of ids) expect(await kiosk.row(id)).toMatchObject({ ask_first: 1 });
    await wake(() => kiosk.sync.state().waiting === 0);
    expect((await arrivals()).sort()).toEqual([...ids].sort());
  });
});

describe('restarts', () => {
  test('a case cut off while being sent is asked for and settled once', async () => {
    const caseId = await kiosk.submit();
    upstream.failNext('drop-after-store', { operation: 'putCase' });
    await kiosk.begin();
    // What a power cut in the middle of a request leaves.
    await kiosk
      .db<OutboxRow>('outbox')
      .where('case_id', caseId)
      .update({ state: 'sending', ask_first: 0 });
    await kiosk.restart();
    await kiosk.begin();
    expect((await kiosk.row(caseId)).state).toBe('acknowledged');
    expect(askedOfCases()).toEqual(['putCase', 'getCase']);
    expect(await arrivals()).toEqual([caseId]);
  });

  test('stop() in the middle of a request waits for it, and nothing is sent twice', async () => {
    const caseId = await kiosk.submit();
    upstream.failNext('slow', { operation: 'putCase', ms: 150 });
    kiosk.sync.start();
    await waitFor('the request', () => kiosk.asked.includes('putCase') || undefined);
    await kiosk.restart();
    await kiosk.begin();
    expect((await kiosk.row(caseId)).state).toBe('acknowledged');
    expect(await arrivals()).toEqual([caseId]);
  });

  test('a back-off outlives the restart', async () => {
    const caseId = await kiosk.submit();
    upstream.failNext('status-500', { operation: 'putCase', code: 'internal' });
    await kiosk.begin();
    const { due_at: due } = await kiosk.row(caseId);
    await kiosk.restart();
    await kiosk.begin();
    expect(askedOfCases()).toEqual(['putCase']);
    await kiosk.nextRound();
    expect(now()).toBe(due);
    expect((await kiosk.row(caseId)).state).toBe('acknowledged');
  });

  test('what a round could not write down is taken up again without a restart', async () => {
    const caseId = await kiosk.submit();
    // Refuses the one write that records the answer, as a full disk would.
    await kiosk.db.raw(
      `CREATE TRIGGER full BEFORE UPDATE OF acknowledgement ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    await kiosk.begin();
    expect(kiosk.logged.some((line) => line.includes('sync.round'))).toBe(true);
    await kiosk.db.raw('DROP TRIGGER full');
    await wake(async () => (await kiosk.row(caseId)).state === 'acknowledged');
    expect(askedOfCases()).toEqual(['putCase', 'getCase']);
    expect(await arrivals()).toEqual([caseId]);
  });
});

describe('decisions', () => {
  test('arrive by cursor, are told once and outlive restarts', async () => {
    const caseId = await kiosk.submit();
    await kiosk.begin();
    await upstream.reviews.decide(caseId, 'in_review', null);
    await kiosk.nextRound();
    const { case_number: caseNumber } = await kiosk.stub(caseId);
    expect(kiosk.changes).toContainEqual({ caseNumber, status: 'in_review' });
    await upstream.reject(caseId, 'NO_GROUND');
    await kiosk.restart();
    kiosk.changes.length = 0;
    await kiosk.begin();
    expect(await kiosk.stub(caseId)).toMatchObject({
      status: 'rejected',
      status_reason: 'NO_GROUND',
    });
    expect(kiosk.changes.filter((change) => change !== null)).toEqual([
      { caseNumber, status: 'rejected' },
    ]);
    await kiosk.restart();
    kiosk.changes.length = 0;
    await kiosk.begin();
    expect(kiosk.changes.filter((change) => change !== null)).toEqual([]);
    expect((await kiosk.stub(caseId)).status).toBe('rejected');
  });

  test('more than a page of them arrive in one round', async () => {
    const caseId = await kiosk.submit();
    await kiosk.begin();
    for (let count = 0; count < 205; count += 1)
      await upstream.reviews.decide(caseId, 'in_review', null);
    await upstream.reject(caseId, 'NO_GROUND');
    kiosk.asked.length = 0;
    await kiosk.nextRound();
    expect((await kiosk.stub(caseId)).status).toBe('rejected');
    expect(kiosk.asked).toEqual(['decisions', 'decisions', 'decisions']);
  });

  test('one that came before the acknowledgement is not undone by it', async () => {
    const caseId = await kiosk.submit();
    upstream.failNext('drop-after-store', { operation: 'putCase' });
    upstream.failNext('status-503', { operation: 'listDecisions' });
    await kiosk.begin();
    await upstream.reject(caseId, 'NO_GROUND');
    upstream.failNext('status-503', { operation: 'getCase' });
    await wake(async () => (await kiosk.stub(caseId)).status === 'rejected');
    await wake(async () => (await kiosk.row(caseId)).state === 'acknowledged');
    expect(await kiosk.stub(caseId)).toMatchObject({
      status: 'rejected',
      status_reason: 'NO_GROUND',
    });
  });
});

describe('online or not', () => {
  const state = (): boolean => kiosk.sync.state().online;

  test('not before upstream itself has answered', async () => {
    expect(state()).toBe(false);
    await kiosk.begin();
    expect(state()).toBe(true);
  });

  test('gone with upstream, back with it, and each told once', async () => {
    await kiosk.begin();
    kiosk.changes.length = 0;
    await upstream.goAway();
    await kiosk.nextRound();
    expect(state()).toBe(false);
    await kiosk.nextRound();
    await upstream.comeBack();
    await kiosk.nextRound();
    expect(state()).toBe(true);
    expect(kiosk.changes).toEqual([null, null]);
  });

  test.each(['html-200', 'redirect', 'hang', 'cut', 'status-502'] as const)(
    'a %s in upstream’s place is not upstream',
    async (fault) => {
      upstream.failNext(fault);
      await kiosk.begin();
      expect(state()).toBe(false);
      await kiosk.nextRound();
      expect(state()).toBe(true);
    },
  );

  test('a kiosk that upstream does not know is not online', async () => {
    upstream.failNext('status-401', { code: 'clock-skew' });
    await kiosk.begin();
    expect(state()).toBe(false);
  });

  test('an upstream that is away is asked less and less, at most every minute', async () => {
    await upstream.goAway();
    await kiosk.begin();
    const slept: number[] = [];
    for (let count = 0; count < 6; count += 1) slept.push(await kiosk.nextRound());
    expect(slept).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });
});
