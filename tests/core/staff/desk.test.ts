// Who gets to the staff desk, and who does not: badge and PIN, tries, quiet minutes, lists that change, a clock set back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrokenAudit } from '../../../db/audit.ts';
import { openDatabase } from '../../../db/open.ts';
import type { AuditRow, Db } from '../../../db/tables.ts';
import { demonstrationConfig, readConfig } from '../../../electron/config.ts';
import type { Surface } from '../../../electron/contract.ts';
import { Refusal } from '../../../electron/core/dispatch.ts';
import type { Desk } from '../../../electron/core/staff/desk.ts';
import type { Answer } from '../../../electron/core/upstream-port.ts';
import { openStaff } from '../../../electron/start-desk.ts';
import type { StaffParts } from '../../../electron/start-desk.ts';
import type { MovedClock } from '../../support/moved-clock.ts';
import { movedClock } from '../../support/moved-clock.ts';
import { waitFor } from '../../support/wait.ts';
import type { UpstreamKeyPair } from '../../upstream/keys.ts';
import { makePair } from '../../upstream/keys.ts';
import { signDocument } from '../../upstream/signed-shelf.ts';
import type { DemoMember } from '../../upstream/staff.ts';
import { demoStaff, staffListOf } from '../../upstream/staff.ts';

const { clerk, supervisor } = demoStaff;
let folder: string;
let db: Db;
let key: UpstreamKeyPair;
let clock: MovedClock;
let parts: StaffParts;
let desk: Desk;
let answer: Answer<string | null>;
let signed: string;

