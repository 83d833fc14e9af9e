// Policy tables from upstream: what is taken, what is refused whole, what is kept, and what a visit is judged by.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demonstrationConfig, readConfig } from '../../electron/config.ts';
import type { App, KioskState } from '../../electron/contract.ts';
import { startKiosk } from '../../electron/start.ts';
import { startTestUpstream } from '../support/upstream.ts';
import { waitFor } from '../support/wait.ts';
import { openDatabase } from '../../db/open.ts';
import { addDocument, listDocuments } from '../../db/signed-documents.ts';
import type { Db } from '../../db/tables.ts';
import { loadPolicyData } from '../../electron/core/policy/load.ts';
import { createPolicy } from '../../electron/core/policy/engine.ts';
import type { Policies } from '../../electron/core/policy-updates.ts';
import { openPolicies } from '../../electron/core/policy-updates.ts';
import type { Answer } from '../../electron/core/upstream-port.ts';
import { visitPolicy } from '../../electron/core/visit-policy.ts';
import { movedClock } from '../support/moved-clock.ts';
import { childWithMother, guangzhouPermit, plainApplication } from '../support/policy-requests.ts';
import type { UpstreamKeyPair } from '../upstream/keys.ts';
import { makePair } from '../upstream/keys.ts';
import { signTable } from '../upstream/signed-shelf.ts';

