// Builds for the launcher what is missing or older than its sources. Must not run anything of the kiosk.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

function newest(dir: string): number {
  let latest = 0;
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    latest = Math.max(latest, statSync(join(dir, name)).mtimeMs);
  }
  return latest;
}

/** True when what was built is older than a source, or not there. */
export function isStale(root: string, built: string, sources: readonly string[]): boolean {
  const file = join(root, built);
  if (!existsSync(file)) return true;
  return statSync(file).mtimeMs < Math.max(...sources.map((dir) => newest(join(root, dir))));
}

function runVite(root: string, config: string): void {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', config, '--logLevel', 'error'];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

/** The page, which both shells show. */
export function buildPage(root: string, say: (line: string) => void): void {
  if (!isStale(root, 'dist/renderer/index.html', ['renderer', 'electron', 'assets'])) return;
  say('Building the page …');
  runVite(root, 'vite.config.ts');
}

/** Only Electron needs its side bundled; the browser shell runs from source. */
export function buildElectron(root: string, say: (line: string) => void): void {
  if (!isStale(root, 'dist/electron/main.js', ['electron', 'db', 'assets'])) return;
  say('Building the Electron shell …');
  runVite(root, 'vite.electron.config.ts');
}
