// The demonstration's upstream, and the kiosk.json that fits it. Must not be reached when there is a kiosk.json.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demonstrationConfig } from './config.ts';

export interface Demonstration {
  readonly configFile: string;
  readonly upstream: ChildProcess;
  readonly baseUrl: string;
}

/** Starts the reference upstream over `folder` and writes the demonstration's configuration there. */
export async function startDemonstration(root: string, folder: string): Promise<Demonstration> {
  const keysFile = join(folder, 'upstream-keys.json');
  rmSync(keysFile, { force: true });
  const upstream = spawn(
    process.execPath,
    [
      join(root, 'tests', 'upstream', 'main.ts'),
      ...['--database', join(folder, 'upstream.sqlite')],
      ...['--keys-out', keysFile],
      ...['--approve-after-seconds', '20'],
      ...['--people', join(root, 'tests', 'fixtures', 'demo-people.json')],
    ],
    // The channel's end tells it that the launcher is gone.
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const baseUrl = await new Promise<string>((found, failed) => {
    if (upstream.stdout !== null)
      createInterface({ input: upstream.stdout }).on('line', (line) => {
        const address = /upstream listening on (\S+)/.exec(line)?.[1];
        if (address !== undefined) found(address);
      });
    upstream.once('error', failed);
    upstream.once('exit', (code) =>
      failed(new Error(`the reference upstream ended with ${code ?? 'a signal'}`)),
    );
  });
  const keys: unknown = JSON.parse(readFileSync(keysFile, 'utf8'));
  const configFile = join(folder, 'kiosk.json');
  const content = demonstrationConfig({ baseUrl, keys }, folder);
  writeFileSync(configFile, `${JSON.stringify(content, null, 2)}\n`);
  return { configFile, upstream, baseUrl };
}
