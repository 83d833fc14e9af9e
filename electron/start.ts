// Composition root of both shells: Config in, App out. The only place where the parts of a kiosk meet.
// Must not decide anything a person could notice.
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { dropAllDrafts, dropDraft, dropExpiredDrafts, getDraft, putDraft } from '../db/drafts.ts';
import { openDatabase } from '../db/open.ts';
import { addDocument, listDocuments } from '../db/signed-documents.ts';
import {
  closeInterruptedPrints,
  insertPrintIntent,
  markCollected,
  markPrint,
} from '../db/prints.ts';
import { getSetting, putSetting } from '../db/settings.ts';
import type { Db } from '../db/tables.ts';
import { inTransaction } from '../db/transaction.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { App } from './contract.ts';
import { createApp } from './core/app.ts';
import { openCases } from './core/cases.ts';
import type { DraftStore } from './core/drafts.ts';
import { openDrafts } from './core/drafts.ts';
import { loadPolicyData } from './core/policy/load.ts';
import { openPolicies } from './core/policy-updates.ts';
import type { PrintStore } from './core/print/ledger.ts';
import { openPrintLedger } from './core/print/ledger.ts';
import type { Sealing } from './core/sealing.ts';
import { openSealing } from './core/sealing.ts';
import { createSync } from './core/sync.ts';
import type { Upstream } from './core/upstream-port.ts';
import { createUpstream } from './core/upstream.ts';
import { createCodeReader } from './core/verify.ts';
import { createDevices, warmUpPaper } from './devices/index.ts';
import type { Clock, FailureCode, Log } from './domain.ts';
import { systemLog } from './log.ts';
import { openStaff } from './start-desk.ts';

/** Free space below which no new visit begins: what is under way must still fit. Bytes. */
const leastFreeBytes = 200 * 1024 * 1024;

function draftStore(db: Db): DraftStore {
  return {
    put: (person_tag, sealed, expires_at) => putDraft(db, { person_tag, sealed, expires_at }),
    get: (personTag, now) => getDraft(db, personTag, now),
    drop: async (personTag) => {
      await dropDraft(db, personTag);
    },
    dropExpired: (now) => dropExpiredDrafts(db, now),
    dropAll: () => dropAllDrafts(db),
  };
}

function printStore(db: Db): PrintStore {
  return {
    insertIntent: ({ at, ...intent }) => insertPrintIntent(db, intent, at),
    mark: (serial, state, reason, at) => markPrint(db, serial, state, reason, at),
    collected: (serial, whole, at) => markCollected(db, serial, whole, at),
    closeInterrupted: (at) => closeInterruptedPrints(db, at),
  };
}

/** Registers the device's public key once; tried again with every start and every minute until upstream has it. */
function enrolInBackground(deps: {
  db: Db;
  config: Config;
  upstream: Upstream;
  sealing: Sealing;
  clock: Clock;
  log: Log;
  enrolled: () => void;
}): () => void {
  const { config, upstream, sealing, db, clock, log } = deps;
  const key = 'device.enrolled';
  const mark = `${config.upstream.baseUrl} ${sealing.publicKey.x}`;
  let cancel = (): void => undefined;

  async function attempt(): Promise<void> {
    if ((await getSetting(db, key)) === mark) return;
    const { enrolmentCode } = config.upstream;
    if (enrolmentCode === undefined) return;
    const answer = await upstream.enrol({
      deviceId: sealing.deviceId,
      enrolmentCode,
      publicKey: sealing.publicKey,
    });
    if (answer.kind === 'ok') {
      await inTransaction(db, () => putSetting(db, key, mark));
      log('info', 'device.enrolled');
      deps.enrolled();
      return;
    }
    log('warn', 'device.not-enrolled', { kind: answer.kind });
    cancel = clock.after(answer.kind === 'refused' ? 60_000 : 5000, begin);
  }
  function begin(): void {
    attempt().catch((error: unknown) =>
      log('error', 'device.enrol', { error: error instanceof Error ? error.name : 'unknown' }),
    );
  }
  begin();
  return () => cancel();
}

/** Looks at the disk every half minute; the answer is ready when a visit begins. */
function watchSpace(
  dir: string,
  clock: Clock,
  log: Log,
): { code: () => FailureCode | null; stop: () => void } {
  let code: FailureCode | null = null;
  let cancel = (): void => undefined;
  async function look(): Promise<void> {
    const { bavail, bsize } = await statfs(dir);
    const full = bavail * bsize < leastFreeBytes;
    if (full !== (code !== null)) log(full ? 'error' : 'info', 'disk.space', { full });
    code = full ? 'disk-full' : null;
  }
  function again(): void {
    look()
      .catch((error: unknown) =>
        log('error', 'disk.look', { error: error instanceof Error ? error.name : 'unknown' }),
      )
      .finally(() => {
        cancel = clock.after(30_000, again);
      });
  }
  again();
  return { code: () => code, stop: () => cancel() };
}

