// Power cuts: a process that hands cases in and sends them is killed at random moments, over and over on the same folder.
// Whatever it said was handed in arrives upstream, once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findBrokenAudit } from '../../db/audit.ts';
import { openDatabase } from '../../db/open.ts';
import type { CaseRow, OutboxRow } from '../../db/tables.ts';
import { openSealing } from '../../electron/core/sealing.ts';
import { createSync } from '../../electron/core/sync.ts';
import { createUpstream } from '../../electron/core/upstream.ts';
import { startTestUpstream } from '../support/upstream.ts';
import type { SubmitterOptions } from '../support/submitter.ts';
import { waitFor } from '../support/wait.ts';
import { machineClock } from '../upstream/clock.ts';
import { diceOf } from '../support/dice.ts';
import type { Fault } from '../upstream/faults.ts';

const kills = 24;
const seed = 20_261_123;

/** Runs the program, kills it `afterMs` after its start or after it told so many ids, and gives the ids it told. */
async function runAndKill(
  options: SubmitterOptions,
  after: 'start' | number,
  afterMs: number,
): Promise<string[]> {
  const program = fileURLToPath(new URL('../support/submitter.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  if (after !== 'start')
    await waitFor(`${after} ids`, () => {
      if (child.exitCode !== null) throw new Error(`ended by itself: ${complaint}`);
      return said.split('\n').length > after + 1 || undefined;
    });
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  const [code, signal] = await closed;
  if (signal !== 'SIGKILL') throw new Error(`ended by itself (${code}): ${complaint}`);
  // A line cut in the middle was not said.
  return said.split('\n').slice(1, -1);
}

test(`killed ${kills} times: every case that was said to be handed in is upstream, once`, async () => {
  const upstream = await startTestUpstream();
  const dataDir = mkdtempSync(join(tmpdir(), 'crash-'));
  const clock = machineClock();
  const log = (): void => undefined;
  const sealing = await openSealing({ dataDir, deviceId: 'kiosk-01', keys: upstream.keys, clock });
  const client = createUpstream({ baseUrl: upstream.url, sealing, clock, log });
  try {
    const { publicKey } = sealing;
    expect(
      await client.enrol({ deviceId: 'kiosk-01', enrolmentCode: 'enrolment-1', publicKey }),
    ).toMatchObject({ kind: 'ok' });

    const dice = diceOf(seed);
    const faults: Fault[] = ['drop-after-store', 'cut', 'half-answer', 'status-503', 'wrong-hash'];
    const told: string[] = [];
    for (let count = 0; count < kills; count += 1) {
      upstream.clearFaults();
      const fault = faults[Math.floor(dice() * faults.length)] ?? 'cut';
      upstream.failNext(fault, { operation: dice() < 0.5 ? 'putCase' : 'putCases' });
      const options = { dataDir, baseUrl: upstream.url, keys: upstream.keys };
      // Every sixth time while it opens the folder and takes up what the last cut left.
      const ids =
        count % 6 === 5
          ? await runAndKill(options, 'start', 100 + dice() * 400)
          : await runAndKill(options, Math.floor(dice() * 4), dice() * 120);
      told.push(...ids);
    }
    upstream.clearFaults();
    expect(new Set(told).size).toBe(told.length);
    expect(told.length).toBeGreaterThan(kills);

    const db = await openDatabase(join(dataDir, 'kiosk.sqlite'));
    const sync = createSync({ db, sealing, upstream: client, clock, log, random: () => 0 });
    // What was left in the middle of a back-off need not be waited for.
    await db<OutboxRow>('outbox').where('state', 'queued').update({ due_at: 0 });
    sync.start();
    await waitFor(
      'the outbox to drain',
      async () =>
        (await db<OutboxRow>('outbox').whereNot('state', 'acknowledged').first('seq')) === undefined
          ? true
          : undefined,
      60_000,
    );
    await sync.stop();

    const rows = await db<OutboxRow>('outbox').orderBy('seq');
    const arrived = await upstream.db<{ case_id: string }>('cases').pluck('case_id');
    expect(arrived).toHaveLength(new Set(arrived).size);
    expect(told.filter((id) => !arrived.includes(id))).toEqual([]);
    // COMMIT may have come just before the kill, so more may have arrived than was said: the kiosk then knows it.
    expect([...arrived].sort()).toEqual(rows.map((row) => row.case_id).sort());
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
    expect(await db<CaseRow>('cases').pluck('case_id')).toHaveLength(rows.length);
    expect(await findBrokenAudit(db)).toBeNull();
    expect(await upstream.cases.chain('kiosk-01')).toEqual({ gaps: [], forks: [] });
    await db.destroy();
  } finally {
    await client.close();
    await upstream.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 180_000);
