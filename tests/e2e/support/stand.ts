// One whole kiosk for an end-to-end test, with a real part at every edge: reader emulator on a PTY, ESC/POS emulator on
// TCP, a real CUPS, the reference upstream over HTTP, the browser shell as a process of its own, Chromium with a camera video.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import type { Browser, BrowserContext, Page } from 'playwright';
import { chromium } from 'playwright';
import { startPrinterEmulator } from '../../emulators/escpos-printer.ts';
import { startReaderEmulator } from '../../emulators/id-reader.ts';
import { startCups } from '../../support/cups.ts';
import { startTestUpstream } from '../../support/upstream.ts';

const root = resolve(import.meta.dirname, '../../..');

export interface Stand {
  readonly reader: Awaited<ReturnType<typeof startReaderEmulator>>;
  readonly printer: Awaited<ReturnType<typeof startPrinterEmulator>>;
  readonly cups: Awaited<ReturnType<typeof startCups>>;
  readonly upstream: Awaited<ReturnType<typeof startTestUpstream>>;
  readonly dataDir: string;
  /** Starts the core and a Chromium that shows `video`; resolves when home is on the screen. */
  open(video: string): Promise<Page>;
  /** SIGKILL to the core: no goodbye. */
  kill(): Promise<void>;
  /** Starts the core again (and shows it in a new page), as the supervisor would. */
  reopen(video: string): Promise<Page>;
  /** Coded lines the core has printed so far. */
  log(): readonly string[];
  close(): Promise<void>;
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once('exit', () => done()));
}

/** Starts everything around the kiosk. `quietScale` shortens the quiet times. */
export async function startStand(options: { quietScale?: number } = {}): Promise<Stand> {
  const dir = mkdtempSync(join(tmpdir(), 'kiosk-stand-'));
  const dataDir = join(dir, 'data');
  const runtimeDir = mkdtempSync('/dev/shm/kiosk-stand-');
  mkdirSync(dataDir);
  const [reader, printer, cups, upstream] = await Promise.all([
    startReaderEmulator(),
    startPrinterEmulator(),
    startCups(),
    startTestUpstream(),
  ]);
  const configFile = join(dir, 'kiosk.json');
  writeFileSync(
    configFile,
    JSON.stringify({
      production: false,
      dataDir,
      runtimeDir,
      deviceId: 'GZ-TEST-01',
      place: {
        cityAdcode: '440100',
        cityName: '广州',
        centreName: '石牌街政务服务中心',
        centreId: 'gz-shipai',
      },
      idReader: { kind: 'serial', path: reader.path, baudRate: 115200 },
      receiptPrinter: { kind: 'tcp', host: '127.0.0.1', port: printer.port, columns: 48 },
      permitPrinter: { kind: 'cups', uri: cups.uri },
      upstream: { baseUrl: upstream.url, keys: upstream.keys, enrolmentCode: 'enrolment-1' },
      timeouts: { quietScale: options.quietScale ?? 1 },
    }),
  );
  const lines: string[] = [];
  let core: ChildProcess | null = null;
  let browser: Browser | null = null;
  let context: BrowserContext | null = null;

  async function startCore(): Promise<string> {
    const child = spawn(process.execPath, [join(root, 'electron/browser/main.ts')], {
      cwd: root,
      env: { ...process.env, KIOSK_CONFIG: configFile, KIOSK_BROWSER: 'none', DISPLAY: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    core = child;
    const address = new Promise<string>((done, fail) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line);
        const found = /http:\/\/127\.0\.0\.1:\d+\/boot\/[\w-]+/.exec(line);
        if (found !== null) done(found[0]);
      });
      createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
      child.once('exit', (code) =>
        fail(new Error(`core ended with ${String(code)}:\n${lines.slice(-20).join('\n')}`)),
      );
    });
    return address;
  }

  async function open(video: string): Promise<Page> {
    const address = await startCore();
    browser = await chromium.launch({
      executablePath: process.env.KIOSK_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${video}`,
      ],
    });
    context = await browser.newContext({ viewport: { width: 1080, height: 1920 } });
    const page = await context.newPage();
    await page.goto(address);
    return page;
  }

  async function closeShell(): Promise<void> {
    await context?.close();
    await browser?.close();
    if (core !== null) {
      core.kill('SIGTERM');
      await exited(core);
    }
    [context, browser, core] = [null, null, null];
  }

  return {
    reader,
    printer,
    cups,
    upstream,
    dataDir,
    open,
    async kill() {
      if (core === null) return;
      core.kill('SIGKILL');
      await exited(core);
      await closeShell();
    },
    reopen: open,
    log: () => lines,
    async close() {
      await closeShell();
      await Promise.all([reader.stop(), printer.stop(), cups.stop(), upstream.stop()]);
      rmSync(dir, { recursive: true, force: true });
      rmSync(runtimeDir, { recursive: true, force: true });
    },
  };
}
