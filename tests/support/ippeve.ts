// ippeveprinter, the IPP Everywhere printer of the CUPS project, with paper trays that a test may empty and fill.
// It insists on announcing itself, so it gets a D-Bus and an Avahi of its own.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './cups.ts';
import { waitFor } from './wait.ts';

const NEEDED = 'apt-get install -y cups-ipp-utils dbus avahi-daemon';

/** Says, as a real printer does, that one side was printed. */
const COUNTS_THE_SHEET = '#!/bin/sh\necho "ATTR: job-impressions-completed=1" >&2\n';

export interface Ippeve {
  readonly uri: string;
  /** All trays empty, or filled again. */
  takePaper(): Promise<void>;
  fillPaper(): Promise<void>;
  /** Documents the printer has received so far. */
  documents(): Promise<readonly string[]>;
  /** Stops answering without closing its connections; goes on again. */
  freeze(): void;
  thaw(): void;
  kill(): void;
  stop(): Promise<void>;
}

/** Starts dbus-daemon, avahi-daemon and ippeveprinter. `command` is run for each document (ippeveprinter(1), -c). */
export async function startIppeve(command: string = COUNTS_THE_SHEET): Promise<Ippeve> {
  const folder = await mkdtemp(join(tmpdir(), 'ippeve-'));
  const spool = join(folder, 'spool');
  await mkdir(spool);
  const script = join(folder, 'command.sh');
  await writeFile(script, command, { mode: 0o755 });
  const bus = `unix:path=${join(folder, 'bus')}`;
  await writeFile(
    join(folder, 'bus.conf'),
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>${bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  await writeFile(
    join(folder, 'avahi.conf'),
    '[server]\nallow-interfaces=lo\nuse-ipv6=no\ndisallow-other-stacks=no\n[wide-area]\nenable-wide-area=no\n[publish]\npublish-addresses=yes\n',
  );
  const processes: ChildProcess[] = [];
  const env = { ...process.env, LANG: 'C', DBUS_SYSTEM_BUS_ADDRESS: bus };
  let said = '';
  const run = (program: string, args: readonly string[]) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.on('error', (error) => (said += `${String(error)}\n${NEEDED}\n`));
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    processes.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of processes.toReversed()) await ended(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    run('dbus-daemon', [`--config-file=${join(folder, 'bus.conf')}`, '--nofork', '--nopidfile']);
    await waitFor('the bus', () => exists(join(folder, 'bus')));
    run('avahi-daemon', [
      '-f',
      join(folder, 'avahi.conf'),
      '--no-drop-root',
      '--no-chroot',
      '--no-rlimits',
    ]);
    await waitFor('avahi', () => said.includes('Server startup complete') || undefined);
    const port = await freePort();
    const printer = run('ippeveprinter', [
      ...['-p', String(port), '-n', 'localhost', '-d', spool, '-k', '-f', 'application/pdf'],
      ...['-c', script, '-v', 'TestA4'],
    ]);
    const uri = `ipp://localhost:${port}/ipp/print`;
    const trays = async (level1: number, level3: number) => {
      const size = 'iso_a4_210x297mm';
      const reply = await fetch(
        `http://localhost:${port}/media?size1=${size}&type1=stationery&level1=${level1}&size3=${size}&type3=stationery&level3=${level3}`,
      );
      if (!reply.ok) throw new Error(`ippeveprinter answered ${reply.status} to its trays`);
      await reply.text();
    };
    await waitFor('ippeveprinter', () =>
      trays(250, 25).then(
        () => true as const,
        () => undefined,
      ),
    );
    return {
      uri,
      takePaper: () => trays(0, 0),
      fillPaper: () => trays(250, 25),
      documents: async () => (await readdir(spool)).filter((name) => name.endsWith('.pdf')),
      freeze() {
        printer.kill('SIGSTOP');
      },
      thaw() {
        printer.kill('SIGCONT');
      },
      kill() {
        printer.kill('SIGKILL');
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`ippeveprinter on ${hostname()} did not start: ${said}`, { cause: error });
  }
}

function exists(path: string): Promise<true | undefined> {
  return access(path).then(
    () => true as const,
    () => undefined,
  );
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await over;
}
