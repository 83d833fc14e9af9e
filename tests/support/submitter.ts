// A program for the crash tests: hands cases in without end, over a real pump, and prints each id only after submit() has
// resolved. Told everything by one argument of JSON; ends only by being killed.
import { join } from 'node:path';
import { openDatabase } from '../../db/open.ts';
import { openCases } from '../../electron/core/cases.ts';
import { openSealing } from '../../electron/core/sealing.ts';
import { createSync } from '../../electron/core/sync.ts';
import { createUpstream } from '../../electron/core/upstream.ts';
import { machineClock } from '../upstream/clock.ts';
import type { PublicKeys } from '../upstream/server.ts';
import { sampleCase } from './kiosk-device.ts';

export interface SubmitterOptions {
  readonly dataDir: string;
  readonly baseUrl: string;
  readonly keys: PublicKeys;
}

/** Opens the folder as the kiosk does and hands in cases, `side` at a time, until killed. */
async function submitWithoutEnd({ dataDir, baseUrl, keys }: SubmitterOptions): Promise<void> {
  const side = 3;
  const clock = machineClock();
  const log = (): void => undefined;
  const db = await openDatabase(join(dataDir, 'kiosk.sqlite'));
  const sealing = await openSealing({ dataDir, deviceId: 'kiosk-01', keys, clock });
  const upstream = createUpstream({ baseUrl, sealing, clock, log, timeoutMs: 2000 });
  const cases = openCases({ db, sealing, clock, log });
  const sync = createSync({ db, sealing, upstream, clock, log });
  sync.start();
  process.stdout.write('ready\n');

  async function walk(): Promise<never> {
    for (;;) {
      const result = await cases.submit(sampleCase());
      if (!result.ok) throw new Error(result.code);
      process.stdout.write(`${result.caseId}\n`);
      sync.kick();
    }
  }
  await Promise.all(Array.from({ length: side }, walk));
}

await submitWithoutEnd(JSON.parse(process.argv[2] ?? '{}') as SubmitterOptions);
