// The pump: what waits in the outbox goes upstream, and only upstream's signed acknowledgement settles it. Loops, backs
// off, asks before it sends again, parks what needs a person, deletes nothing. One run at a time.
import { findCases } from '../../db/cases.ts';
import { countOutbox, nextDue, requeueInterrupted } from '../../db/outbox.ts';
import type { Db } from '../../db/tables.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CaseNumber, CaseStatus, Clock, Log } from '../domain.ts';
import { CaseNumber as CaseNumberSchema, CaseStatus as CaseStatusSchema } from '../domain.ts';
import { fetchDecisions } from './decisions.ts';
import type { Sealing } from './sealing.ts';
import { sendDue } from './sending.ts';
import type { Upstream } from './upstream-port.ts';

/** A case of this kiosk moved; null: only counts or the connection changed. */
export type SyncChange = { readonly caseNumber: CaseNumber; readonly status: CaseStatus } | null;
export interface Sync {
  start(): void;
  /** Resolves when the run in flight has ended. */
  stop(): Promise<void>;
  /** Something new waits: do not sleep until the next round. */
  kick(): void;
  state(): { readonly online: boolean; readonly waiting: number; readonly needsStaff: number };
  onChange(listener: (change: SyncChange) => void): void;
}
export interface SyncDeps {
  readonly db: Db;
  readonly upstream: Upstream;
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
  /** How often decisions are asked for while all is quiet, milliseconds. */
  readonly pollMs?: number;
}

/** Makes the pump; nothing moves before start(). */
export function createSync(deps: SyncDeps): Sync {
  const { db, clock, log } = deps;
  const random = deps.random ?? Math.random;
  const pollMs = deps.pollMs ?? 5000;
  const listeners: ((change: SyncChange) => void)[] = [];
  let state = { online: false, waiting: 0, needsStaff: 0 };
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = true;
  let cancelTimer = (): void => undefined;
  /** Rounds of decisions that failed in a row; spaces the polling of an upstream that is away. */
  let quietRounds = 0;
  /** A round broke off, so rows it had claimed may still be marked as being sent. */
  let brokenOff = false;

  function tell(change: SyncChange): void {
    for (const listener of listeners) listener(change);
  }

  async function tellCases(caseIds: readonly string[]): Promise<void> {
    for (const row of await findCases(db, caseIds))
      tell({
        caseNumber: CaseNumberSchema.parse(row.case_number),
        status: CaseStatusSchema.parse(row.status),
      });
  }

  async function refresh(online: boolean): Promise<void> {
    const counts = await countOutbox(db);
    const changed =
      state.online !== online ||
      state.waiting !== counts.waiting ||
      state.needsStaff !== counts.needsStaff;
    if (state.online !== online)
      log('info', online ? 'sync.online' : 'sync.offline', { waiting: counts.waiting });
    state = { online, ...counts };
    if (changed) tell(null);
  }

  /** Puts back what was being sent when the program or a round ended: it may have arrived, so it is asked for first. */
  async function takeUpInterrupted(): Promise<void> {
    const count = await inTransaction(db, () => requeueInterrupted(db, clock.now().getTime()));
    if (count > 0) log('info', 'sync.interrupted', { count });
    brokenOff = false;
  }

  async function round(): Promise<void> {
    if (brokenOff) await takeUpInterrupted();
    for (;;) {
      const sent = await sendDue({ ...deps, random });
      await tellCases(sent.moved);
      if (sent.claimed === 0 || stopped) break;
      await refresh(sent.heard ?? state.online);
    }
    const decided = await fetchDecisions(deps);
    await tellCases(decided.moved);
    quietRounds = decided.heard ? 0 : quietRounds + 1;
    await refresh(decided.heard);
  }

  async function delay(): Promise<number> {
    const polling = Math.min(60_000, pollMs * 2 ** Math.min(quietRounds, 6));
    const due = await nextDue(db);
    return due === null ? polling : Math.max(0, Math.min(polling, due - clock.now().getTime()));
  }

  function run(): void {
    if (stopped) return;
    if (running !== null) {
      again = true;
      return;
    }
    cancelTimer();
    running = round()
      .catch((error: unknown) => {
        log('error', 'sync.round', { error: error instanceof Error ? error.name : 'unknown' });
        brokenOff = true;
        quietRounds += 1;
      })
      .then(delay)
      .catch(() => pollMs)
      .then((ms) => {
        running = null;
        if (stopped) return;
        if (again) {
          again = false;
          run();
        } else cancelTimer = clock.after(Math.max(50, ms), run);
      });
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      running = takeUpInterrupted()
        .then(() => refresh(false))
        .catch((error: unknown) => {
          brokenOff = true;
          log('error', 'sync.start', { error: error instanceof Error ? error.name : 'unknown' });
        })
        .then(() => {
          running = null;
          run();
        });
    },
    async stop() {
      stopped = true;
      cancelTimer();
      await running;
    },
    kick: run,
    state: () => state,
    onChange: (listener) => void listeners.push(listener),
  };
}
