// `npm start`: builds what is missing, chooses the shell and says why in one line, starts the demonstration's upstream when
// there is no kiosk.json, and keeps the kiosk running. Must not know what a kiosk does.
import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  readdirSync,
  writeFileSync,
  rmSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { findChromium, installChromium } from './browser/chromium.ts';
import { chooseShell } from './shell-choice.ts';
import type { ShellChoice } from './shell-choice.ts';
import { configPath, demonstrationConfig } from './config.ts';
import { electronBinary } from './electron-binary.ts';

const root = resolve(import.meta.dirname, '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function newest(dir: string): number {
  let latest = 0;
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    latest = Math.max(latest, statSync(join(dir, name)).mtimeMs);
  }
  return latest;
}

function runVite(config: string): void {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', config, '--logLevel', 'warn'];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

/** True when what was built is older than a source, or not there. */
function isStale(built: string, sources: readonly string[]): boolean {
  if (!existsSync(built)) return true;
  return statSync(built).mtimeMs < Math.max(...sources.map((dir) => newest(join(root, dir))));
}

function buildPage(): void {
  if (!isStale(join(root, 'dist', 'renderer', 'index.html'), ['renderer', 'electron', 'assets']))
    return;
  say('Building the page …');
  runVite('vite.config.ts');
}

/** Only Electron needs its side bundled; the browser shell runs from source. */
function buildElectron(): void {
  if (!isStale(join(root, 'dist', 'electron', 'main.js'), ['electron', 'db', 'assets'])) return;
  say('Building the Electron shell …');
  runVite('vite.electron.config.ts');
}

/** Electron's binary, fetched once (at most a minute, at most once a day) when it is not there; null when it cannot be had. */
function obtainElectron(): string | null {
  const present = electronBinary(root);
  if (present !== null) return present;
  const tried = join(root, 'node_modules', '.electron-tried');
  if (existsSync(tried) && Date.now() - statSync(tried).mtimeMs < 86_400_000) return null;
  writeFileSync(tried, '');
  try {
    execFileSync(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
      cwd: root,
      stdio: 'ignore',
      timeout: 60_000,
    });
  } catch {
    // No way to it from here; the browser shell is chosen, and the one line says so.
    return null;
  }
  return electronBinary(root);
}

function hasDisplay(): boolean {
  return (
    process.platform !== 'linux' ||
    Boolean(process.env.DISPLAY) ||
    Boolean(process.env.WAYLAND_DISPLAY)
  );
}

/** Starts the reference upstream and writes the demonstration's configuration; resolves with the file's path. */
async function startDemonstration(children: ChildProcess[]): Promise<string> {
  const dir = resolve(process.env.KIOSK_DATA ?? join(root, 'data', 'demo'));
  mkdirSync(dir, { recursive: true });
  const keysFile = join(dir, 'upstream-keys.json');
  rmSync(keysFile, { force: true });
  const upstream = spawn(
    process.execPath,
    [
      join(root, 'tests', 'upstream', 'main.ts'),
      ...['--database', join(dir, 'upstream.sqlite')],
      ...['--keys-out', keysFile],
      ...['--approve-after-seconds', '20'],
      ...['--people', join(root, 'tests', 'fixtures', 'demo-people.json')],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(upstream);
  const baseUrl = await new Promise<string>((found, failed) => {
    createInterface({ input: upstream.stdout }).on('line', (line) => {
      const address = /upstream listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) found(address);
    });
    upstream.once('exit', (code) =>
      failed(new Error(`the reference upstream ended with ${code ?? 'a signal'}`)),
    );
  });
  const keys: unknown = JSON.parse(readFileSync(keysFile, 'utf8'));
  const file = join(dir, 'kiosk.json');
  writeFileSync(file, `${JSON.stringify(demonstrationConfig({ baseUrl, keys }, dir), null, 2)}\n`);
  say(
    `Demonstration: no kiosk.json, so simulated devices and a reference upstream at ${baseUrl}, marked 演示.`,
  );
  return file;
}

/** Runs the kiosk and starts it again when it ends by itself; a configuration error (exit 78) is for a person to mend. */
function supervise(choice: ShellChoice, config: string, beside: readonly ChildProcess[]): void {
  let quickEnds = 0;
  let kiosk: ChildProcess | null = null;
  function run(): void {
    const startedAt = Date.now();
    const child = spawn(choice.command, choice.args, {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...choice.env,
        KIOSK_CONFIG: config,
        KIOSK_SUPERVISED: '1',
        // What was compiled once is not compiled again: a third of the time to the first screen.
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'kiosk'),
      },
    });
    kiosk = child;
    child.once('exit', (code) => {
      if (code === 0 || code === 78) leave(code);
      quickEnds = Date.now() - startedAt < 10_000 ? quickEnds + 1 : 0;
      const waitMs = Math.min(30_000, 500 * 2 ** Math.max(0, quickEnds - 1));
      say(`The kiosk ended (${code ?? 'signal'}); starting again in ${waitMs} ms.`);
      setTimeout(run, waitMs);
    });
  }
  function leave(code: number): never {
    kiosk?.kill('SIGTERM');
    for (const child of beside) child.kill('SIGTERM');
    process.exit(code);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => leave(0));
  run();
}

buildPage();
const children: ChildProcess[] = [];
const choice = await chooseShell({
  root,
  display: hasDisplay(),
  byHand: process.env.KIOSK_SHELL,
  asRoot: process.getuid?.() === 0,
  node: process.execPath,
  obtainElectron,
  obtainChromium: async () => (await findChromium()) ?? (await installChromium(say)),
});
say(choice.why);
if (choice.shell === 'electron') buildElectron();
const config = existsSync(configPath()) ? configPath() : await startDemonstration(children);
supervise(choice, config, children);
