// A screen for programs that need one: the machine's own, else a virtual one of the panel's size.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Display {
  /** For the environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/** Opens one. Rejects with the command to run when the machine has neither a screen nor Xvfb. */
export async function openDisplay(): Promise<Display> {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
    return { env: {}, close: () => undefined };
  const server = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1080x1920x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const number = await new Promise<string>((found, failed) => {
    createInterface({ input: server.stdout }).once('line', found);
    server.once('error', () => failed(new Error('no screen and no Xvfb: apt-get install xvfb')));
    server.once('exit', (code) => failed(new Error(`Xvfb ended with ${code ?? 'a signal'}`)));
  });
  return { env: { DISPLAY: `:${number.trim()}` }, close: () => void server.kill('SIGTERM') };
}
