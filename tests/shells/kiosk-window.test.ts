// The kiosk's window in a real Chromium on a real X server without a window manager: as large as the glass, the camera
// without a question, back when its page or its core is lost, and nothing left behind.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../electron/browser/chromium.ts';
import { kioskFlags } from '../../electron/browser/kiosk-flags.ts';
import type { KioskWindow } from '../../electron/browser/kiosk-window.ts';
import { showKiosk, sweepLeftovers } from '../../electron/browser/kiosk-window.ts';
import type { Display } from '../support/display.ts';
import { openDisplay } from '../support/display.ts';
import { waitFor } from '../support/wait.ts';

const page = `<!doctype html><html lang="zh"><script>
  const tell = (what) => fetch('/tell', { method: 'POST', body: what });
  navigator.mediaDevices.getUserMedia({ video: true }).then(() => tell('camera given'), (e) => tell('camera ' + e.name));
  navigator.permissions.query({ name: 'microphone' }).then((one) => tell('microphone ' + one.state));
  setInterval(() => tell('size ' + innerWidth + 'x' + innerHeight), 200);
</script>`;

let server: Server;
let origin: string;
let display: Display;
let runtimeDir: string;
let tools: string;
let executable: string;
let before: string | undefined;
let window: KioskWindow | undefined;
const told: { what: string; at: number }[] = [];
const logged: string[] = [];
const log = (_level: string, code: string): void => void logged.push(code);
const opened: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.method !== 'POST') {
      opened.push(request.url ?? '');
      response.setHeader('Content-Type', 'text/html').end(page);
      return;
    }
    let body = '';
    request.on('data', (data: Buffer) => (body += data.toString()));
    request.on('end', () => {
      told.push({ what: body, at: performance.now() });
      response.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  display = await openDisplay();
  before = process.env.DISPLAY;
  if (display.env.DISPLAY !== undefined) process.env.DISPLAY = display.env.DISPLAY;
  runtimeDir = mkdtempSync('/dev/shm/kiosk-window-');
  tools = mkdtempSync(join(tmpdir(), 'kiosk-window-'));
  const chromium = await findChromium();
  if (chromium === null) throw new Error('no Chromium here: apt-get install chromium');
  // The only thing that is not as in a service centre: what the camera sees.
  executable = join(tools, 'chromium');
  writeFileSync(
    executable,
    `#!/bin/sh\nexec ${chromium} "$@" --use-fake-device-for-media-stream\n`,
  );
  chmodSync(executable, 0o755);
});
afterAll(async () => {
  await window?.stop();
  if (before === undefined) delete process.env.DISPLAY;
  else process.env.DISPLAY = before;
  display.close();
  server.close();
  rmSync(runtimeDir, { recursive: true, force: true });
  rmSync(tools, { recursive: true, force: true });
});

async function show(): Promise<KioskWindow> {
  return showKiosk({
    executable,
    origin,
    bootUrl: () => `${origin}/boot/${opened.length}`,
    isConnected: () => performance.now() - (told.at(-1)?.at ?? -Infinity) < 1000,
    runtimeDir,
    log,
  });
}
const said = (what: string, after = 0): Promise<unknown> =>
  waitFor(what, () => told.slice(after).find((one) => one.what === what));

/** Processes whose command line holds all of `words` (Linux). */
function processes(...words: string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        return words.every((word) => command.includes(word)) ? [Number(name)] : [];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

describe('the kiosk’s window', () => {
  it('is as large as the glass, has the camera without a question and nothing else', async () => {
    window = await show();
    await said('camera given');
    await said('microphone prompt');
    if (display.env.DISPLAY === undefined) return;
    // A pixel may hang over the edge; none may be missing.
    await waitFor('the glass to be full', () =>
      told.find(({ what }) => /^size 108[01]x192[01]$/.test(what)),
    );
  });

  it('is back within 10 seconds when its page crashed', async () => {
    // Chromium keeps a spare one beside the page's.
    const renderers = processes(runtimeDir, '--type=renderer');
    const [count, from] = [opened.length, performance.now()];
    for (const renderer of renderers) process.kill(renderer, 'SIGKILL');
    await waitFor('the page again', () => (opened.length > count ? true : undefined));
    expect(performance.now() - from).toBeLessThan(10_000);
    expect(logged).toContain('browser.page-lost');
  }, 30_000);

  it('is back within 10 seconds when the browser was killed, with an address of its own', async () => {
    await said('camera given', told.length - 1);
    const [browser] = processes(runtimeDir, '--kiosk');
    const [count, from] = [opened.length, performance.now()];
    process.kill(browser ?? 0, 'SIGKILL');
    await waitFor('the page again', () => (opened.length > count ? true : undefined));
    expect(performance.now() - from).toBeLessThan(10_000);
    expect(new Set(opened.filter((path) => path.startsWith('/boot/'))).size).toBe(3);
  }, 30_000);

  it('ends whole: no process and no profile is left', async () => {
    await window?.stop();
    window = undefined;
    await waitFor('the end', () => (processes(runtimeDir).length === 0 ? true : undefined));
    expect(readdirSync(runtimeDir)).toEqual([]);
  });
});

describe('a browser whose core was killed', () => {
  it('is ended by the next core, that of a core that lives is not', async () => {
    const module = join(import.meta.dirname, '../../electron/browser/kiosk-window.ts');
    const options = JSON.stringify({ executable, origin, runtimeDir });
    const code = `import { showKiosk } from ${JSON.stringify(module)};
      await showKiosk({ ...${options}, bootUrl: () => ${JSON.stringify(`${origin}/other`)},
        isConnected: () => true, log: () => undefined });`;
    const core = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
    await waitFor('its page', () => (opened.includes('/other') ? true : undefined));
    await sweepLeftovers(runtimeDir, null, log);
    // A child carries the browser's command line for a moment, until it becomes what it is.
    await waitFor('the browser alone', () =>
      processes(runtimeDir, '--kiosk').length === 1 ? true : undefined,
    );
    const over = new Promise((done) => core.once('exit', done));
    core.kill('SIGKILL');
    await over;
    expect(processes(runtimeDir, '--kiosk')).toHaveLength(1);
    await waitFor('its end', async () => {
      await sweepLeftovers(runtimeDir, null, log);
      return processes(runtimeDir).length + readdirSync(runtimeDir).length === 0 ? true : undefined;
    });
    expect(logged).toContain('browser.left-over');
  }, 30_000);
});

describe('Chromium’s command line', () => {
  const flags = (asRoot: boolean): string[] =>
    kioskFlags({ url: 'http://127.0.0.1:1/', profileDir: '/run/kiosk', asRoot, screen: null });

  it('keeps the sandbox unless it was started as root', () => {
    expect(flags(false)).not.toContain('--no-sandbox');
    expect(flags(true)).toContain('--no-sandbox');
  });

  it('opens no debugging port and grants nothing by itself', () => {
    expect(flags(false).join()).not.toMatch(/remote-debugging|fake-ui|auto-accept|disable-web/);
  });
});