const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k' };
function config(setupCode?: string) {
  const file = demonstrationConfig(
    {
      baseUrl: 'http://127.0.0.1:9',
      keys: {
        encryption: [jwk],
        acknowledgement: [jwk],
        permit: [jwk],
        staff: [{ kty: 'EC', crv: 'P-256', kid: key.kid, ...coordinates() }],
      },
    },
    folder,
  ) as Record<string, unknown>;
  const staff = { pinCost: 16384, ...(setupCode === undefined ? {} : { setupCode }) };
  return readConfig({ ...file, runtimeDir: join('/dev/shm', `desk-${process.pid}`), staff });
}
function coordinates(): { x: string; y: string } {
  const { x = '', y = '' } = key.publicJwk;
  return { x, y };
}
async function list(members: readonly DemoMember[], version: number): Promise<string> {
  const options = { centreId: 'demo-centre', version, now: clock.now() };
  return signDocument(await staffListOf(members, options), 'staff+jws', key);
}
async function open(setupCode?: string): Promise<void> {
  parts = await openStaff({
    db,
    config: config(setupCode),
    upstream: { currentStaff: () => Promise.resolve(answer) },
    clock,
    log: () => undefined,
  });
  desk = parts.openDesk(() => undefined);
  await parts.lists.ask();
}
async function restart(setupCode?: string): Promise<void> {
  desk.stop();
  parts.lists.stop();
  await open(setupCode);
}
async function signIn(
  { badge, pin }: { badge: string; pin: string },
  surface: Surface = 'staff',
): Promise<string> {
  desk.showBadge(surface, badge);
  try {
    await desk.enterPin(surface, pin);
    return 'in';
  } catch (error) {
    if (error instanceof Refusal) return error.failure.code;
    throw error;
  }
}
async function kinds(): Promise<string[]> {
  const rows = await db<AuditRow>('audit').orderBy('seq');
  return rows.map(({ kind, actor }) => `${kind} ${actor ?? '-'}`);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-'));
  db = await openDatabase(join(folder, 'kiosk.sqlite'));
  key = await makePair('staff');
  clock = movedClock();
  signed = await list(Object.values(demoStaff), 1);
  answer = { kind: 'ok', value: signed };
  await open();
});
afterEach(async () => {
  desk.stop();
  parts.lists.stop();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

describe('badge and PIN', () => {
  it('open the desk at that window and at no other, on the record', async () => {
    expect(await signIn(clerk)).toBe('in');
    expect(desk.member('staff')).toEqual({ number: clerk.number, role: 'clerk' });
    expect(desk.member('public')).toBeNull();
    expect(desk.allows('staff', 'staff')).toBe(true);
    expect(desk.allows('staff', 'supervisor')).toBe(false);
    expect(desk.allows('public', 'staff')).toBe(false);
    expect(await kinds()).toEqual([`staff.signed-in ${clerk.number}`]);
    expect(await findBrokenAudit(db)).toBeNull();
  });

  it('give a supervisor what is a supervisor’s', async () => {
    await signIn(supervisor);
    expect(desk.allows('staff', 'supervisor')).toBe(true);
  });

  it('are both needed: a PIN alone is nothing, and a badge is good for one sign-in within a minute', async () => {
    await expect(desk.enterPin('staff', clerk.pin)).rejects.toThrow('badge-needed');
    desk.showBadge('public', clerk.badge);
    await expect(desk.enterPin('staff', clerk.pin)).rejects.toThrow('badge-needed');
    desk.showBadge('staff', clerk.badge);
    await clock.advance(61_000);
    await expect(desk.enterPin('staff', clerk.pin)).rejects.toThrow('badge-needed');
    expect(await signIn(clerk)).toBe('in');
    await desk.leave();
    await expect(desk.enterPin('staff', clerk.pin)).rejects.toThrow('badge-needed');
  });

  it('of different people do not go together, and a badge nobody knows is answered the same', async () => {
    expect(await signIn({ badge: clerk.badge, pin: supervisor.pin })).toBe('pin-wrong');
    expect(await signIn({ badge: 'NOBODYS-BADGE', pin: clerk.pin })).toBe('pin-wrong');
    expect(await kinds()).toEqual([`staff.pin-wrong ${clerk.number}`, 'staff.pin-wrong -']);
  });
});

describe('wrong PINs', () => {
  async function wrong(times: number): Promise<string[]> {
    const said: string[] = [];
    for (let count = 0; count < times; count += 1)
      said.push(await signIn({ badge: clerk.badge, pin: '000001' }));
    return said;
  }

  it('lock the badge after five, for longer each time; the right PIN is not heard meanwhile', async () => {
    expect(new Set(await wrong(5))).toEqual(new Set(['pin-wrong']));
    expect(await signIn(clerk)).toBe('panel-locked');
    expect(desk.stage('staff')).toEqual({ stage: 'locked', waitSeconds: 60 });
    expect(await signIn(supervisor)).toBe('in');
    await desk.leave();
    await clock.advance(60_000);
    expect(await wrong(1)).toEqual(['pin-wrong']);
    await clock.advance(60_000);
    expect(await signIn(clerk)).toBe('panel-locked');
    await clock.advance(60_000);
    expect(await signIn(clerk)).toBe('in');
    expect((await kinds()).filter((kind) => kind.startsWith('staff.locked-out'))).toHaveLength(2);
  });

  it('stay counted over a restart, which begins the lock anew', async () => {
    await wrong(5);
    await clock.advance(59_000);
    await restart();
    expect(await signIn(clerk)).toBe('panel-locked');
    await clock.advance(59_000);
    expect(await signIn(clerk)).toBe('panel-locked');
    await clock.advance(1_000);
    expect(await signIn(clerk)).toBe('in');
  });

  it('of many badges lock the kiosk after twenty', async () => {
    for (let count = 0; count < 20; count += 1)
      expect(await signIn({ badge: `GUESSED-${count}`, pin: '123457' })).toBe('pin-wrong');
    expect(await signIn(supervisor)).toBe('panel-locked');
  });

  it('cannot be tried faster by asking all at once', async () => {
    desk.showBadge('staff', clerk.badge);
    const guesses = Array.from({ length: 30 }, (_, guess) =>
      desk.enterPin('staff', String(100_000 + guess)).catch((error: unknown) => error),
    );
    const codes = (await Promise.all(guesses)).map((error) => (error as Refusal).failure.code);
    expect(codes.filter((code) => code === 'pin-wrong')).toHaveLength(5);
  });
});

describe('whoever is signed in', () => {
  it('is out after three quiet minutes, and not before', async () => {
    await signIn(clerk);
    await clock.advance(179_000);
    desk.touch('staff');
    await clock.advance(179_000);
    expect(desk.member('staff')).not.toBeNull();
    await clock.advance(2_000);
    expect(desk.member('staff')).toBeNull();
    await waitFor('the row', async () => ((await kinds()).length === 2 ? true : undefined));
    expect(await kinds()).toEqual([
      `staff.signed-in ${clerk.number}`,
      `staff.left ${clerk.number}`,
    ]);
  });

  it('is out when a new list no longer names them, or names them otherwise', async () => {
    await signIn(clerk);
    answer = { kind: 'ok', value: await list([supervisor], 2) };
    await parts.lists.ask();
    expect(desk.member('staff')).toBeNull();
    expect(await signIn(clerk)).toBe('pin-wrong');
    await signIn(supervisor);
    answer = { kind: 'ok', value: await list([{ ...supervisor, role: 'clerk' }], 3) };
    await parts.lists.ask();
    expect(desk.member('staff')).toBeNull();
  });
});

describe('the list', () => {
  it('serves without upstream, over a restart, until its day and not after', async () => {
    answer = { kind: 'ok', value: null };
    await restart();
    expect(await signIn(clerk)).toBe('in');
    await desk.leave();
    await clock.advance(31 * 86_400_000);
    expect(await signIn(clerk)).toBe('pin-wrong');
  });

  it.each([
    [
      'signed by a stranger',
      async () =>
        signDocument(
          await staffListOf([], { centreId: 'demo-centre', version: 9, now: clock.now() }),
          'staff+jws',
          await makePair('staff'),
          key.kid,
        ),
    ],
    [
      'of another centre',
      async () =>
        signDocument(
          await staffListOf([], { centreId: 'another', version: 9, now: clock.now() }),
          'staff+jws',
          key,
        ),
    ],
    ['that names a badge twice', () => list([clerk, { ...clerk, number: 'C-9' }], 9)],
    ['older than the one in force', () => list([supervisor], 1)],
  ])('%s is not taken', async (_what, make) => {
    answer = { kind: 'ok', value: await make() };
    await parts.lists.ask();
    expect(parts.lists.newest().version).toBe(1);
    expect(await signIn(clerk)).toBe('in');
  });
});

describe('the first start', () => {
  beforeEach(async () => {
    await db.raw('DROP TRIGGER staff_lists_no_delete');
    await db('staff_lists').delete();
    answer = { kind: 'ok', value: null };
    await restart('the code on the sheet');
  });

  it('makes one supervisor by the set-up code, once, until a list names the staff', async () => {
    expect(desk.stage('staff')).toEqual({ stage: 'set-up' });
    await expect(desk.setUp('another code')).rejects.toThrow('setup-code-wrong');
    const made = await desk.setUp('the code on the sheet');
    expect(made.pin).toMatch(/^\d{6}$/);
    await expect(desk.setUp('the code on the sheet')).rejects.toThrow('not-now');
    await restart('the code on the sheet');
    expect(await signIn(made)).toBe('in');
    expect(desk.allows('staff', 'supervisor')).toBe(true);
    answer = { kind: 'ok', value: signed };
    await parts.lists.ask();
    expect(desk.member('staff')).toBeNull();
    expect(await signIn(made)).toBe('pin-wrong');
  });

  it('cannot be had by trying codes', async () => {
    for (let count = 0; count < 5; count += 1)
      await expect(desk.setUp(`guess ${count}`)).rejects.toThrow('setup-code-wrong');
    await expect(desk.setUp('the code on the sheet')).rejects.toThrow('panel-locked');
  });
});
