// Keeps the kiosk's process running: started again when it ends by itself, ended whole when the launcher is told to end.
// Must not know which shell it is.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { countRestarts } from './restarts.ts';

/** The kiosk ends so when its configuration needs a person: starting it again would change nothing (sysexits.h: EX_CONFIG). */
export const configExitCode = 78;
/** What a process gets to end by itself before it is ended by force. Milliseconds. */
const endWithinMs = 5000;

export interface Supervised {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Ends a process and waits until it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
  await gone;
  clearTimeout(force);
}

/** Runs the kiosk until it is told to end (0) or a person is needed (78); resolves with that code, nothing left running. */
export function supervise(kiosk: Supervised, say: (line: string) => void): Promise<number> {
  const restarts = countRestarts();
  let child: ChildProcess | null = null;
  let again: NodeJS.Timeout | undefined;
  let leaving = false;
  return new Promise((resolve) => {
    async function leave(code: number): Promise<void> {
      if (leaving) return;
      leaving = true;
      clearTimeout(again);
      if (child !== null) await endProcess(child);
      resolve(code);
    }
    function run(): void {
      const startedAt = performance.now();
      // The channel says nothing: its end tells the kiosk that the launcher is gone, SIGKILL included.
      const running = spawn(kiosk.command, kiosk.args, {
        cwd: kiosk.cwd,
        env: kiosk.env,
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      });
      child = running;
      function ended(what: string): void {
        if (leaving) return;
        const waitMs = restarts.waitAfter(performance.now() - startedAt);
        say(`The kiosk ended (${what}); starting again in ${waitMs} ms.`);
        again = setTimeout(run, waitMs);
      }
      running.once('error', (error: NodeJS.ErrnoException) => {
        if (running.pid === undefined) ended(error.code ?? 'could not be started');
      });
      running.once('exit', (code, signal) => {
        if (code === 0 || code === configExitCode) void leave(code);
        else ended(code === null ? (signal ?? 'signal') : `code ${code}`);
      });
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => void leave(0));
    run();
  });
}
