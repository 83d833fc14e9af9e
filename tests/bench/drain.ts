// Emptying the queue, against a bare client that posts the same bytes in batches of fifty, and against one by one.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { openDatabase } from '../../db/open.ts';
import { openCases } from '../../electron/core/cases.ts';
import { openSealing } from '../../electron/core/sealing.ts';
import { createSync } from '../../electron/core/sync.ts';
import { createUpstream } from '../../electron/core/upstream.ts';
import type { SealedItem } from '../../electron/core/upstream-port.ts';
import { CaseId } from '../../electron/domain.ts';
import { createKioskDevice, sampleCase } from '../support/kiosk-device.ts';
import type { KioskDevice } from '../support/kiosk-device.ts';
import { startTestUpstream } from '../support/upstream.ts';
import { waitFor } from '../support/wait.ts';
import { machineClock } from '../upstream/clock.ts';
import { openDelay } from './delay.ts';
import type { Figure } from './measure.ts';
import { median, perSecond, timed } from './measure.ts';

const count = 200;
const batchSize = 50;
const alone = 40;
const rounds = 3;

/** What the bare client needs: nothing but the wire. */
async function post(
  agent: Agent,
  device: KioskDevice,
  url: string,
  method: 'PUT' | 'POST',
  path: string,
  content: object,
): Promise<void> {
  const body = JSON.stringify(content);
  const { statusCode, body: answer } = await request(url + path, {
    dispatcher: agent,
    method,
    body,
    headers: {
      'content-type': 'application/json',
      authorization: await device.signRequest({ method, path, body }),
    },
  });
  await answer.text();
  if (statusCode !== 200) throw new Error(`${method} ${path} was answered ${statusCode}`);
}

async function sealedItems(device: KioskDevice, many: number): Promise<SealedItem[]> {
  const items: SealedItem[] = [];
  for (let made = 0; made < many; made += 1) {
    const content = sampleCase({ caseId: CaseId.parse(randomUUID()) });
    items.push(await device.seal(content, content.caseId));
  }
  return items;
}

async function measureAt(delayMs: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-drain-'));
  const upstream = await startTestUpstream();
  const delay = delayMs === 0 ? null : await openDelay(upstream.url, delayMs);
  const url = delay?.url ?? upstream.url;
  const clock = machineClock();
  const log = (): void => undefined;
  const db = await openDatabase(join(folder, 'kiosk.sqlite'));
  const sealing = await openSealing({
    dataDir: folder,
    deviceId: 'kiosk-01',
    keys: upstream.keys,
    clock,
  });
  const client = createUpstream({ baseUrl: url, sealing, clock, log });
  const [encryption] = upstream.keys.encryption;
  if (encryption === undefined) throw new Error('no encryption key');
  const device = await createKioskDevice('kiosk-02', encryption);
  await client.enrol({
    deviceId: 'kiosk-01',
    enrolmentCode: 'enrolment-1',
    publicKey: sealing.publicKey,
  });
  const agent = new Agent({ connections: 1, pipelining: 1 });
  const enrol = { enrolmentCode: 'enrolment-2', publicKey: device.publicKey };
  await post(agent, device, url, 'PUT', '/devices/kiosk-02', enrol);
  const cases = openCases({ db, sealing, clock, log });

  async function drain(): Promise<number> {
    for (let done = 0; done < count; done += 1) {
      const content = sampleCase();
      await cases.submit(content);
    }
    const sync = createSync({ db, upstream: client, sealing, clock, log });
    const took = await timed(async () => {
      sync.start();
      await new Promise<void>((done) => {
        sync.onChange(() => {
          if (sync.state().waiting === 0) done();
        });
      });
    });
    await waitFor('an empty queue', () => (sync.state().waiting === 0 ? true : undefined));
    await sync.stop();
    return took;
  }
  async function bare(): Promise<number> {
    const items = await sealedItems(device, count);
    return timed(async () => {
      for (let at = 0; at < count; at += batchSize)
        await post(agent, device, url, 'POST', '/cases/batch', {
          items: items.slice(at, at + batchSize),
        });
    });
  }
  async function single(): Promise<number> {
    const items = await sealedItems(device, alone);
    const took = await timed(async () => {
      for (const { id, ...rest } of items)
        await post(agent, device, url, 'PUT', `/cases/${id}`, rest);
    });
    return (took / alone) * count;
  }

  const times = { drain: [] as number[], bare: [] as number[], single: [] as number[] };
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, work] of Object.entries({ drain, bare, single })) {
      const took = await work();
      if (round > 0) times[name as keyof typeof times].push(took);
    }
  await agent.close();
  await client.close();
  await db.destroy();
  await delay?.close();
  await upstream.stop();
  rmSync(folder, { recursive: true });
  const [ours, peer, slow] = [median(times.drain), median(times.bare), median(times.single)];
  return [
    {
      what: `drain at ${delayMs} ms`,
      ours: perSecond(count, ours),
      peer: `bare batches of 50 ${perSecond(count, peer)}`,
      ratio: peer / ours,
      limit: { atLeast: 0.8 },
    },
    {
      what: `drain at ${delayMs} ms`,
      ours: perSecond(count, ours),
      peer: `one by one ${perSecond(count, slow)}`,
      ratio: slow / ours,
      limit: { atLeast: delayMs === 0 ? 5 : 40 },
    },
  ];
}

export async function measureDrain(): Promise<Figure[]> {
  return [...(await measureAt(0)), ...(await measureAt(40))];
}
