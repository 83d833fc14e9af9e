// Finds a Chromium and shows the kiosk in it, alone on the screen. Must not know the contract.
import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];

function onPath(name: string): string | null {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(dir, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here: the next folder may have it.
      continue;
    }
  }
  return null;
}

async function playwrights(): Promise<string | null> {
  try {
    const { chromium } = await import('playwright');
    const path = chromium.executablePath();
    return existsSync(path) ? path : null;
  } catch {
    // Playwright is a development tool; a packaged kiosk has none.
    return null;
  }
}

/** An installed browser, else Playwright's, else null. KIOSK_CHROMIUM names one by hand. */
export async function findChromium(): Promise<string | null> {
  const named = process.env.KIOSK_CHROMIUM;
  if (named !== undefined && existsSync(named)) return named;
  for (const name of names) {
    const found = onPath(name);
    if (found !== null) return found;
  }
  return playwrights();
}

/** Debian's Chromium, when this process may install packages; null when not or when it did not work. */
export async function installChromium(say: (line: string) => void): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || onPath('apt-get') === null)
    return null;
  say('Installing Debian’s chromium (apt-get install chromium) …');
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
      env,
    });
  } catch (error) {
    say(
      `apt-get could not install chromium (${(error as { status?: number }).status ?? 'no status'}).`,
    );
    return null;
  }
  return findChromium();
}

/** Flags of the kiosk window. The production set has no debugging port, keeps the sandbox and asks for no permission by flag. */
export function kioskFlags(options: {
  url: string;
  profileDir: string;
  production: boolean;
  asRoot: boolean;
}): string[] {
  return [
    '--kiosk',
    `--app=${options.url}`,
    `--user-data-dir=${options.profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--noerrdialogs',
    '--disable-session-crashed-bubble',
    '--disable-infobars',
    '--disable-component-update',
    '--disable-background-networking',
    '--disable-sync',
    // A bubble that offers to translate would lie over the screen.
    '--disable-features=Translate,TranslateUI',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--autoplay-policy=no-user-gesture-required',
    '--password-store=basic',
    // In production the managed policy grants the camera to this origin alone (see policy.ts).
    ...(options.production ? [] : ['--use-fake-ui-for-media-stream']),
    ...(options.asRoot && !options.production ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** Shows `url()` in a kiosk window and shows it again within a second when the browser ends by itself. */
export function showKiosk(options: {
  readonly executable: string;
  readonly url: () => string;
  readonly runtimeDir: string;
  readonly production: boolean;
  readonly onEnd: (code: number | null) => void;
}): { stop(): void } {
  let child: ChildProcess | null = null;
  let stopped = false;
  const profileDir = mkdtempSync(join(options.runtimeDir, 'profile-'));

  function open(): void {
    if (stopped) return;
    const flags = kioskFlags({
      url: options.url(),
      profileDir,
      production: options.production,
      asRoot: process.getuid?.() === 0,
    });
    child = spawn(options.executable, flags, { stdio: 'ignore' });
    child.once('exit', (code) => {
      options.onEnd(code);
      if (!stopped) setTimeout(open, 1000);
    });
    child.once('error', () => options.onEnd(null));
  }
  open();
  return {
    stop() {
      stopped = true;
      child?.kill('SIGTERM');
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
