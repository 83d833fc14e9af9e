// Composes the staff desk of a kiosk: lists, directory, tries and audit over the database. Must not decide who may do what.
import { appendAudit } from '../db/audit.ts';
import { addDocument, listDocuments } from '../db/signed-documents.ts';
import {
  allWrongTries,
  countTry,
  forgetTries,
  insertStaffMadeHere,
  staffMadeHere,
} from '../db/staff.ts';
import type { Db } from '../db/tables.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Config } from './config.ts';
import type { Audit } from './core/kiosk.ts';
import type { SignedFeed } from './core/signed-feed.ts';
import { openSignedFeed } from './core/signed-feed.ts';
import type { Desk } from './core/staff/desk.ts';
import { createDesk } from './core/staff/desk.ts';
import type { MadeHereStore } from './core/staff/directory.ts';
import { openDirectory } from './core/staff/directory.ts';
import { openLockout } from './core/staff/lockout.ts';
import { PinHash, hashPin } from './core/staff/pins.ts';
import type { StaffList } from './core/staff/staff-list.ts';
import { noStaff, readStaffList } from './core/staff/staff-list.ts';
import type { Upstream } from './core/upstream-port.ts';
import type { Clock, Log } from './domain.ts';

export interface StaffParts {
  readonly lists: SignedFeed<StaffList>;
  readonly openDesk: (changed: () => void) => Desk;
  readonly audit: Audit;
}

function madeHereStore(db: Db): MadeHereStore {
  return {
    async list() {
      const rows = await staffMadeHere(db);
      return rows.map(({ number, badge_hash, salt, pin_hash, cost }) => ({
        number,
        role: 'supervisor' as const,
        badgeHash: badge_hash,
        pin: PinHash.parse({ salt, hash: pin_hash, n: cost }),
      }));
    },
    add: ({ number, badgeHash, pin }, at) =>
      inTransaction(db, async () => {
        await insertStaffMadeHere(db, {
          number,
          badge_hash: badgeHash,
          salt: pin.salt,
          pin_hash: pin.hash,
          cost: pin.n,
          created_at: at,
        });
        await appendAudit(db, [{ kind: 'staff.made-here', actor: number }], at);
      }),
  };
}

/** Opens everything the desk needs. Rejects when the database cannot be read. */
export async function openStaff(deps: {
  readonly db: Db;
  readonly config: Config;
  readonly upstream: Pick<Upstream, 'currentStaff'>;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<StaffParts> {
  const { db, config, upstream, clock, log } = deps;
  const { setupCode, pinCost } = config.staff;
  const keys = config.upstream.keys.staff ?? [];
  const audit: Audit = (event) =>
    inTransaction(db, () => appendAudit(db, [event], clock.now().getTime()));
  const lists = await openSignedFeed<StaffList>({
    name: 'staff-list',
    shipped: noStaff,
    store: {
      list: () => listDocuments(db, 'staff_lists'),
      add: (list) => addDocument(db, 'staff_lists', list),
    },
    read: (jws) => readStaffList(jws, { keys, centreId: config.place.centreId }),
    fetch: keys.length === 0 ? null : (version) => upstream.currentStaff(version),
    clock,
    log,
  });
  const directory = await openDirectory({
    lists,
    madeHere: madeHereStore(db),
    setupCode: setupCode ?? null,
    pinCost,
    clock,
  });
  const lockout = await openLockout({
    store: {
      all: () => allWrongTries(db),
      count: (tried) => countTry(db, tried),
      forget: (tried) => forgetTries(db, tried),
    },
    clock,
  });
  const nobodysPin = await hashPin('000000', pinCost);
  return {
    lists,
    audit,
    openDesk(changed) {
      const desk = createDesk({ directory, lockout, nobodysPin, clock, log, audit, changed });
      lists.onChange(() => desk.review());
      return desk;
    },
  };
}
