// Is a package of the kiosk complete? Asks electron-builder's own schema about the configuration, and follows what the
// built main imports down to the last production dependency. Changes nothing and builds nothing.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join, matchesGlob, relative, sep } from 'node:path';

/** What the check reads of electron-builder's configuration. */
export interface PackageConfig {
  readonly files: readonly string[];
  readonly asarUnpack: readonly string[];
  readonly linux: { readonly icon: string };
  readonly win: { readonly icon: string };
  readonly nsis: { readonly include: string };
}
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Asked for by name while running, so no import tells of them: knex loads its dialect's driver. */
const askedByName = ['sqlite3'];
/** Read as files while running; a font goes nowhere without its licence. */
const readAsFiles = [
  'assets/fonts/NotoSansCJKsc-Regular.otf',
  'assets/fonts/OFL.txt',
  'dist/renderer/index.html',
];
/** Named by native modules among what they need, and used by them only while npm installs them. */
export const buildTools: readonly string[] = [
  'node-gyp',
  'node-addon-api',
  'prebuild-install',
  'tar',
];

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** True when electron-builder would take this file: the last pattern that speaks of it decides. */
function isTaken(config: PackageConfig, file: string): boolean {
  // Production dependencies are taken unless a pattern takes them out.
  let taken = file.startsWith('node_modules/');
  for (const pattern of config.files) {
    const out = pattern.startsWith('!');
    if (matchesGlob(file, out ? pattern.slice(1) : pattern)) taken = !out;
  }
  return taken;
}

/** Packages that the built main asks for while running. */
export function importedPackages(main: string): string[] {
  const found = main.matchAll(
    /(?:\bfrom |\bimport |\b(?:import|require)\()"(?!node:)((?:@[\w-]+\/)?[\w.-]+)[^"]*"/g,
  );
  const names = [...found].map(([, name]) => name ?? '');
  return [...new Set([...names, ...askedByName])].filter(
    (name) => name !== 'electron' && !isBuiltin(name),
  );
}

/** Folder of the package as seen from another package's folder; null when it is not installed. */
function folderOf(root: string, from: string, name: string): string | null {
  for (const base of createRequire(join(from, 'package.json')).resolve.paths(name) ?? []) {
    const folder = join(base, name);
    if (folder.startsWith(root) && existsSync(join(folder, 'package.json'))) return folder;
  }
  return null;
}

function closure(root: string, names: readonly string[], faults: string[]): Set<string> {
  const folders = new Set<string>();
  const visit = (from: string, name: string, optional: boolean): void => {
    // A package may name one of Node's own modules (string_decoder): npm's copy of it is another matter.
    if (buildTools.includes(name)) return;
    const folder = folderOf(root, from, name);
    if (folder === null) {
      if (!optional && !isBuiltin(name)) faults.push(`${name} is needed and not installed`);
      return;
    }
    if (folders.has(folder)) return;
    folders.add(folder);
    const { dependencies = {}, optionalDependencies = {} } = manifest(folder);
    for (const next of Object.keys(dependencies)) visit(folder, next, next in optionalDependencies);
    for (const next of Object.keys(optionalDependencies)) visit(folder, next, true);
  };
  for (const name of names) visit(root, name, false);
  return folders;
}

function nativeFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.node') && !name.split(sep).includes('node_modules'))
    .map((name) => join(folder, name));
}

/** Sentences that name what a package would lack; empty when it is complete. Needs `npm run build` before. */
export function faultsOfPackage(root: string, config: PackageConfig): string[] {
  const faults: string[] = [];
  const path = (file: string): string => relative(root, file).split(sep).join('/');
  for (const file of [
    'package.json',
    'dist/electron/main.js',
    'dist/electron/preload.cjs',
    ...readAsFiles,
  ]) {
    if (!existsSync(join(root, file))) faults.push(`${file} is not there: run npm run build`);
    else if (!isTaken(config, file)) faults.push(`${file} is left out by "files"`);
  }
  for (const file of [config.linux.icon, config.win.icon, config.nsis.include])
    if (!existsSync(join(root, file))) faults.push(`${file} is named and not there`);
  const main = join(root, 'dist/electron/main.js');
  if (!existsSync(main)) return faults;
  const { dependencies = {} } = manifest(root);
  const names = importedPackages(readFileSync(main, 'utf8'));
  for (const name of names)
    if (!(name in dependencies)) faults.push(`${name} is imported and not among "dependencies"`);
  for (const folder of closure(root, names, faults)) {
    if (!isTaken(config, path(join(folder, 'package.json'))))
      faults.push(`${path(folder)} is needed and left out by "files"`);
    for (const file of nativeFiles(folder))
      if (!config.asarUnpack.some((pattern) => matchesGlob(path(file), pattern)))
        faults.push(`${path(file)} would lie inside the archive, where it cannot be loaded`);
  }
  return faults;
}
