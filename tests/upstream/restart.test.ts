// What outlives a restart of the reference upstream, what its automatic review does by its own clock, and the program
// main.ts as the demonstration runs it.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUpstream } from '../../electron/core/upstream.ts';
import type { Upstream } from '../../electron/core/upstream-port.ts';
import { createKioskDevice, sampleCase } from '../support/kiosk-device.ts';
import type { KioskDevice } from '../support/kiosk-device.ts';
import { movedClock } from '../support/moved-clock.ts';
import { demoPeople } from '../support/upstream.ts';
import { machineClock } from './clock.ts';
import { people } from './people.ts';
import { startUpstream } from './server.ts';
import type { PublicKeys } from './server.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upstream-restart-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function clientOf(baseUrl: string, sealing: KioskDevice): Upstream {
  return createUpstream({ baseUrl, sealing, clock: machineClock(), log: () => undefined });
}

test('keeps keys, devices, acknowledgements and permits over a restart', async () => {
  const options = { database: join(folder, 'kept.sqlite'), people };
  const first = await startUpstream(options);
  const device = await createKioskDevice('kiosk-01', first.keys.encryption[0]!);
  const { deviceId, publicKey } = device;
  const before = clientOf(first.url, device);
  await before.enrol({ deviceId, enrolmentCode: 'enrolment-1', publicKey });
  const content = sampleCase();
  const item = await device.seal(content, content.caseId);
  const stored = await before.putCase(item);
  expect(stored.kind).toBe('ok');
  const decision = await first.approve(content.caseId);
  await before.close();
  await first.stop();

  const second = await startUpstream(options);
  const after = clientOf(second.url, device);
  expect(second.keys).toEqual(first.keys);
  expect(await after.putCase(item)).toEqual(stored);
  expect(await second.openCase(content.caseId)).toEqual(content);
  expect(await after.decisions(0, 10)).toMatchObject({ value: { decisions: [decision] } });
  const holder = { idNumber: content.applicant.idNumber, cityAdcode: '440100' };
  expect(await after.lookupPermit(holder)).toMatchObject({
    value: { number: decision.permitNumber },
  });
  expect(
    await second.db('permits').where({ id_number: people['rare-name'].idNumber }),
  ).toHaveLength(1);
  await after.close();
  await second.stop();
});

test('takes a case into review at half the set time and approves it at the whole, by its clock', async () => {
  const clock = movedClock();
  const upstream = await startUpstream({
    database: join(folder, 'review.sqlite'),
    people,
    clock,
    approveAfterSeconds: 60,
  });
  const device = await createKioskDevice('kiosk-01', upstream.keys.encryption[0]!, () =>
    clock.now(),
  );
  const { deviceId, publicKey } = device;
  const client = clientOf(upstream.url, device);
  await client.enrol({ deviceId, enrolmentCode: 'enrolment-1', publicKey });
  const content = sampleCase();
  await client.putCase(await device.seal(content, content.caseId));

  const standing = () => client.caseStatus(content.caseNumber);
  async function becomes(status: string): Promise<void> {
    await expect
      .poll(async () => {
        await clock.advance(500);
        return standing();
      })
      .toMatchObject({ value: { status } });
  }
  await clock.advance(28_000);
  expect(await standing()).toMatchObject({ value: { status: 'delivered' } });
  await clock.advance(2_000);
  await becomes('in_review');
  await clock.advance(25_000);
  expect(await standing()).toMatchObject({ value: { status: 'in_review' } });
  await clock.advance(5_000);
  await becomes('issued');
  const decisions = await client.decisions(0, 10);
  if (decisions.kind !== 'ok') throw new Error(decisions.kind);
  expect(decisions.value.decisions.map(({ status }) => status)).toEqual(['in_review', 'issued']);
  await client.close();
  await upstream.stop();
});

test('suspends a permit the day after its full-year day, computed from dates alone', async () => {
  const clock = movedClock('2026-11-23T02:00:00.000Z');
  const upstream = await startUpstream({ database: ':memory:', people, clock });
  const find = () => upstream.permits.find(people['rare-name'].idNumber, '440100');
  expect(await find()).toMatchObject({
    status: 'active',
    issuedOn: '2026-08-23',
    validTo: '2027-08-23',
  });
  const day = 24 * 60 * 60 * 1000;
  await clock.advance(273 * day);
  expect(await find()).toMatchObject({ status: 'active' });
  await clock.advance(day);
  expect(await find()).toMatchObject({ status: 'suspended' });
  await upstream.stop();
});

test('knows the demonstration’s people by what their cards are for', async () => {
  const clock = movedClock('2026-11-23T02:00:00.000Z');
  const demo = demoPeople();
  const upstream = await startUpstream({ database: ':memory:', people: demo, clock });
  const known = (card: string) => upstream.registry.find(demo[card]!.idNumber, demo[card]!.name);
  expect(known('newcomer')).toMatchObject({
    registration: { declaredOn: '2026-03-23', status: 'active' },
    grounds: ['housing'],
    photo: null,
  });
  expect(known('too-soon')).toMatchObject({ registration: { declaredOn: '2026-09-23' } });
  expect(known('needs-papers')).toMatchObject({
    registration: { declaredOn: '2025-03-23' },
    grounds: [],
  });
  expect(await upstream.permits.find(demo['rare-name']!.idNumber, '440100')).toMatchObject({
    status: 'active',
    name: demo['rare-name']!.name,
  });
  expect(known('foreigner')).toBeUndefined();
  await upstream.stop();
});

test('runs as a program: prints its address, writes its public keys, serves, stops when told', async () => {
  const keysFile = join(folder, 'keys.json');
  const peopleFile = new URL('../fixtures/demo-people.json', import.meta.url).pathname;
  const main = new URL('main.ts', import.meta.url).pathname;
  const options = ['--database', join(folder, 'main.sqlite'), '--keys-out', keysFile];
  const child = spawn(
    process.execPath,
    [main, '--people', peopleFile, '--approve-after-seconds', '0', ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const url = await addressOf(child);
    const keys = JSON.parse(await readFile(keysFile, 'utf8')) as PublicKeys;
    expect(JSON.stringify(keys)).not.toContain('"d":');
    const device = await createKioskDevice('kiosk-01', keys.encryption[0]!);
    const { deviceId, publicKey } = device;
    const client = clientOf(url, device);
    expect(
      await client.enrol({ deviceId, enrolmentCode: 'demonstration', publicKey }),
    ).toMatchObject({ kind: 'ok' });
    const content = sampleCase();
    await client.putCase(await device.seal(content, content.caseId));
    await expect
      .poll(() => client.caseStatus(content.caseNumber), { timeout: 10_000 })
      .toMatchObject({ value: { status: 'issued' } });
    await client.close();
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
});

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /^upstream listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('it ended without an address');
}
