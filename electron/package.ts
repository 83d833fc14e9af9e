// `npm run dist`: builds page and shell, checks configuration and file list, and packs for this machine where Electron's
// binary is. Where it is not, it packs on trial, checks what came out, throws it away and says so.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { build } from 'electron-builder';
import { packageConfig } from '../electron-builder.config.ts';
import { electronBinary } from './electron-binary.ts';
import { faultsOfPackage } from './package-check.ts';
import { faultsOfTrial, packOnTrial } from './package-trial.ts';

const root = resolve(import.meta.dirname, '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function run(tool: string, ...args: string[]): void {
  execFileSync(join(root, 'node_modules', '.bin', tool), args, { cwd: root, stdio: 'inherit' });
}

run('vite', 'build', '--logLevel', 'warn');
run('vite', 'build', '--config', 'vite.electron.config.ts', '--logLevel', 'warn');
await validateConfiguration(packageConfig, new DebugLogger(false));
say('Configuration: valid by electron-builder’s own schema.');
const faults = faultsOfPackage(root, packageConfig);
for (const fault of faults) say(`fault: ${fault}`);
if (faults.length > 0) process.exit(1);
say('File list: complete.');
if (electronBinary(root) !== null) {
  await build({ projectDir: root, config: packageConfig, publish: 'never' });
} else {
  const output = mkdtempSync(join(tmpdir(), 'kiosk-package-'));
  try {
    const trial = await packOnTrial(root, packageConfig, output);
    const found = await faultsOfTrial(trial, packageConfig);
    for (const fault of found) say(`fault: ${fault}`);
    if (found.length > 0) process.exitCode = 1;
    else say('Packed on trial: archive, native modules, autostart and fuses are as they must be.');
  } finally {
    rmSync(output, { recursive: true });
  }
  say('');
  say('NO PACKAGE WAS WRITTEN: Electron’s binary is not here. Where the network allows it,');
  say('    node node_modules/electron/install.js && npm run dist');
}
