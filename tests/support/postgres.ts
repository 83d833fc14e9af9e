// A private PostgreSQL for tests: its own cluster in a temporary folder on a free port, gone when stopped. Needs the
// server's programs (Debian: postgresql); never touches a cluster of the machine.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface PrivatePostgres {
  /** URL of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Folder of initdb and postgres, or the reason why the tests that need them are skipped. */
export function findPostgres(): { readonly bin: string } | { readonly missing: string } {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  const bin = folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
  if (bin === undefined) {
    return { missing: 'no PostgreSQL server here; to run these: apt-get install -y postgresql' };
  }
  if (process.getuid?.() === 0 && !owner()) {
    return { missing: 'PostgreSQL does not run as root and there is no user postgres' };
  }
  return { bin };
}

/** The user to run as: postgres when we are root (it refuses root), else ourselves. */
function owner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined; // told as missing by findPostgres
  }
}

export async function startPostgres(bin: string): Promise<PrivatePostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const user = owner();
  const as = user ?? {};
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const initialise = [
    '-D',
    data,
    '-U',
    'kiosk',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ];
  execFileSync(join(bin, 'initdb'), initialise, { ...as, cwd: folder, stdio: 'pipe' });

  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off' };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...options], {
    ...as,
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  const urlOf = (database: string) => `postgres://kiosk@127.0.0.1:${port}/${database}`;
  await answering(urlOf('postgres'), () => server.exitCode);

  let made = 0;
  return {
    async newDatabase() {
      made += 1;
      const name = `test_${made}`;
      await query(urlOf('postgres'), `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    async stop() {
      server.kill('SIGINT'); // fast shutdown: cuts sessions, ends cleanly
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // a cut connection is told by the promise below
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function answering(url: string, exitCode: () => number | null): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      await query(url, 'SELECT 1');
      return;
    } catch (error) {
      if (exitCode() !== null)
        throw new Error(`postgres ended with ${exitCode()}`, { cause: error });
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
