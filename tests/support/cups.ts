// A real cupsd of the test's own: own folders, own port, real queues, real filters. Paper lands as PDF in a folder.
// Must not touch the machine's CUPS. Works as root (a fresh CI) and as an ordinary user.
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BACKEND, daemonConf, filesConf, PPD } from './cups-files.ts';
import { waitFor } from './wait.ts';

const run = promisify(execFile);
const LIBRARY = '/usr/lib/cups';
/** Where CUPS-PDF puts the sheets of people without an account (AnonDirName of its fixed configuration). */
const CUPS_PDF_TRAY = '/var/spool/cups-pdf/ANONYMOUS';
const NEEDED =
  'apt-get install -y cups cups-client cups-ipp-utils printer-driver-cups-pdf ghostscript';

export interface Cups {
  /** IPP address of the queue. */
  readonly uri: string;
  /** Folder of what was printed. */
  readonly out: string;
  /** The first sheet that lies in the tray and was not taken before. Rejects after 20 s without one. */
  waitForPaper(): Promise<string>;
  /** Sheets in the tray now. */
  sheets(): Promise<readonly string[]>;
  /** Operator stops the queue; jobs are still taken. */
  pausePrinter(): Promise<void>;
  resumePrinter(): Promise<void>;
  /** A raw queue before a printer's own port; gives its IPP address. */
  addRawQueue(name: string, port: number): Promise<string>;
  /** What the device behind the queue does with its next jobs. */
  behave(mode: 'print' | 'paper-out' | 'fail'): Promise<void>;
  /** Names and states of all jobs the server knows, newest first, as `lpstat` tells them. */
  unfinishedJobs(): Promise<readonly string[]>;
  /** The server dies at once. */
  kill(): void;
  stop(): Promise<void>;
}

/**
 * Starts cupsd with one queue named `permits`.
 * @param device `paper` (scriptable, PDF as the filters made it) or `cups-pdf` (Debian's driver; needs root).
 */
export async function startCups(device: 'paper' | 'cups-pdf' = 'paper'): Promise<Cups> {
  const folder = await mkdtemp(join(tmpdir(), 'cups-'));
  // Filters and backends run as user lp: they must be able to walk in, and to write where they should.
  await chmod(folder, 0o755);
  const out = device === 'paper' ? join(folder, 'out') : CUPS_PDF_TRAY;
  for (const name of [
    'root',
    'root/ppd',
    'cache',
    'state',
    'state/certs',
    'spool',
    'www',
    'bin',
    'bin/backend',
  ])
    await mkdir(join(folder, name));
  for (const name of ['out', 'spool/tmp']) {
    await mkdir(join(folder, name));
    await chmod(join(folder, name), 0o1777);
  }
  await writeFile(join(folder, 'behaviour'), 'print');
  for (const part of ['filter', 'daemon', 'notifier', 'monitor', 'driver', 'cgi-bin'])
    await symlink(join(LIBRARY, part), join(folder, 'bin', part));
  for (const backend of ['cups-pdf', 'socket'])
    await symlink(join(LIBRARY, 'backend', backend), join(folder, 'bin/backend', backend));
  await writeFile(join(folder, 'bin/backend/paper'), BACKEND, { mode: 0o755 });
  await chmod(join(folder, 'bin/backend/paper'), 0o755);
  await writeFile(join(folder, 'paper.ppd'), PPD);
  const port = await freePort();
  await writeFile(join(folder, 'cups-files.conf'), filesConf(folder));
  await writeFile(join(folder, 'cupsd.conf'), daemonConf(port));

  const daemon = spawn(
    '/usr/sbin/cupsd',
    ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const server = `127.0.0.1:${port}`;
  const tool = (program: string, ...args: string[]) =>
    run(program, ['-h', server, ...args], {
      env: { ...process.env, LANG: 'C', CUPS_SERVER: server },
    });
  try {
    await started(daemon, server, folder);
    await (device === 'paper'
      ? tool(
          'lpadmin',
          '-p',
          'permits',
          '-E',
          '-v',
          `paper:${folder}`,
          '-P',
          join(folder, 'paper.ppd'),
        )
      : tool(
          'lpadmin',
          '-p',
          'permits',
          '-E',
          '-v',
          'cups-pdf:/',
          '-m',
          'lsb/usr/cups-pdf/CUPS-PDF_opt.ppd',
        ));
  } catch (error) {
    daemon.kill('SIGKILL');
    throw error;
  }
  const before = new Set(await readdir(out));
  const taken = new Set<string>();
  const sheets = async () =>
    (await readdir(out)).filter((name) => name.endsWith('.pdf') && !before.has(name)).sort();
  return {
    uri: `ipp://${server}/printers/permits`,
    out,
    sheets,
    async waitForPaper() {
      const name = await waitFor('paper in the tray', async () => {
        const [fresh] = (await sheets()).filter((sheet) => !taken.has(sheet));
        return fresh;
      });
      taken.add(name);
      return join(out, name);
    },
    async pausePrinter() {
      await tool('cupsdisable', 'permits');
    },
    async resumePrinter() {
      await tool('cupsenable', 'permits');
    },
    async addRawQueue(name, printerPort) {
      const device = `socket://127.0.0.1:${printerPort}`;
      await tool('lpadmin', '-p', name, '-E', '-v', device, '-m', 'raw');
      return `ipp://${server}/printers/${name}`;
    },
    behave: (mode) => writeFile(join(folder, 'behaviour'), mode),
    async unfinishedJobs() {
      const { stdout } = await tool('lpstat', '-o');
      return stdout.split('\n').filter((line) => line !== '');
    },
    kill() {
      daemon.kill('SIGKILL');
    },
    async stop() {
      await stopped(daemon);
      if (device === 'cups-pdf') for (const name of await sheets()) await rm(join(out, name));
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function started(daemon: ChildProcess, server: string, folder: string): Promise<void> {
  let trouble = '';
  daemon.on('error', (error) => {
    trouble =
      'code' in error && error.code === 'ENOENT' ? `cupsd is missing: ${NEEDED}` : String(error);
  });
  await waitFor('cupsd to answer', async () => {
    if (trouble !== '') throw new Error(trouble);
    if (daemon.exitCode !== null)
      throw new Error(`cupsd ended: ${await readFile(join(folder, 'error_log'), 'utf8')}`);
    return run('lpstat', ['-h', server, '-r']).then(
      ({ stdout }) => stdout.includes('is running') || undefined,
      () => undefined,
    );
  });
}

async function stopped(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill('SIGTERM');
  const hard = setTimeout(() => daemon.kill('SIGKILL'), 3_000);
  await ended;
  clearTimeout(hard);
}

/** A port that was free a moment ago: cupsd cannot be asked to choose one. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no free port')),
      );
    });
  });
}
