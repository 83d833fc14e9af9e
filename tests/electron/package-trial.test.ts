// What comes out of the packer: packed by electron-builder around a stand-in for Electron's binary, looked into, and
// started from the archive's files alone, so that nothing can be borrowed from the folder it was built in.
import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractAll } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageConfig } from '../../electron-builder.config.ts';
import { importedPackages } from '../../electron/package-check.ts';
import { contentSecurityPolicy } from '../../electron/page.ts';
import type { TrialPackage } from '../../electron/package-trial.ts';
import { faultsOfTrial, packOnTrial } from '../../electron/package-trial.ts';
import { demoSetting } from '../support/demo-kiosk.ts';
import { waitFor } from '../support/wait.ts';

const root = resolve(import.meta.dirname, '../..');
let output: string;
let trial: TrialPackage;
let setting: Awaited<ReturnType<typeof demoSetting>>;
let started: ChildProcess | undefined;

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/renderer/index.html')))
    execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' });
  setting = await demoSetting();
  output = mkdtempSync(join(tmpdir(), 'kiosk-trial-'));
  trial = await packOnTrial(root, packageConfig, output);
}, 240_000);
afterAll(async () => {
  started?.kill('SIGKILL');
  await setting.close();
  rmSync(output, { recursive: true, force: true });
});

test('holds what it must, nothing that it must not, and the fuses are blown in the binary', async () => {
  expect(await faultsOfTrial(trial, packageConfig)).toEqual([]);
});

test('is told apart from one whose fuse was forgotten or whose autostart starts nothing', async () => {
  const wanted = { ...packageConfig, electronFuses: { runAsNode: true } };
  expect(await faultsOfTrial(trial, wanted)).toEqual(['fuse runAsNode is not on in the binary']);
  const installs = new Map(
    [...trial.installs].filter(([, to]) => to !== '/usr/bin/residence-permit-kiosk-session'),
  );
  expect(await faultsOfTrial({ ...trial, installs }, packageConfig)).toEqual([
    'autostart: /usr/bin/residence-permit-kiosk-session is not installed',
  ]);
});

test('has an icon of every size that desktops look for', () => {
  const icons = [...trial.installs.values()].filter((to) => to.includes('/hicolor/'));
  expect(icons).toHaveLength(8);
  expect(icons).toContain('/usr/share/icons/hicolor/48x48/apps/residence-permit-kiosk.png');
});

test('finds everything it imports, early or late, among its own files', () => {
  const unpacked = join(output, 'imported');
  extractAll(trial.archive, unpacked);
  const names = importedPackages(readFileSync(join(unpacked, 'dist/electron/main.js'), 'utf8'));
  expect(names).toEqual(expect.arrayContaining(['pdfkit', 'serialport', 'sharp', 'sqlite3']));
  const script = names.map((name) => `await import(${JSON.stringify(name)});`).join('\n');
  const file = join(unpacked, 'dist/electron/all.mjs');
  writeFileSync(file, script);
  expect(() => execFileSync(process.execPath, [file], { cwd: output })).not.toThrow();
}, 60_000);

test('starts from its own files: the core comes up and the page is served', async () => {
  const unpacked = join(output, 'unpacked');
  extractAll(trial.archive, unpacked);
  const config = join(output, 'kiosk.json');
  writeFileSync(config, JSON.stringify(setting.file));
  const child = spawn(
    process.execPath,
    [
      ...['--import', join(root, 'tests/support/electron-main.ts')],
      join(unpacked, 'dist/electron/main.js'),
    ],
    {
      cwd: output,
      env: { ...process.env, KIOSK_CONFIG: config },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  started = child;
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => (said += data.toString()));
  const answers: unknown[] = [];
  child.on('message', ({ what, details }: { what: string; details: unknown }) => {
    if (what === 'played get') answers.push(details);
  });
  await waitFor('the packed kiosk', () => {
    if (child.exitCode !== null) throw new Error(said);
    return said.includes('kiosk ready: shown by Electron') ? true : undefined;
  });
  child.send({ play: 'get', with: 'kiosk://app/' });
  const [status, headers, page] = (await waitFor('the page', () => answers[0])) as [
    number,
    Record<string, string>,
    string,
  ];
  expect(status).toBe(200);
  expect(headers['content-security-policy']).toBe(contentSecurityPolicy);
  expect(page).toBe(
    readFileSync(join(unpacked, 'dist/renderer/index.html'), 'utf8').replace(
      /(panel-mm-per-px" content=")[^"]*/,
      '$10.248',
    ),
  );
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}, 60_000);
