// The half of a kiosk that hands cases in, on real parts: SQLite on disk, real keys, HTTP to a reference upstream. The pump
// runs by a moved clock; everything it asks of upstream is written down in order.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/open.ts';
import type { CaseRow, Db, OutboxRow } from '../../db/tables.ts';
import { openCases } from '../../electron/core/cases.ts';
import type { Cases } from '../../electron/core/cases.ts';
import { openSealing } from '../../electron/core/sealing.ts';
import type { Sealing } from '../../electron/core/sealing.ts';
import { createSync } from '../../electron/core/sync.ts';
import type { Sync, SyncChange } from '../../electron/core/sync.ts';
import { createUpstream } from '../../electron/core/upstream.ts';
import type { Upstream } from '../../electron/core/upstream-port.ts';
import type { CaseContent } from '../../electron/domain.ts';
import { machineClock } from '../upstream/clock.ts';
import type { UpstreamHandle } from '../upstream/server.ts';
import { sampleCase } from './kiosk-device.ts';
import { movedClock } from './moved-clock.ts';
import type { MovedClock } from './moved-clock.ts';
import { waitFor } from './wait.ts';

export interface OutboxKiosk {
  readonly dataDir: string;
  readonly clock: MovedClock;
  readonly db: Db;
  readonly sealing: Sealing;
  readonly cases: Cases;
  readonly sync: Sync;
  /** The pump's own way upstream. */
  readonly upstreamClient: Upstream;
  /** Every question asked of upstream, in order: `putCase`, `putBatch 3`, `getCase`, `decisions`. */
  readonly asked: string[];
  readonly changes: SyncChange[];
  readonly logged: string[];
  /** What the pump's dice show; 1 unless a test says otherwise. */
  dice: number;
  /** Hands one in and gives its id. */
  submit(overrides?: Partial<CaseContent>): Promise<string>;
  row(caseId: string): Promise<OutboxRow>;
  stub(caseId: string): Promise<CaseRow>;
  /** Starts the pump and waits for the end of its first round. */
  begin(): Promise<void>;
  /** Runs `cause`, then waits until the round it started has ended. */
  round(cause: () => unknown): Promise<void>;
  /** Moves time to the pump's next round and waits for its end; gives how long the pump slept, milliseconds. */
  nextRound(): Promise<number>;
  /** Ends the program's half and starts it again over the same folder. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** How long one exchange may take before it is silence, milliseconds. */
const timeoutMs = 400;

/** A kiosk enrolled at `upstream` as `kiosk-01`; its data directory is removed by stop(). */
export async function startOutboxKiosk(upstream: UpstreamHandle): Promise<OutboxKiosk> {
  const dataDir = await mkdtemp(join(tmpdir(), 'outbox-'));
  const asked: string[] = [];
  const changes: SyncChange[] = [];
  const logged: string[] = [];
  const clock = movedClock();
  let armed = 0;
  let sleepMs = 0;
  /** The pump sleeps after each round, and nothing else sets a timer on this clock. */
  const pumpClock = {
    ...clock,
    after(ms: number, then: () => void) {
      armed += 1;
      sleepMs = ms;
      return clock.after(ms, then);
    },
  };
  const log = (level: string, code: string, fields?: object): void =>
    void logged.push(JSON.stringify([level, code, fields ?? {}]));

  async function open() {
    const db = await openDatabase(join(dataDir, 'kiosk.sqlite'));
    const sealing = await openSealing({
      dataDir,
      deviceId: 'kiosk-01',
      keys: upstream.keys,
      clock: machineClock(),
    });
    const client = createUpstream({
      baseUrl: upstream.url,
      sealing,
      clock: machineClock(),
      log,
      timeoutMs,
    });
    const cases = openCases({ db, sealing, clock, log });
    const sync = createSync({
      db,
      sealing,
      upstream: listened(client, asked),
      clock: pumpClock,
      log,
      random: () => kiosk.dice,
    });
    sync.onChange((change) => changes.push(change));
    return { db, sealing, client, cases, sync };
  }

  let parts = await open();
  const enrolled = await parts.client.enrol({
    deviceId: 'kiosk-01',
    enrolmentCode: 'enrolment-1',
    publicKey: parts.sealing.publicKey,
  });
  if (enrolled.kind !== 'ok') throw new Error(`not enrolled: ${enrolled.kind}`);
  const kiosk: OutboxKiosk = {
    dataDir,
    clock,
    asked,
    changes,
    logged,
    dice: 1,
    get db() {
      return parts.db;
    },
    get sealing() {
      return parts.sealing;
    },
    get cases() {
      return parts.cases;
    },
    get sync() {
      return parts.sync;
    },
    get upstreamClient() {
      return parts.client;
    },
    async submit(overrides) {
      const result = await parts.cases.submit(sampleCase(overrides));
      if (!result.ok) throw new Error(result.code);
      return result.caseId;
    },
    row: (caseId) => one(parts.db<OutboxRow>('outbox').where('case_id', caseId)),
    stub: (caseId) => one(parts.db<CaseRow>('cases').where('case_id', caseId)),
    begin: () => kiosk.round(() => parts.sync.start()),
    async round(cause) {
      const before = armed;
      await cause();
      await waitFor('the end of a round', () => (armed > before ? true : undefined));
    },
    async nextRound() {
      const slept = sleepMs;
      await kiosk.round(() => clock.advance(slept));
      return slept;
    },
    async restart() {
      await close(parts);
      parts = await open();
    },
    async stop() {
      await close(parts);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return kiosk;
}

async function close(parts: { sync: Sync; client: Upstream; db: Db }): Promise<void> {
  await parts.sync.stop();
  await parts.client.close();
  await parts.db.destroy();
}

async function one<T>(query: PromiseLike<unknown>): Promise<T> {
  const [row] = (await query) as T[];
  if (row === undefined) throw new Error('no such row');
  return row;
}

/** The client itself, with each question of the pump written down. */
function listened(client: Upstream, asked: string[]): Upstream {
  return {
    ...client,
    putCase(item) {
      asked.push('putCase');
      return client.putCase(item);
    },
    getCase(id) {
      asked.push('getCase');
      return client.getCase(id);
    },
    putBatch(items) {
      asked.push(`putBatch ${items.length}`);
      return client.putBatch(items);
    },
    decisions(after, limit) {
      asked.push('decisions');
      return client.decisions(after, limit);
    },
  };
}
