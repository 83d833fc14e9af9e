// What the tests need of the system beyond npm, by Debian package. Installs what is missing when it may, else says how.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from '../../electron/browser/chromium.ts';

interface SystemPackage {
  readonly name: string;
  readonly why: string;
  readonly isHere: () => boolean | Promise<boolean>;
}

function program(name: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, name)));
}

const packages: readonly SystemPackage[] = [
  {
    name: 'chromium',
    why: 'end-to-end tests',
    isHere: async () => (await findChromium()) !== null,
  },
  { name: 'cups', why: 'the permit queue', isHere: () => program('cupsd') },
  { name: 'cups-client', why: 'the permit queue', isHere: () => program('lpstat') },
  { name: 'cups-ipp-utils', why: 'an IPP printer', isHere: () => program('ippeveprinter') },
  {
    name: 'printer-driver-cups-pdf',
    why: 'a printer that prints PDF',
    isHere: () => existsSync('/usr/lib/cups/backend/cups-pdf'),
  },
  { name: 'ghostscript', why: 'filters of the queue', isHere: () => program('gs') },
  { name: 'dbus', why: 'ippeveprinter announces itself', isHere: () => program('dbus-daemon') },
  {
    name: 'avahi-daemon',
    why: 'ippeveprinter announces itself',
    isHere: () => program('avahi-daemon'),
  },
  { name: 'poppler-utils', why: 'reading printed PDFs', isHere: () => program('pdftoppm') },
  { name: 'socat', why: 'the reader’s pseudo-terminal', isHere: () => program('socat') },
  {
    name: 'postgresql',
    why: 'the upstream on PostgreSQL',
    isHere: () => existsSync('/usr/lib/postgresql'),
  },
  {
    name: 'fonts-noto-cjk',
    why: 'screens of Chinese pages',
    isHere: () => existsSync('/usr/share/fonts/opentype/noto'),
  },
];

async function missing(): Promise<readonly SystemPackage[]> {
  const away: SystemPackage[] = [];
  for (const one of packages) if (!(await one.isHere())) away.push(one);
  return away;
}

/**
 * Makes sure every package is here.
 * @returns null, or the sentence that says what is missing and which command brings it.
 */
export async function ensureSystemPackages(say: (line: string) => void): Promise<string | null> {
  const wanted = await missing();
  if (wanted.length === 0) return null;
  const names = wanted.map(({ name }) => name);
  const command = `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`;
  for (const { name, why } of wanted) say(`missing: ${name} (${why})`);
  if (process.getuid?.() !== 0 || !program('apt-get'))
    return `Some system packages are missing and may not be installed from here. Run: sudo sh -c '${command}'`;
  say(`installing: ${names.join(' ')}`);
  const env = {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
    // Debian starts and then stops services of what it installs; a test machine needs none of them running.
    RUNLEVEL: '1',
  };
  try {
    execFileSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'], env });
  } catch (error) {
    return `Installing failed (${(error as Error).message.split('\n')[0] ?? ''}). Run by hand: ${command}`;
  }
  const still = await missing();
  if (still.length === 0) return null;
  return `Still missing after installing: ${still.map(({ name }) => name).join(' ')}. Run by hand: ${command}`;
}
