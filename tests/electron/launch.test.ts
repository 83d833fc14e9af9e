// The launcher as a program: what it says, that the kiosk answers, comes back when killed, and leaves nothing behind.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demonstrationConfig } from '../../electron/config.ts';
import { contentSecurityPolicy } from '../../electron/page.ts';
import { waitFor } from '../support/wait.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
let started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-launch-'));
});
afterEach(async () => {
  for (const child of started) await end(child, 'SIGTERM');
  started = [];
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Launched {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** The first line that matches, once it was said; rejects with everything said when the launcher ends without it. */
  said(pattern: RegExp, after?: number): Promise<string>;
}

function launch(env: Readonly<Record<string, string>> = {}): Launched {
  const child = spawn(process.execPath, [join(root, 'electron/launch.ts')], {
    cwd: root,
    env: {
      ...process.env,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      KIOSK_DATA: folder,
      KIOSK_CONFIG: join(folder, 'real', 'kiosk.json'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  return {
    child,
    lines,
    said: (pattern, after = 0) =>
      waitFor(`“${pattern.source}” in:\n${lines.join('\n')}`, () =>
        lines.slice(after).find((line) => pattern.test(line)),
      ),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await over;
}

/** Processes started by `parent` (Linux). */
function childrenOf(parent: number): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return /^PPid:\t(\d+)$/m.exec(status)?.[1] === String(parent)
          ? [{ pid: Number(name), command }]
          : [];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

const address = /http:\/\/127\.0\.0\.1:\d+\/boot\/[\w-]+/;

describe('without a display and without a kiosk.json', () => {
  test('it says which shell and why, that this is a demonstration, and serves the kiosk', async () => {
    const kiosk = launch();
    await kiosk.said(/^Shell: browser, because there is no display/);
    await kiosk.said(/^Demonstration: no kiosk\.json/);
    const line = await kiosk.said(address);
    const answer = await fetch(address.exec(line)?.[0] ?? '', { redirect: 'manual' });
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/);
  });

  test('a core that was killed is back within 10 seconds, and nothing is left when it is told to stop', async () => {
    const kiosk = launch();
    await kiosk.said(address);
    const core = childrenOf(kiosk.child.pid ?? 0).find(({ command }) =>
      command.includes('browser/main.ts'),
    );
    const before = kiosk.lines.length;
    const killedAt = performance.now();
    process.kill(core?.pid ?? 0, 'SIGKILL');
    await kiosk.said(/^The kiosk ended \(SIGKILL\)/, before);
    await kiosk.said(address, before);
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    const children = childrenOf(kiosk.child.pid ?? 0);
    expect(children.length).toBeGreaterThanOrEqual(2);
    await end(kiosk.child, 'SIGTERM');
    await waitFor('its children to end', () =>
      children.every(({ pid }) => !existsSync(`/proc/${pid}`)) ? true : undefined,
    );
  });

  test('one that was killed takes its kiosk and its upstream with it, and the next one starts', async () => {
    const kiosk = launch();
    await kiosk.said(address);
    const children = childrenOf(kiosk.child.pid ?? 0);
    expect(children.length).toBeGreaterThanOrEqual(2);
    await end(kiosk.child, 'SIGKILL');
    await waitFor('its children to end', () =>
      children.every(({ pid }) => !existsSync(`/proc/${pid}`)) ? true : undefined,
    );
    await launch().said(address);
  });

  test('a second one on the same folder names the first and leaves it alone', async () => {
    const first = launch();
    await first.said(address);
    const before = readFileSync(join(folder, 'kiosk.json'), 'utf8');
    const second = launch();
    const over = new Promise((done) => second.child.once('exit', done));
    await second.said(
      new RegExp(`^A kiosk already runs on ${folder} \\(process ${first.child.pid ?? 0}\\)`),
    );
    expect(await over).toBe(1);
    expect(readFileSync(join(folder, 'kiosk.json'), 'utf8')).toBe(before);
  });
});

describe('with a kiosk.json', () => {
  async function endOf(content: string): Promise<{ code: unknown; lines: readonly string[] }> {
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'kiosk.json'), content);
    const kiosk = launch();
    const code = await new Promise((done) => kiosk.child.once('close', done));
    return { code, lines: kiosk.lines };
  }

  test('that is not JSON it ends at once with the file and what to do, and nothing was started', async () => {
    const { code, lines } = await endOf('{ "production": ');
    expect(code).toBe(78);
    expect(lines).toEqual([
      `${join(folder, 'real', 'kiosk.json')}: is not JSON. Correct it and start again.`,
    ]);
  });

  test('that names a simulated device for production it ends at once and names the field', async () => {
    const keys = { encryption: [], acknowledgement: [], permit: [] };
    const file = demonstrationConfig({ baseUrl: 'https://permits.example.gov.cn', keys }, folder);
    const jwk = { kid: 'k', kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
    const whole = { encryption: [jwk], acknowledgement: [jwk], permit: [jwk] };
    const { code, lines } = await endOf(
      JSON.stringify({
        ...(file as object),
        upstream: { baseUrl: 'https://permits.example.gov.cn', keys: whole },
        demonstration: false,
        production: true,
      }),
    );
    expect(code).toBe(78);
    expect(lines).toEqual([
      'idReader: a simulated device is refused when production is true; name the real one.',
    ]);
  });

  test('with several faults it names every field on a line of its own', async () => {
    const { code, lines } = await endOf(JSON.stringify({ production: 'yes', deviceId: 'gz 1' }));
    expect(code).toBe(78);
    expect(lines).toContain('kiosk.json, production: must be true or false, without quotes.');
    expect(lines.filter((line) => line.startsWith('kiosk.json, ')).length).toBeGreaterThan(3);
    expect(lines.join()).not.toContain('starting again');
  });
});
