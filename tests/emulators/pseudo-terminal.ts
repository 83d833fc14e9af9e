// A pseudo-terminal that can be plugged and unplugged as a device file: the other end of a serial line. Needs `socat`.
// Must not know what is spoken on it.
import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface PseudoTerminal {
  /** Where it is plugged now, or was. */
  path(): string;
  write(bytes: Buffer): void;
  unplug(): Promise<void>;
  /** At the same path, or under another name. */
  plug(path?: string): Promise<void>;
  /** The speed in baud that the opener has set; 0 while unplugged. */
  speed(): Promise<number>;
}

/** Plugged when it resolves. `take` gets what the opener sends. */
export async function openPseudoTerminal(
  path: string,
  take: (bytes: Buffer) => void,
): Promise<PseudoTerminal> {
  let name = path;
  let line: { readonly socat: ChildProcess; readonly hold: number } | null = null;

  async function plug(path = name): Promise<void> {
    name = path;
    const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, 'stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const failed = new Promise<never>((_, reject) => {
      socat.once('error', () =>
        reject(new Error('socat is missing; run: apt-get install -y socat')),
      );
    });
    const linked = (async () => {
      while (!existsSync(path) && socat.exitCode === null && socat.pid !== undefined)
        await pause(5);
    })();
    await Promise.race([linked, failed]);
    // Held open so that the terminal lives on when the kiosk closes it, as a device file does.
    const hold = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    socat.stdin.on('error', () => undefined);
    socat.stdout.on('data', take);
    line = { socat, hold };
  }

  async function unplug(): Promise<void> {
    if (line === null) return;
    const { socat, hold } = line;
    line = null;
    const ended = new Promise((resolve) => socat.once('exit', resolve));
    socat.kill('SIGTERM');
    await ended;
    closeSync(hold);
    rmSync(name, { force: true });
  }

  await plug();
  return {
    path: () => name,
    write: (bytes) => void line?.socat.stdin?.write(bytes),
    unplug,
    plug,
    async speed() {
      if (line === null) return 0;
      const { stdout } = await promisify(execFile)('stty', ['-F', name, 'speed']);
      return Number(stdout);
    },
  };
}
