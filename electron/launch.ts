// `npm start`: builds what is missing, chooses the shell and says why in one line, starts the demonstration's upstream when
// there is no kiosk.json, and keeps the kiosk running. Must not know what a kiosk does.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findChromium, hasDisplay, installChromium } from './browser/chromium.ts';
import { ConfigError, configPath, loadConfig } from './config.ts';
import { electronBinary } from './electron-binary.ts';
import { takeLock } from './instance-lock.ts';
import { buildElectron, buildPage } from './launch-build.ts';
import { startDemonstration } from './launch-demonstration.ts';
import { chooseShell } from './shell-choice.ts';
import { configExitCode, endProcess, supervise } from './supervise.ts';

const root = resolve(import.meta.dirname, '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Electron's binary, fetched once (at most a minute, at most once a day) when it is not there; null when it cannot be had. */
function obtainElectron(): string | null {
  const present = electronBinary(root);
  if (present !== null) return present;
  const tried = join(root, 'node_modules', '.electron-tried');
  if (existsSync(tried) && Date.now() - statSync(tried).mtimeMs < 86_400_000) return null;
  try {
    writeFileSync(tried, '');
  } catch {
    // Installed by somebody else and not ours to write: Electron is theirs to fetch, too.
    return null;
  }
  say('Fetching Electron’s binary (a minute at most) …');
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

async function launch(): Promise<number> {
  const real = existsSync(configPath());
  // A fault in kiosk.json is told before anything is built, fetched or started.
  const dataDir = real
    ? loadConfig().dataDir
    : resolve(process.env.KIOSK_DATA ?? join(root, 'data', 'demo'));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = takeLock(dataDir);
  if (!lock.taken) {
    const way = real ? 'give this one a dataDir of its own' : 'name another folder with KIOSK_DATA';
    say(
      `A kiosk already runs on ${dataDir} (process ${lock.holder}): end that one first, or ${way}.`,
    );
    return 1;
  }
  process.once('exit', lock.release);
  buildPage(root, say);
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
  if (choice.shell === 'electron') buildElectron(root, say);
  const demonstration = real ? null : await startDemonstration(root, dataDir);
  if (demonstration !== null) {
    say(
      `Demonstration: no kiosk.json, so simulated devices and a reference upstream at ${demonstration.baseUrl}, marked 演示.`,
    );
    demonstration.upstream.once('exit', () =>
      say('The reference upstream ended: the kiosk goes on without it.'),
    );
  }
  const code = await supervise(
    {
      command: choice.command,
      args: choice.args,
      cwd: root,
      env: {
        ...process.env,
        ...choice.env,
        KIOSK_CONFIG: demonstration?.configFile ?? configPath(),
        KIOSK_SUPERVISED: '1',
        // What was compiled once is not compiled again: a third of the time to the first screen.
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'kiosk'),
      },
    },
    say,
  );
  demonstration?.upstream.removeAllListeners('exit');
  if (demonstration !== null) await endProcess(demonstration.upstream);
  return code;
}

try {
  process.exit(await launch());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof ConfigError ? configExitCode : 1);
}
