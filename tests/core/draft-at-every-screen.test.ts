// Killed at any screen of a case in progress: the same card finds the visit as it was, in a real database.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getDraft, putDraft } from '../../db/drafts.ts';
import { openDatabase } from '../../db/open.ts';
import type { Db } from '../../db/tables.ts';
import type { Drafts } from '../../electron/core/drafts.ts';
import { openDrafts } from '../../electron/core/drafts.ts';
import type { FlowEvent } from '../../electron/core/flow-events.ts';
import type { Journey } from '../../electron/core/journey.ts';
import type { Session } from '../../electron/core/session.ts';
import { createSession } from '../../electron/core/session.ts';
import { openCases } from '../../electron/core/cases.ts';
import { openSealing } from '../../electron/core/sealing.ts';
import type { KioskState } from '../../electron/contract.ts';
import { sampleCase } from '../support/kiosk-device.ts';
import { movedClock } from '../support/moved-clock.ts';
import { acceptedDecision, cardOfChen, factsOfChen, papersNeeded } from '../support/people.ts';
import { startTestUpstream } from '../support/upstream.ts';

const jpeg = Buffer.from('jpeg').toString('base64');
const silent = (): void => undefined;
let folder: string;
let db: Db;
const clock = movedClock();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-draft-'));
  db = await openDatabase(join(folder, 'kiosk.sqlite'));
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

/** A process of the kiosk over the same folders: what it knows besides is gone with it. */
async function start(): Promise<{ session: Session; drafts: Drafts }> {
  const drafts = await openDrafts({
    runtimeDir: join(folder, 'memory'),
    clock,
    log: silent,
    store: {
      put: (person_tag, sealed, expires_at) => putDraft(db, { person_tag, sealed, expires_at }),
      get: (tag, now) => getDraft(db, tag, now),
      drop: () => Promise.resolve(),
      dropExpired: () => Promise.resolve(0),
      dropAll: () => Promise.resolve(0),
    },
  });
  const session = createSession({
    clock,
    drafts,
    log: silent,
    quietScale: 1,
    draw: (_journey, _window, revision) => ({ revision }) as KioskState,
  });
  return { session, drafts };
}

const begin: readonly FlowEvent[] = [
  { kind: 'card-read', card: cardOfChen, draftFound: false },
  { kind: 'look-up-started' },
  { kind: 'facts-arrived', facts: factsOfChen },
];
const accepted: FlowEvent = { kind: 'decided', decision: acceptedDecision };
const walks: Readonly<Record<string, readonly FlowEvent[]>> = {
  'an application': [
    { kind: 'service-chosen', purpose: 'application' },
    ...begin,
    { kind: 'ground-needed' },
    { kind: 'ground-chosen', ground: 'housing' },
    { kind: 'decided', decision: papersNeeded },
    { kind: 'eligibility-seen' },
    { kind: 'papers-lacking' },
    { kind: 'went-back' },
    { kind: 'paper-started', slot: 'HOUSING_PROOF' },
    {
      kind: 'paper-added',
      paper: { slot: 'HOUSING_PROOF', kind: 'LEASE_CONTRACT', pages: [jpeg], thumbnail: jpeg },
      decision: acceptedDecision,
    },
    { kind: 'photo-taken', jpeg },
    { kind: 'photo-accepted' },
    { kind: 'change-asked', row: 'mobile' },
    { kind: 'mobile-entered', mobile: '13800138000' },
    { kind: 'answers-confirmed' },
  ],
  'an endorsement': [
    { kind: 'service-chosen', purpose: 'endorsement' },
    ...begin,
    accepted,
    { kind: 'endorsement-confirmed' },
    { kind: 'answers-confirmed' },
  ],
  'a change': [
    { kind: 'service-chosen', purpose: 'item_change' },
    ...begin,
    { kind: 'change-asked-for' },
    { kind: 'item-chosen', item: 'photo', newValue: null },
    accepted,
    { kind: 'photo-taken', jpeg },
  ],
  'a cancellation': [
    { kind: 'service-chosen', purpose: 'cancellation' },
    ...begin,
    { kind: 'cancellation-asked-for' },
    { kind: 'target-chosen', target: 'permit' },
    accepted,
  ],
};

describe('a kill at any screen', () => {
  for (const [name, events] of Object.entries(walks)) {
    test(`of ${name} loses nothing`, async () => {
      const screens = new Set<string>();
      const { session } = await start();
      for (const event of events) {
        await session.advance(event);
        const before: Journey = session.journey();
        if (!before.asked || before.screen === 'please-wait') continue;
        screens.add(before.screen);
        const { drafts } = await start();
        const found = await drafts.open(cardOfChen.idNumber);
        expect(found, before.screen).toEqual(before);
      }
      expect(screens.size).toBeGreaterThanOrEqual(2);
    });
  }

  test('while the machine is at work brings back the screen before it, never a wait without an end', async () => {
    const { session } = await start();
    for (const event of walks['an endorsement'] ?? []) await session.advance(event);
    await session.advance({ kind: 'submit-started' });
    expect(session.journey().screen).toBe('please-wait');
    const { drafts } = await start();
    expect((await drafts.open(cardOfChen.idNumber))?.screen).toBe('give-consent');
  });
});

test('the draft goes in the same commit as its case: nobody can hand the same in twice', async () => {
  const upstream = await startTestUpstream();
  const { drafts, session } = await start();
  for (const event of walks['an application'] ?? []) await session.advance(event);
  const tag = drafts.tagOf(cardOfChen.idNumber);
  expect(await getDraft(db, tag, 0)).not.toBeNull();
  const sealing = await openSealing({
    dataDir: folder,
    deviceId: 'kiosk-01',
    keys: upstream.keys,
    clock,
  });
  const cases = openCases({ db, sealing, clock, log: silent });
  await db.raw(
    `CREATE TRIGGER fault BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'fault'); END`,
  );
  expect(await cases.submit(sampleCase(), tag)).toEqual({ ok: false, code: 'storage' });
  expect(await drafts.open(cardOfChen.idNumber)).not.toBeNull();
  await db.raw('DROP TRIGGER fault');
  expect((await cases.submit(sampleCase(), tag)).ok).toBe(true);
  expect(await drafts.open(cardOfChen.idNumber)).toBeNull();
  await upstream.stop();
});