/** Loads what is needed later, so that nobody waits for it then. */
async function warmUp(): Promise<void> {
  await import('./core/photo.ts');
  await import('./core/materials.ts');
  await warmUpPaper();
}

/** The first screen has the processor for itself until then. */
const warmUpAfterMs = 3000;

/** Opens a kiosk. Rejects with a StorageError when its database cannot be used. */
export async function startKiosk(
  config: Config,
  given: { clock?: Clock; log?: Log } = {},
): Promise<App> {
  const clock = given.clock ?? systemClock;
  const log = given.log ?? systemLog;
  const db = await openDatabase(join(config.dataDir, 'kiosk.sqlite'));
  const sealing = await openSealing({
    dataDir: config.dataDir,
    deviceId: config.deviceId,
    keys: config.upstream.keys,
    clock,
  });
  const upstream = createUpstream({ baseUrl: config.upstream.baseUrl, sealing, clock, log });
  const sync = createSync({ db, upstream, sealing, clock, log });
  const devices = createDevices({ ...config, permitPrinter: withFolder(config) }, log);
  const space = watchSpace(config.dataDir, clock, log);
  const policies = await openPolicies({
    shipped: loadPolicyData(),
    store: {
      list: () => listDocuments(db, 'policies'),
      add: (table) => addDocument(db, 'policies', table),
    },
    keys: config.upstream.keys.policy ?? [],
    city: config.place.cityAdcode,
    upstream,
    clock,
    log,
  });
  const staff = await openStaff({ db, config, upstream, clock, log });
  const stopEnrolling = enrolInBackground({
    db,
    config,
    upstream,
    sealing,
    clock,
    log,
    enrolled() {
      sync.kick();
      void policies.ask();
      void staff.lists.ask();
    },
  });
  const drafts = await openDrafts({
    runtimeDir: config.runtimeDir,
    store: draftStore(db),
    clock,
    log,
  });
  const ledger = await openPrintLedger({
    store: printStore(db),
    clock,
    log,
    deviceId: config.deviceId,
  });
  const app = createApp({
    place: config.place,
    deviceId: config.deviceId,
    demonstration: config.demonstration,
    clock,
    log,
    drafts,
    policies,
    cases: openCases({ db, sealing, clock, log }),
    sync,
    upstream,
    ledger,
    audit: staff.audit,
    openDesk: staff.openDesk,
    idReader: devices.idReader,
    photoDecoder: devices.photoDecoder,
    receiptPrinter: devices.receiptPrinter,
    permitPrinter: devices.permitPrinter,
    codeScanner: devices.codeScanner,
    wedge: wedgeOf(config),
    readCode: createCodeReader(config.upstream.keys.permit, config.residentCode.begins),
    // The image library is loaded with the first picture, or while nothing happens.
    judgePhoto: async (image, measures) =>
      (await import('./core/photo.ts')).judgePhoto(image, measures),
    judgePaper: async (image) => (await import('./core/materials.ts')).judgePaper(image),
    placeDemoCard: config.demonstration ? devices.placeDemoCard : null,
    quietScale: config.timeouts.quietScale,
    checkOutput: !config.production,
    outOfUse: space.code,
    morningCheckAt: config.morningCheckAt ?? null,
    async release() {
      stopWarmUp();
      space.stop();
      stopEnrolling();
      staff.lists.stop();
      await db.destroy();
    },
  });
  const stopWarmUp = clock.after(warmUpAfterMs, () => {
    warmUp().catch((error: unknown) => {
      // Whoever needs it first meets the same trouble and tells it.
      log('error', 'kiosk.not-warm', { error: error instanceof Error ? error.name : 'unknown' });
    });
  });
  void staff.lists.ask();
  log('info', 'kiosk.started', {
    demonstration: config.demonstration,
    production: config.production,
  });
  return app;
}

function wedgeOf({ codeScanner }: Config): { prefix: string; suffix: string } | null {
  if (codeScanner.kind !== 'wedge') return null;
  return { prefix: codeScanner.prefix, suffix: codeScanner.suffix };
}

function withFolder(config: Config): Parameters<typeof createDevices>[0]['permitPrinter'] {
  return config.permitPrinter.kind === 'cups'
    ? config.permitPrinter
    : { kind: 'simulated', dir: join(config.dataDir, 'paper') };
}