const shipped = loadPolicyData();
const calendar = [...shipped.calendar.values()];
const hour = 60 * 60 * 1000;
let folder: string;
let db: Db;
let key: UpstreamKeyPair;
let clock: ReturnType<typeof movedClock>;
let opened: Policies[] = [];
let lines: { code: string; reason?: unknown; version?: unknown }[] = [];
/** What upstream answers next, and how often it was asked. */
let answer: Answer<string | null>;
let asked: number[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  db = await openDatabase(join(folder, 'kiosk.sqlite'));
  key = await makePair('policy');
  clock = movedClock();
  [lines, asked, opened] = [[], [], []];
  answer = { kind: 'ok', value: null };
});
afterEach(async () => {
  for (const policies of opened) policies.stop();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<Policies> {
  const policies = await openPolicies({
    shipped,
    store: {
      list: () => listDocuments(db, 'policies'),
      add: (row) => addDocument(db, 'policies', row),
    },
    keys: [key.publicJwk],
    city: '440100',
    clock,
    log: (_level, code, fields) => lines.push({ code, ...fields }),
    upstream: {
      currentPolicy(version) {
        asked.push(version);
        return Promise.resolve(answer);
      },
    },
  });
  opened.push(policies);
  return policies;
}
type Row = (typeof shipped.rows)[number];
function table(version: number, rows: readonly Row[] = shipped.rows): Record<string, unknown> {
  return { version, issuedAt: '2026-11-20T00:00:00Z', rows, calendar };
}
function changed(id: string, change: (row: Row) => Row): Row[] {
  return shipped.rows.map((row) => (row.id === id ? change(row) : row));
}
/** Paper copies of Guangzhou end. */
const noPaper = changed('GZ-PAPERCOPY-2024', (row) => ({
  ...row,
  available: false,
  channels: [],
  values: { reason: 'PAPER_COPY_NOT_AVAILABLE' },
}));
async function offers(jws: string): Promise<void> {
  answer = { kind: 'ok', value: jws };
  await opened.at(-1)?.ask();
}
const paperIn = (policies: Policies) =>
  policies.newest().availability('paper_copy', '440100', '2026-11-23');

describe('a table that holds', () => {
  it('comes into force, is kept, and is there after a restart with no upstream', async () => {
    const policies = await open();
    expect(policies.newest().version).toBe(shipped.version);
    expect(paperIn(policies)).toBeNull();
    let told = 0;
    policies.onChange(() => (told += 1));
    await offers(await signTable(table(7, noPaper), key));
    expect(paperIn(policies)).toMatchObject({ reasons: ['PAPER_COPY_NOT_AVAILABLE'] });
    expect(told).toBe(1);
    answer = { kind: 'away' };
    const again = await open();
    expect(again.newest().version).toBe(7);
    expect(paperIn(again)).not.toBeNull();
  });

  it('is asked for at once and then by the hour, with the version at hand; away keeps what there is', async () => {
    const policies = await open();
    await policies.ask();
    await offers(await signTable(table(3), key));
    answer = { kind: 'away' };
    await clock.advance(hour - 1);
    expect(asked).toEqual([1, 1]);
    await clock.advance(1);
    await clock.advance(hour);
    expect(asked).toEqual([1, 1, 3, 3]);
    expect(policies.newest().version).toBe(3);
    policies.stop();
    await clock.advance(3 * hour);
    expect(asked).toHaveLength(4);
  });

  it('brings a year of holidays, which ends the staff review of that year', async () => {
    const policies = await open();
    const late = {
      ...plainApplication,
      on: '2026-12-30',
      registration: { status: 'active' as const, declaredOn: '2026-01-01', adcode: '440106' },
    };
    expect(policies.newest().decide(late)).toMatchObject({
      outcome: 'staff_review',
      reasons: ['CALENDAR_MISSING'],
      promisedDueOn: null,
    });
    const year = { year: 2027, source: 'sample notice', off: ['2027-01-01'], work: [] };
    await offers(await signTable({ ...table(2), calendar: [year] }, key));
    expect(policies.newest().decide(late)).toMatchObject({
      outcome: 'accepted',
      promisedDueOn: '2027-01-07',
    });
  });

  it('turns the assumed boundaries: the full-year day, and the birthday', async () => {
    const policies = await open();
    const lastDay = {
      ...plainApplication,
      service: 'endorsement' as const,
      permit: { ...guangzhouPermit, anchorOn: '2025-10-01', validTo: '2026-10-01' },
      on: '2026-10-01',
    };
    const sixteen = { ...childWithMother, on: '2031-06-01' };
    const before = policies.newest();
    expect(before.decide(lastDay).endorsement).toMatchObject({
      late: false,
      closesOn: '2026-10-01',
    });
    expect(before.decide(sixteen).reasons).toContain('PROXY_PRINCIPAL_NOT_COVERED');
    const rows = shipped.rows.map((row) => {
      const { ages, endorsement } = row.values;
      return {
        ...row,
        values: {
          ...row.values,
          ...(ages && { ages: { ...ages, ageReached: 'day_after' as const } }),
          ...(endorsement && { endorsement: { ...endorsement, windowIncludesFullYearDay: false } }),
        },
      };
    });
    await offers(await signTable(table(2, rows), key));
    expect(policies.newest().decide(lastDay).endorsement).toMatchObject({
      late: true,
      closesOn: '2026-09-30',
    });
    expect(policies.newest().decide(sixteen).reasons).not.toContain('PROXY_PRINCIPAL_NOT_COVERED');
  });
});

describe('a table that does not hold leaves the one before in force and nothing kept', () => {
  const broken: Readonly<Record<string, [string, () => Promise<string>]>> = {
    'signed by a stranger under the pinned name': [
      'signature-wrong',
      async () => signTable(table(9, noPaper), await makePair('policy'), key.kid),
    ],
    'changed by one character': [
      'signature-wrong',
      async () => {
        const [head, body = '', mark] = (await signTable(table(9), key)).split('.');
        return [
          head,
          `${body.slice(0, 40)}${body[40] === 'A' ? 'B' : 'A'}${body.slice(41)}`,
          mark,
        ].join('.');
      },
    ],
    'that is no token': ['signature-wrong', () => Promise.resolve('<html>log in</html>')],
    'without a version': ['form-wrong', () => signTable({ ...table(9), version: null }, key)],
    'with a field nobody knows': ['form-wrong', () => signTable({ ...table(9), more: 1 }, key)],
    'older than the one in force': ['not-newer', () => signTable(table(shipped.version), key)],
    'with two rows for one day': [
      'table-wrong',
      () =>
        signTable(
          table(9, [
            ...shipped.rows,
            ...shipped.rows.slice(0, 1).map((row) => ({ ...row, id: 'GD-TWICE' })),
          ]),
          key,
        ),
    ],
    'with a row of the wrong form': [
      'table-wrong',
      () => signTable(table(9, [...shipped.rows, { id: 'x' } as Row]), key),
    ],
    'that forgets a service of this city': [
      'table-wrong',
      () =>
        signTable(
          table(
            9,
            shipped.rows.filter(({ service }) => service !== 'endorsement'),
          ),
          key,
        ),
    ],
    'with a year twice': [
      'table-wrong',
      () => signTable({ ...table(9), calendar: [...calendar, ...calendar.slice(0, 1)] }, key),
    ],
    'with materials of the wrong form': [
      'table-wrong',
      () => signTable({ ...table(9), materials: { slots: [] } }, key),
    ],
  };

  for (const [what, [reason, make]] of Object.entries(broken))
    it(what, async () => {
      const policies = await open();
      await offers(await make());
      expect(policies.newest().version).toBe(shipped.version);
      expect(paperIn(policies)).toBeNull();
      expect(lines).toContainEqual(expect.objectContaining({ code: 'policy.refused', reason }));
      expect(await listDocuments(db, 'policies')).toEqual([]);
    });

  it('and without a pinned key nothing is asked at all', async () => {
    const policies = await openPolicies({
      shipped,
      store: {
        list: () => listDocuments(db, 'policies'),
        add: (row) => addDocument(db, 'policies', row),
      },
      keys: [],
      city: '440100',
      clock,
      log: () => undefined,
      upstream: { currentPolicy: () => Promise.reject(new Error('asked')) },
    });
    opened.push(policies);
    await policies.ask();
    expect(policies.newest().version).toBe(shipped.version);
  });
});

describe('what is kept', () => {
  it('is every table that was in force, and none can be taken away', async () => {
    await open();
    await offers(await signTable(table(2), key));
    await offers(await signTable(table(5, noPaper), key));
    expect((await listDocuments(db, 'policies')).map(({ version }) => version)).toEqual([5, 2]);
    await expect(db('policies').delete()).rejects.toThrow('policies are kept');
    await expect(db('policies').update({ jws: 'x' })).rejects.toThrow('policies are kept');
  });

  it('a stored table that is damaged gives way to the one before it, and says so', async () => {
    await open();
    await offers(await signTable(table(2, noPaper), key));
    await addDocument(db, 'policies', {
      version: 3,
      jws: 'damaged.damaged.damaged',
      received_at: 0,
    });
    // Honest, but stored under another number.
    await addDocument(db, 'policies', {
      version: 4,
      jws: await signTable(table(6), key),
      received_at: 0,
    });
    const again = await open();
    expect(again.newest().version).toBe(2);
    expect(lines.filter(({ code }) => code === 'policy.stored-damaged')).toMatchObject([
      { version: 4, reason: 'version-wrong' },
      { version: 3, reason: 'signature-wrong' },
    ]);
    await offers(await signTable(table(4), key));
    expect(again.newest().version).toBe(4);
    expect((await open()).newest().version).toBe(4);
  });

  it('a table under a key that is no longer pinned is not used', async () => {
    await open();
    await offers(await signTable(table(2), key));
    key = await makePair('policy');
    expect((await open()).newest().version).toBe(shipped.version);
  });
});

describe('a kiosk before its upstream', () => {
  it('takes the table over the wire once it is enrolled, shows it at home, and has it after a restart', async () => {
    const upstream = await startTestUpstream({
      enrolmentCodes: ['demonstration'],
      enrolmentCodesReusable: true,
    });
    await upstream.policies.publish({ ...table(8, noPaper), version: 8 });
    const runtimeDir = mkdtempSync('/dev/shm/policies-');
    const config = readConfig({
      ...(demonstrationConfig({ baseUrl: upstream.url, keys: upstream.keys }, folder) as object),
      dataDir: join(folder, 'data'),
      runtimeDir,
    });
    const offered = async (app: App) => {
      const reply = await app.call('kiosk.state', {});
      const state = reply.ok ? (reply.value as KioskState) : expect.fail('no state');
      return state.offered.find(({ service }) => service === 'paper_copy')?.notHere ?? undefined;
    };
    let app = await startKiosk(config, { log: () => undefined });
    expect(await waitFor('the new table', () => offered(app))).toBe('PAPER_COPY_NOT_AVAILABLE');
    await app.close();
    await upstream.stop();
    app = await startKiosk(config, { log: () => undefined });
    expect(await offered(app)).toBe('PAPER_COPY_NOT_AVAILABLE');
    await app.close();
    rmSync(runtimeDir, { recursive: true });
  });
});

describe('a visit', () => {
  it('is judged to its end by the table it began with; the next one by the newest', () => {
    let newest = createPolicy(shipped);
    const visit = { number: 1, nobody: true };
    const policy = visitPolicy(
      () => newest,
      () => visit,
    );
    expect(policy.version).toBe(1);
    visit.nobody = false;
    newest = createPolicy({ ...shipped, version: 2, rows: noPaper });
    expect(policy.version).toBe(1);
    expect(policy.availability('paper_copy', '440100', '2026-11-23')).toBeNull();
    visit.number = 2;
    expect(policy.version).toBe(2);
    expect(policy.availability('paper_copy', '440100', '2026-11-23')).not.toBeNull();
  });
});
