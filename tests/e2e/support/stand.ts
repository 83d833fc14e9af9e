// One whole kiosk for an end-to-end test, with a real part at every edge: reader emulator on a PTY, ESC/POS emulator on
// TCP, a real CUPS, the reference upstream over HTTP, the browser shell as a process of its own, Chromium with a camera video.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright/test';
import { chromium } from 'playwright/test';
import { findChromium } from '../../../electron/browser/chromium.ts';
import type { DemoCardName } from '../../../electron/devices/demo-cards.ts';
import { demoCard } from '../../../electron/devices/demo-cards.ts';
import { startPrinterEmulator } from '../../emulators/escpos-printer.ts';
import type { PrinterEmulator } from '../../emulators/escpos-printer.ts';
import { startReaderEmulator } from '../../emulators/id-reader.ts';
import type { ReaderEmulator } from '../../emulators/id-reader.ts';
import { cameraArguments, faceVideo, switchableVideo } from '../../support/camera-video.ts';
import type { SwitchableVideo } from '../../support/camera-video.ts';
import { startCups } from '../../support/cups.ts';
import type { Cups } from '../../support/cups.ts';
import { startTestUpstream } from '../../support/upstream.ts';
import { waitFor } from '../../support/wait.ts';
import type { UpstreamHandle } from '../../upstream/server.ts';
import { demoStaff, staffListOf } from '../../upstream/staff.ts';

const root = resolve(import.meta.dirname, '../../..');
/** Where a memory-backed folder may be had. */
const memory = '/dev/shm';

export interface Stand {
  readonly reader: ReaderEmulator;
  readonly printer: PrinterEmulator;
  readonly cups: Cups;
  readonly upstream: UpstreamHandle;
  readonly camera: SwitchableVideo;
  readonly dataDir: string;
  readonly runtimeDir: string;
  /** Puts a demonstration person's card on the reader. */
  placeCard(name: DemoCardName): void;
  /** Takes the card off and resolves when the kiosk has looked for one in vain. */
  liftCard(): Promise<void>;
  /** Starts the core (again) and shows it in a fresh page. */
  open(): Promise<Page>;
  /** Opens the staff's window of the running core, in a page of its own. */
  openStaff(): Promise<Page>;
  /** SIGKILL to the core: no goodbye. */
  kill(): Promise<void>;
  /** Coded lines the core has printed so far. */
  log(): readonly string[];
  close(): Promise<void>;
}

export interface StandOptions {
  /** Shortens the quiet times. */
  readonly quietScale?: number;
  /** A second kiosk beside the first, before the same upstream; closed before the first. */
  readonly beside?: Stand;
  /** Where the kiosk stands; the usual is a centre in Guangzhou. */
  readonly city?: { readonly cityAdcode: string; readonly cityName: string };
  /** What kiosk.json says of the code scanner; none when absent. */
  readonly codeScanner?: Readonly<Record<string, unknown>>;
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) =>
    child.once('exit', () => {
      done();
    }),
  );
}

function bootAddress(child: ChildProcess, lines: string[]): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the core was started without pipes');
  return new Promise((done, fail) => {
    createInterface({ input: stdout }).on('line', (line) => {
      lines.push(line);
      const found = /http:\/\/127\.0\.0\.1:\d+\/boot\/[\w-]+/.exec(line);
      if (found !== null) done(found[0]);
    });
    createInterface({ input: stderr }).on('line', (line) => lines.push(line));
    child.once('exit', (code) => {
      fail(new Error(`the core ended with ${String(code)}:\n${lines.slice(-20).join('\n')}`));
    });
  });
}

/** Starts everything around the kiosk; `open` starts the kiosk itself. */
export async function startStand(options: StandOptions = {}): Promise<Stand> {
  const dir = mkdtempSync(join(tmpdir(), 'kiosk-stand-'));
  const runtimeDir = mkdtempSync(join(memory, 'kiosk-stand-'));
  const dataDir = join(dir, 'data');
  const which = options.beside === undefined ? 1 : 2;
  mkdirSync(dataDir);
  const [reader, printer, cups, upstream, camera] = await Promise.all([
    startReaderEmulator(),
    startPrinterEmulator(),
    startCups(),
    options.beside?.upstream ?? startTestUpstream(),
    faceVideo().then((video) => switchableVideo(join(dir, 'camera.mjpeg'), video)),
  ]);
  const centreId = 'gz-shipai';
  if (options.beside === undefined) {
    const list = { centreId, version: 1, now: new Date() };
    await upstream.staff.publish(await staffListOf(Object.values(demoStaff), list));
  }
  const configFile = join(dir, 'kiosk.json');
  writeFileSync(
    configFile,
    JSON.stringify({
      production: false,
      dataDir,
      runtimeDir,
      deviceId: `GZ-TEST-0${which}`,
      place: {
        ...(options.city ?? { cityAdcode: '440100', cityName: '广州市' }),
        centreName: '石牌街政务服务中心',
        centreId,
      },
      idReader: { kind: 'serial', path: reader.path, baudRate: 115200 },
      receiptPrinter: { kind: 'tcp', host: '127.0.0.1', port: printer.port, columns: 48 },
      permitPrinter: { kind: 'cups', uri: cups.uri },
      codeScanner: options.codeScanner,
      upstream: { baseUrl: upstream.url, keys: upstream.keys, enrolmentCode: `enrolment-${which}` },
      timeouts: { quietScale: options.quietScale ?? 1 },
    }),
  );
  const lines: string[] = [];
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium here: apt-get install chromium');
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', ...cameraArguments(camera.file)],
  });
  let core: ChildProcess | null = null;
  let page: Page | null = null;

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (core === null) return;
    core.kill(signal);
    await exited(core);
    core = null;
  }

  return {
    reader,
    printer,
    cups,
    upstream,
    camera,
    dataDir,
    runtimeDir,
    placeCard(name) {
      const card = demoCard(name);
      if (card === null) throw new Error(`no demonstration card ${name}`);
      reader.placeCard(Buffer.from(card.text, 'base64'));
    },
    async liftCard() {
      reader.liftCard();
      const before = reader.seen().find;
      if (core === null) return;
      await waitFor('the reader to be asked twice', () =>
        reader.seen().find >= before + 2 ? true : undefined,
      );
    },
    async open() {
      await end('SIGTERM');
      await page?.close();
      core = spawn(process.execPath, [join(root, 'electron/browser/main.ts')], {
        cwd: root,
        env: { ...process.env, KIOSK_CONFIG: configFile, KIOSK_BROWSER: 'none' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const address = await bootAddress(core, lines);
      page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
      page.on('console', (message) => lines.push(`page: ${message.type()} ${message.text()}`));
      page.on('pageerror', (error) => lines.push(`page: error ${error.message}`));
      await page.goto(address);
      return page;
    },
    async openStaff() {
      const said = await waitFor('the address of the staff’s window', () =>
        lines.findLast((line) => line.startsWith('staff window: ')),
      );
      const staff = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      staff.on('pageerror', (error) => lines.push(`staff page: error ${error.message}`));
      await staff.goto(said.replace('staff window: open ', ''));
      return staff;
    },
    kill: () => end('SIGKILL'),
    log: () => lines,
    async close() {
      await browser.close();
      await end('SIGTERM');
      await Promise.all([reader.stop(), printer.stop(), cups.stop()]);
      if (options.beside === undefined) await upstream.stop();
      for (const folder of [dir, runtimeDir])
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
