// Packs with electron-builder itself around a stand-in for Electron's binary, so that what a package holds is read from
// the package and not foretold. Needs no network. Must not be taken for a package: it cannot run.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build } from 'electron-builder';
import type { Configuration, PackagerOptions } from 'electron-builder';

/** What every Electron binary carries: the sentinel, the wire's version and length, and the fuses (electron/fuses.ts). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const unblown = '101101000';

type FuseName = keyof typeof FuseV1Options;

export interface TrialPackage {
  /** The folder that a package would install. */
  readonly folder: string;
  readonly archive: string;
  /** Where each file of the deb would lie, by the file it is taken from. */
  readonly installs: ReadonlyMap<string, string>;
}

function standIn(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.from([1, unblown.length]);
  const binary = Buffer.concat([Buffer.from(sentinel), wire, Buffer.from(unblown)]);
  writeFileSync(join(folder, 'electron'), binary);
  chmodSync(join(folder, 'electron'), 0o755);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'chrome-sandbox'])
    writeFileSync(join(folder, name), '');
  return folder;
}

/** Packs for Linux below `output` as `config` says; the deb is told but not written. Needs `npm run build` before. */
export async function packOnTrial(
  root: string,
  config: Configuration,
  output: string,
): Promise<TrialPackage> {
  const electronDist = standIn(join(output, 'electron'));
  const installs = new Map<string, string>();
  const options: PackagerOptions & { publish: 'never' } = {
    projectDir: root,
    linux: ['deb'],
    config: { ...config, electronDist, directories: { ...config.directories, output } },
    publish: 'never',
    // True: seen, and not to be written; the tool that writes a deb is fetched from the network.
    effectiveOptionComputed: (options: unknown) => {
      for (const word of (options as [readonly string[]])[0]) {
        const [, from, to] = /^(\/.*)=(\/.*)$/.exec(word) ?? [];
        if (from !== undefined && to !== undefined) installs.set(from, to);
      }
      return Promise.resolve(true);
    },
  };
  await build(options);
  const folder = join(output, 'linux-unpacked');
  return { folder, archive: join(folder, 'resources', 'app.asar'), installs };
}

/** Never in a package: sources, tests, what a machine wrote. */
const neverPacked =
  /^(?!node_modules\/).*\.(ts|tsx|sqlite|log)$|^(tests|data|release|screenshots|\.|kiosk\.json)/;

function faultsOfArchive(archive: string): string[] {
  const faults: string[] = [];
  const names = listPackage(archive, { isPack: false }).map((name) => name.slice(1));
  for (const name of names) {
    if (neverPacked.test(name)) faults.push(`${name} does not belong into a package`);
    if (!name.endsWith('.node')) continue;
    const { unpacked = false } = statFile(archive, name) as { unpacked?: boolean };
    if (!unpacked) faults.push(`${name} lies inside the archive, where it cannot be loaded`);
    else if (!existsSync(join(`${archive}.unpacked`, name)))
      faults.push(`${name} is not beside the archive`);
  }
  return faults;
}

/** An autostart entry must start a file that the package, or its installation, puts where the entry says. */
function faultsOfAutostart(installs: ReadonlyMap<string, string>, linked: string): string[] {
  const installed = [...installs.values(), linked];
  const entry = [...installs].find(([, to]) => to.startsWith('/etc/xdg/autostart/'));
  if (entry === undefined) return ['nothing starts the kiosk with the session'];
  const started = /^Exec=(\S+)$/m.exec(readFileSync(entry[0], 'utf8'))?.[1] ?? 'no Exec line';
  return installed.includes(started) ? [] : [`autostart: ${started} is not installed`];
}

/** Sentences that name what is wrong with a package that was packed on trial as `config` says. */
export async function faultsOfTrial(trial: TrialPackage, config: Configuration): Promise<string[]> {
  const executable = config.executableName ?? '';
  const faults = faultsOfArchive(trial.archive);
  faults.push(...faultsOfAutostart(trial.installs, `/usr/bin/${executable}`));
  const wire = await getCurrentFuseWire(join(trial.folder, executable));
  const states = wire as unknown as Readonly<Record<number, number>>;
  for (const [name, on] of Object.entries(config.electronFuses ?? {})) {
    const index = FuseV1Options[(name.charAt(0).toUpperCase() + name.slice(1)) as FuseName];
    if (String.fromCharCode(states[index] ?? 0) !== (on === true ? '1' : '0'))
      faults.push(`fuse ${name} is not ${on === true ? 'on' : 'off'} in the binary`);
  }
  return faults;
}
