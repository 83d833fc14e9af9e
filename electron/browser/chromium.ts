// Finds a Chromium, or installs Debian's where this process may. Must not start one.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];

/** True where a window can be shown. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

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
