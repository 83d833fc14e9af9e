// The outbox against a model: whatever order cases, faults, restarts and hours come in, no case is lost, doubled or deleted,
// and only upstream's signed word settles one.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requeueInterrupted } from '../../db/outbox.ts';
import type { OutboxRow } from '../../db/tables.ts';
import { inTransaction } from '../../db/transaction.ts';
import { sendDue } from '../../electron/core/sending.ts';
import { CaseId } from '../../electron/domain.ts';
import { startOutboxKiosk } from '../support/outbox-kiosk.ts';
import type { OutboxKiosk } from '../support/outbox-kiosk.ts';
import { startTestUpstream } from '../support/upstream.ts';
import type { Fault } from '../upstream/faults.ts';
import type { UpstreamHandle } from '../upstream/server.ts';

/** What the model knows: every id that was said to be handed in, and which of them are settled or parked for good. */
interface Model {
  readonly submitted: string[];
  readonly ended: Map<string, string>;
}
interface Real {
  readonly kiosk: OutboxKiosk;
  readonly upstream: UpstreamHandle;
}

let upstream: UpstreamHandle;
let kiosk: OutboxKiosk;

beforeAll(async () => {
  upstream = await startTestUpstream();
  kiosk = await startOutboxKiosk(upstream);
});
afterAll(async () => {
  await kiosk.stop();
  await upstream.stop();
});

/** What must be true after every single step. */
async function check(model: Model, real: Real): Promise<void> {
  const rows = await real.kiosk.db<OutboxRow>('outbox').orderBy('seq');
  const arrived = await real.upstream
    .db<{ case_id: string; sha256: string }>('cases')
    .select('case_id', 'sha256');
  const shaOf = new Map(arrived.map((row) => [row.case_id, row.sha256]));
  // Never lost, never deleted, in the order they were handed in.
  expect(rows.map((row) => row.case_id)).toEqual(model.submitted);
  // Never twice, and nothing that was not handed in.
  expect(shaOf.size).toBe(arrived.length);
  expect(arrived.filter((row) => !model.submitted.includes(row.case_id))).toEqual([]);
  for (const row of rows) {
    const before = model.ended.get(row.case_id);
    if (before !== undefined) {
      expect(row.state).toBe(before);
      continue;
    }
    if (row.state === 'acknowledged') {
      const word = await real.kiosk.sealing.readAcknowledgement(row.acknowledgement ?? '', {
        id: row.case_id,
        sha256: row.sha256,
      });
      expect(word).toMatchObject({ status: 'accepted' });
      expect(shaOf.get(row.case_id)).toBe(row.sha256);
      expect(row.sealed).toBeNull();
    } else expect(row.sealed).not.toBeNull();
    if (row.state === 'needs-staff' || row.state === 'quarantined')
      expect(row.reason).not.toBeNull();
    if (!['queued', 'sending'].includes(row.state)) model.ended.set(row.case_id, row.state);
  }
}

type Step = fc.AsyncCommand<Model, Real>;

function step(name: string, act: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, real) {
      await act(model, real);
      await check(model, real);
    },
    toString: () => name,
  };
}

/** One round of sending, as the pump runs it. */
async function pump({ kiosk: { db, upstreamClient, sealing, clock, dice } }: Real): Promise<void> {
  const random = (): number => dice;
  await sendDue({ db, upstream: upstreamClient, sealing, clock, log: () => undefined, random });
}

const faults: readonly Fault[] = [
  'cut',
  'drop-after-store',
  'half-answer',
  'status-500',
  'status-503',
  'html-200',
  'empty-200',
  'redirect',
  'wrong-id',
  'wrong-hash',
  'bad-signature',
];
const operations = ['putCase', 'putCases', 'getCase'] as const;

const pumpStep = fc.constant(step('pump', (_, real) => pump(real)));
const steps = [
  pumpStep,
  pumpStep,
  pumpStep,
  fc.integer({ min: 1, max: 3 }).map((count) =>
    step(`submit ${count}`, async (model, real) => {
      for (let done = 0; done < count; done += 1) model.submitted.push(await real.kiosk.submit());
    }),
  ),
  fc
    .record({ fault: fc.constantFrom(...faults), operation: fc.constantFrom(...operations) })
    .map(({ fault, operation }) =>
      step(`${operation} shows ${fault}`, (_, real) => {
        real.upstream.failNext(fault, { operation });
        return Promise.resolve();
      }),
    ),
  fc.constantFrom(...operations).map((operation) =>
    step(`${operation} is refused`, (_, real) => {
      real.upstream.failNext('status-422', { operation, code: 'envelope-form' });
      return Promise.resolve();
    }),
  ),
  fc
    .integer({ min: 0, max: 400 })
    .map((seconds) =>
      step(`${seconds} s pass`, (_, real) => real.kiosk.clock.advance(seconds * 1000)),
    ),
  fc.constant(
    step('restart', async (_, real) => {
      await real.kiosk.restart();
      await takeUp(real);
    }),
  ),
  fc.constant(
    step('cut off in the middle of a round', async (_, real) => {
      // The power goes while what was claimed is on its way: the answers are never written down.
      const { db, clock } = real.kiosk;
      const now = clock.now().getTime();
      await db<OutboxRow>('outbox')
        .where('state', 'queued')
        .andWhere('due_at', '<=', now)
        .update({ state: 'sending' });
      for (const row of await db<OutboxRow>('outbox').where('state', 'sending'))
        await real.kiosk.upstreamClient.putCase({
          id: CaseId.parse(row.case_id),
          envelope: row.envelope,
          sealed: row.sealed ?? '',
        });
      await real.kiosk.restart();
      await takeUp(real);
    }),
  ),
];

async function takeUp({ kiosk: { db, clock } }: Real): Promise<void> {
  await inTransaction(db, () => requeueInterrupted(db, clock.now().getTime()));
}

/** Lets everything that still waits go out over a network that is well. */
async function drain(real: Real): Promise<void> {
  real.upstream.clearFaults();
  for (let round = 0; round < 20; round += 1) {
    await real.kiosk.clock.advance(300_000);
    await pump(real);
  }
}

test('never lost, never twice, never deleted, settled only by a signed acknowledgement', async () => {
  /** One kiosk and one upstream live through every run: the model begins with what stands there. */
  const lived: Model = { submitted: [], ended: new Map() };
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 30, size: 'max' }), async (commands) => {
      const real = { kiosk, upstream };
      await fc.asyncModelRun(() => ({ model: lived, real }), commands);
      await drain(real);
      await check(lived, real);
      const rows = await kiosk.db<OutboxRow>('outbox').select('state');
      expect(rows.filter((row) => row.state === 'queued' || row.state === 'sending')).toEqual([]);
    }),
    { numRuns: 24, seed: 20_261_123, endOnFailure: true },
  );
  const states = [...lived.ended.values()];
  // The dice did reach what is to be shown.
  expect(states.filter((state) => state === 'acknowledged').length).toBeGreaterThan(20);
  expect(states).toContain('needs-staff');
}, 180_000);
