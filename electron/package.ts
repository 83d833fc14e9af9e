// `npm run dist`: builds page and shell, checks configuration and file list, and packs for this machine where Electron's
// binary is. Where it is not, it says so and the check is the result.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { build } from 'electron-builder';
import { packageConfig } from '../electron-builder.config.ts';
import { electronBinary } from './electron-binary.ts';
import { faultsOfPackage } from './package-check.ts';

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
if (electronBinary(root) === null) {
  say('');
  say(
    'NOT PACKED: Electron’s binary is not here (node node_modules/electron/install.js fetches it).',
  );
} else {
  await build({ projectDir: root, config: packageConfig, publish: 'never' });
}
