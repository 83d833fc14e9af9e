// The script that the packages start with the session: back when killed, given up when a person is needed, ended whole.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitFor } from '../support/wait.ts';

const script = resolve(
  import.meta.dirname,
  '../../assets/autostart/residence-permit-kiosk-session',
);
let dir: string;
let session: ChildProcess | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-session-'));
});
afterEach(() => {
  session?.kill('SIGTERM');
  rmSync(dir, { recursive: true, force: true });
});

/** Starts the session over a kiosk that notes its process id and does what `body` says. */
function run(body: string): {
  readonly pids: () => number[];
  readonly ended: Promise<number | null>;
} {
  const kiosk = join(dir, 'kiosk');
  const notes = join(dir, 'pids');
  writeFileSync(kiosk, `#!/bin/sh\necho "$$ $KIOSK_SUPERVISED" >> ${notes}\n${body}\n`, {
    mode: 0o755,
  });
  const child = spawn(script, [], {
    env: { ...process.env, RESIDENCE_PERMIT_KIOSK: kiosk },
    stdio: 'ignore',
  });
  session = child;
  return {
    ended: new Promise((done) => child.once('exit', done)),
    pids: () =>
      existsSync(notes)
        ? readFileSync(notes, 'utf8')
            .trim()
            .split('\n')
            .map((line) => {
              expect(line).toMatch(/^\d+ 1$/);
              return Number.parseInt(line, 10);
            })
        : [],
  };
}

test('a killed kiosk is back within 10 seconds', async () => {
  const { pids } = run('exec sleep 600');
  const [first] = await waitFor('the kiosk', () => (pids().length === 1 ? pids() : undefined));
  const killedAt = performance.now();
  process.kill(first ?? 0, 'SIGKILL');
  await waitFor('the next one', () => (pids().length === 2 ? true : undefined));
  expect(performance.now() - killedAt).toBeLessThan(10_000);
});

test('a configuration that needs a person is not tried again', async () => {
  const { pids, ended } = run('exit 78');
  expect(await ended).toBe(78);
  expect(pids()).toHaveLength(1);
});

test('a kiosk that was asked to end stays ended', async () => {
  const { pids, ended } = run('exit 0');
  expect(await ended).toBe(0);
  expect(pids()).toHaveLength(1);
});

test('the end of the session is the end of the kiosk', async () => {
  const { pids, ended } = run('exec sleep 600');
  const [pid] = await waitFor('the kiosk', () => (pids().length === 1 ? pids() : undefined));
  session?.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(`/proc/${pid ?? 0}`)).toBe(false);
});
