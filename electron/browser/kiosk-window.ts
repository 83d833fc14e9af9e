// Keeps the kiosk's page on the glass: a Chromium of its own, shown again when it ends, when its page is lost, and after
// the core was killed under it. Must not know the contract.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../domain.ts';
import { countRestarts } from '../restarts.ts';
import { kioskFlags, kioskPreferences } from './kiosk-flags.ts';
import { screenSize } from './screen-size.ts';

/** A page has this long to connect after the browser was started, on a slow machine with a cold disk. Milliseconds. */
const firstPageMs = 30_000;
/** A page that was connected is lost when it has not come back by then: it reconnects every half second by itself. */
const lostPageMs = 4000;
const endWithinMs = 3000;
/** A killed browser's own processes write for a moment more: what they left is looked for once again. */
const sweepAgainMs = 5000;

export interface KioskWindow {
  /** Ends the browser and forgets what it kept. */
  stop(): Promise<void>;
}
export interface WindowOptions {
  readonly executable: string;
  /** Where the page is served; `bootUrl` makes an address that opens it once. */
  readonly origin: string;
  readonly bootUrl: () => string;
  readonly isConnected: () => boolean;
  /** Memory-backed: the browser's profile lies here. */
  readonly runtimeDir: string;
  readonly log: Log;
}

const prefix = 'browser-';

/** The process whose profile this is, if it lives (Linux: Chromium's own lock names it). */
function browserOf(profile: string): { pid: number; parent: number } | null {
  try {
    const pid = Number(/-(\d+)$/.exec(readlinkSync(join(profile, 'SingletonLock')))?.[1]);
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)) return null;
    const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { pid, parent: Number(parent) };
  } catch {
    // No lock, or nobody holds it any more.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function forget(profile: string, log: Log): Promise<void> {
  try {
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch (error) {
    // Still written to: the next sweep has it.
    log('warn', 'browser.profile', { reason: (error as NodeJS.ErrnoException).code ?? 'error' });
  }
}

/**
 * Ends browsers whose core was killed, they would lie over the new window, and forgets every profile but the one in use
 * (`current`) and those of other cores that live.
 */
export async function sweepLeftovers(
  runtimeDir: string,
  current: string | null,
  log: Log,
): Promise<void> {
  for (const name of readdirSync(runtimeDir)) {
    const profile = join(runtimeDir, name);
    if (!name.startsWith(prefix) || profile === current) continue;
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    const browser = browserOf(profile);
    // A core's browser is its child; one whose core was killed belongs to another process by now.
    if (browser === null ? owner !== process.pid && isAlive(owner) : browser.parent === owner)
      continue;
    if (browser !== null) {
      log('warn', 'browser.left-over');
      process.kill(browser.pid, 'SIGKILL');
    }
    await forget(profile, log);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
  await gone;
  clearTimeout(force);
}

/** Shows the kiosk, and shows it again whatever happens to the browser. */
export async function showKiosk(options: WindowOptions): Promise<KioskWindow> {
  const { log, runtimeDir, isConnected } = options;
  await sweepLeftovers(runtimeDir, null, log);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) log('warn', 'browser.no-sandbox', { reason: 'started as root' });
  const screen = await screenSize();
  const restarts = countRestarts();
  let profileDir = '';
  let child: ChildProcess | null = null;
  let again: NodeJS.Timeout | undefined;
  let sweep: NodeJS.Timeout | undefined;
  let stopped = false;
  let lostAt = Infinity;

  function open(): void {
    profileDir = mkdtempSync(join(runtimeDir, `${prefix}${process.pid}-`));
    mkdirSync(join(profileDir, 'Default'));
    writeFileSync(
      join(profileDir, 'Default', 'Preferences'),
      JSON.stringify(kioskPreferences(options.origin)),
    );
    const flags = kioskFlags({ url: options.bootUrl(), profileDir, asRoot, screen });
    const startedAt = performance.now();
    lostAt = startedAt + firstPageMs;
    const running = spawn(options.executable, flags, { stdio: 'ignore' });
    child = running;
    clearTimeout(sweep);
    sweep = setTimeout(() => void sweepLeftovers(runtimeDir, profileDir, log), sweepAgainMs);
    function ended(code: number | string): void {
      if (stopped) return;
      log('warn', 'browser.ended', { code });
      // A profile that outlived a crash is not to be trusted with the next start.
      void forget(profileDir, log);
      again = setTimeout(open, restarts.waitAfter(performance.now() - startedAt));
    }
    running.once('exit', (code, signal) => ended(code ?? signal ?? 'signal'));
    running.once('error', (error: NodeJS.ErrnoException) => {
      if (running.pid === undefined) ended(error.code ?? 'error');
    });
  }

  const watch = setInterval(() => {
    const now = performance.now();
    if (isConnected()) lostAt = now + lostPageMs;
    else if (now > lostAt) {
      log('error', 'browser.page-lost');
      lostAt = Infinity;
      child?.kill('SIGKILL');
    }
  }, 500);
  open();
  return {
    async stop() {
      stopped = true;
      clearInterval(watch);
      clearTimeout(again);
      clearTimeout(sweep);
      if (child !== null) await end(child);
      // Not this profile alone: one of a browser that was killed may still have been written to when it was forgotten.
      await sweepLeftovers(runtimeDir, null, log);
    },
  };
}
