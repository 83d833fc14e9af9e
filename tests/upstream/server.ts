// The reference upstream: openapi.yaml over real HTTP with its own database. Started by tests in-process and by main.ts
// for the demonstration. A specimen issuer: nothing it signs is a real permit.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Knex } from 'knex';
import type { CaseContent, Clock } from '../../electron/domain.ts';
import type { JWK } from 'jose';
import { createCases } from './cases.ts';
import type { Cases } from './cases.ts';
import { dateInShanghai, machineClock } from './clock.ts';
import { createWriter, openDatabase } from './database.ts';
import type { Writer } from './database.ts';
import { createDevices } from './devices.ts';
import { createFaults } from './faults.ts';
import type { Fault, FaultOptions } from './faults.ts';
import { createHttpServer } from './http.ts';
import { loadKeys } from './keys.ts';
import { createPermits } from './permits.ts';
import type { Permits } from './permits.ts';
import { createShelf } from './signed-shelf.ts';
import type { SignedShelf } from './signed-shelf.ts';
import { createPresentations } from './presentations.ts';
import type { Presentations } from './presentations.ts';
import { drawPortrait } from './portrait.ts';
import { createRegistry } from './registry.ts';
import type { RegisteredPerson, Registry } from './registry.ts';
import { createGate } from './requests.ts';
import { createReviews } from './reviews.ts';
import type { Reviews } from './reviews.ts';
import { createRoutes } from './routes.ts';

/** How often an automatic review looks for cases that have waited long enough. */
const REVIEW_EVERY_MS = 500;

export interface UpstreamOptions {
  /** A file, `:memory:` or `postgres://…`. */
  readonly database: string;
  /** 0 = any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Seconds from arrival to automatic approval; reviews wait for `approve` and `reject` without it. */
  readonly approveAfterSeconds?: number;
  /** The demonstration's people by card name. */
  readonly people?: Readonly<Record<string, RegisteredPerson>>;
  readonly enrolmentCodes?: readonly string[];
  /** One code serves any number of kiosks (demonstration). */
  readonly enrolmentCodesReusable?: boolean;
  readonly onBug?: (error: unknown) => void;
}
/** Public keys a kiosk is given. */
export interface PublicKeys {
  readonly encryption: JWK[];
  readonly acknowledgement: JWK[];
  readonly permit: JWK[];
  readonly policy?: JWK[];
  readonly staff?: JWK[];
}
export interface UpstreamHandle {
  readonly url: string;
  readonly port: number;
  readonly keys: PublicKeys;
  readonly db: Knex;
  readonly cases: Cases;
  readonly permits: Permits;
  readonly presentations: Presentations;
  readonly registry: Registry;
  readonly reviews: Reviews;
  readonly policies: SignedShelf;
  readonly staff: SignedShelf;
  readonly approve: Reviews['approve'];
  readonly reject: Reviews['reject'];
  /** What the reviewer reads; throws when the case is unknown or cannot be opened. */
  openCase(caseId: string): Promise<CaseContent>;
  /** Makes the next request (or `times` of them) go wrong. */
  failNext(fault: Fault, options?: FaultOptions): void;
  clearFaults(): void;
  /** Stops listening and cuts every connection: connections are refused until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the reference upstream on 127.0.0.1. */
export async function startUpstream(options: UpstreamOptions): Promise<UpstreamHandle> {
  const clock = options.clock ?? machineClock();
  const onBug = options.onBug ?? ((error: unknown) => console.error(error));
  const db = await openDatabase(options.database);
  const writer = createWriter(db);
  const keys = await loadKeys(writer);
  const today = dateInShanghai(clock.now());
  const registry = createRegistry(options.people ?? {}, today, await drawPortrait());
  const devices = createDevices(db, writer, clock, {
    codes: options.enrolmentCodes ?? ['enrolment-1', 'enrolment-2'],
    reusable: options.enrolmentCodesReusable ?? false,
  });
  const permits = createPermits(db, clock, keys.permit);
  const presentations = createPresentations(db, clock, keys.permit);
  const cases = createCases({ db, writer, devices, keys, clock });
  const reviews = createReviews({ db, writer, cases, permits, registry, clock });
  const faults = createFaults();
  const policies = createShelf('policy+jws', keys.policy);
  const staff = createShelf('staff+jws', keys.staff);
  const routes = createRoutes({
    db,
    devices,
    cases,
    reviews,
    permits,
    presentations,
    registry,
    clock,
    policies,
    staff,
  });
  const server = createHttpServer({
    routes,
    gate: createGate(clock),
    devices,
    faults,
    clock,
    acknowledgement: keys.acknowledgement,
    onBug,
  });
  await issueHeldPermits(writer, permits, registry);
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const stopReviews = startReviews(reviews, clock, options.approveAfterSeconds, onBug);

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    keys: {
      encryption: [keys.encryption.publicJwk],
      acknowledgement: [keys.acknowledgement.publicJwk],
      permit: [keys.permit.publicJwk],
      policy: [keys.policy.publicJwk],
      staff: [keys.staff.publicJwk],
    },
    db,
    cases,
    permits,
    presentations,
    registry,
    reviews,
    policies,
    staff,
    approve: reviews.approve,
    reject: reviews.reject,
    async openCase(caseId) {
      const content = await cases.open(caseId);
      if (!content) throw new Error(`no readable case ${caseId}`);
      return content;
    },
    failNext: faults.failNext,
    clearFaults: faults.clear,
    goAway: () => closeServer(server),
    comeBack: () => listen(server, port),
    async stop() {
      await stopReviews();
      if (server.listening) await closeServer(server);
      await writer.settled();
      await db.destroy();
    },
  };
}

/** People of the registry who hold a permit get it at the first start. */
async function issueHeldPermits(
  writer: Writer,
  permits: Permits,
  registry: Registry,
): Promise<void> {
  for (const { person, registration, photo, permitIssuedOn } of registry.all()) {
    if (permitIssuedOn === null || photo === null) continue;
    await writer.run(async (trx) => {
      if (await permits.onRecord(person.idNumber, trx)) return;
      await permits.issue(trx, {
        applicant: person,
        cityAdcode: '440100',
        registration,
        photoJpeg: photo,
        issuedOn: permitIssuedOn,
      });
    });
  }
}

function startReviews(
  reviews: Reviews,
  clock: Clock,
  afterSeconds: number | undefined,
  onBug: (error: unknown) => void,
): () => Promise<void> {
  if (afterSeconds === undefined) return () => Promise.resolve();
  const seconds = afterSeconds;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let cancel = clock.after(REVIEW_EVERY_MS, round);

  function round(): void {
    running = reviews
      .reviewDue(seconds)
      .catch(onBug)
      .then(() => {
        if (!stopped) cancel = clock.after(REVIEW_EVERY_MS, round);
      });
  }
  return async () => {
    stopped = true;
    cancel();
    await running;
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
