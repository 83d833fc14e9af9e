// The ID reader: what polling costs while nobody comes, and how long from a card laid down to its screen, the line at the
// true pace of 115200 baud (ten bits a byte, 1295 bytes of answer). Against the aims, as there is no peer.
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import { createSamReader } from '../../electron/devices/id-reader.sam.ts';
import { startKiosks } from '../support/kiosks.ts';
import { waitFor } from '../support/wait.ts';
import type { Figure } from './measure.ts';
import { median, percentile } from './measure.ts';

const idleSeconds = 30;
const aimCpuPercent = 2;
const cards = 40;
const aimMs = 1500;
const people = ['newcomer', 'needs-papers', 'rare-name', 'too-soon'];

async function startEmulator(moduleMs: number): Promise<{ child: ChildProcess; path: string }> {
  const child = fork(new URL('reader-emulator.ts', import.meta.url), [String(moduleMs)]);
  const [path] = (await once(child, 'message')) as [string];
  return { child, path };
}

/** Percent of one processor, user and system, with nothing on the reader. */
async function idleCost(): Promise<number> {
  const { child, path } = await startEmulator(0);
  const reader = createSamReader({ path, baudRate: 115200, log: () => undefined });
  reader.start();
  await waitFor('a ready reader', () => (reader.status().state === 'ready' ? true : undefined));
  await pause(2000);
  const before = process.cpuUsage();
  await pause(idleSeconds * 1000);
  const { user, system } = process.cpuUsage(before);
  await reader.stop();
  child.disconnect();
  return (user + system) / 1e4 / idleSeconds;
}

/** Milliseconds from each card laid down to the first picture that is about its owner. */
async function readToScreen(moduleMs: number): Promise<number[]> {
  const { child, path } = await startEmulator(moduleMs);
  const stand = await startKiosks(
    1,
    {},
    {},
    { idReader: { kind: 'serial', path, baudRate: 115200 } },
  );
  const [kiosk] = stand.kiosks;
  if (kiosk === undefined) throw new Error('no kiosk');
  const times: number[] = [];
  for (let round = 0; round <= cards; round += 1) {
    await waitFor('home and a ready reader', () => {
      const { screen, devices } = kiosk.state();
      return screen.name === 'home' && devices.idReader.state === 'ready' ? true : undefined;
    });
    // Laid down at another moment of the round each time.
    await pause(400 + ((round * 37) % 300));
    const text = demoCard(people[round % people.length] ?? '')?.text ?? '';
    const begun = performance.now();
    child.send(text);
    while (kiosk.state().screen.name === 'home') await pause(1);
    // The first round loads what later ones have.
    if (round > 0) times.push(performance.now() - begun);
    child.send('');
    while (kiosk.state().screen.name !== 'home') {
      await kiosk.does('session.quit', {});
      await pause(50);
    }
  }
  await stand.close();
  child.disconnect();
  return times;
}

export async function measureReader(): Promise<Figure[]> {
  const cost = await idleCost();
  const figures: Figure[] = [
    {
      what: 'reader polling, idle',
      ours: `${cost.toFixed(2)} % of a processor`,
      peer: `aim ${aimCpuPercent} %`,
      ratio: cost / aimCpuPercent,
      limit: { atMost: 1 },
    },
  ];
  for (const moduleMs of [0, 500]) {
    const times = await readToScreen(moduleMs);
    const p95 = percentile(times, 0.95);
    figures.push({
      what: `card to screen, module ${moduleMs} ms`,
      ours: `p50 ${Math.round(median(times))} ms, p95 ${Math.round(p95)} ms`,
      peer: `aim ${aimMs} ms`,
      ratio: p95 / aimMs,
      limit: { atMost: 1 },
    });
  }
  return figures;
}
