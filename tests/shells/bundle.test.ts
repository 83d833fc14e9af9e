// The bundles as Electron would load them: preload.cjs as a script without Node, main.js in a process of its own over a
// stand-in for the module `electron`, with the real core, database and assets behind it.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { createBuilder } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { KioskState, Reply } from '../../electron/contract.ts';
import { contentSecurityPolicy } from '../../electron/page.ts';
import { demoSetting } from '../support/demo-kiosk.ts';
import { waitFor } from '../support/wait.ts';

const root = resolve(import.meta.dirname, '../..');
// Inside the repository, because the bundle finds its packages and assets from where it lies.
const outDir = join(root, 'dist', `bundle-test-${process.pid}`);
let setting: Awaited<ReturnType<typeof demoSetting>>;
const children: ChildProcess[] = [];

beforeAll(async () => {
  const builder = await createBuilder({
    root,
    configFile: join(root, 'vite.electron.config.ts'),
    logLevel: 'error',
    environments: { main: { build: { outDir } }, preload: { build: { outDir } } },
  });
  await builder.buildApp();
  setting = await demoSetting();
  mkdirSync(join(setting.dir, 'page'));
  writeFileSync(join(setting.dir, 'page', 'index.html'), '<!doctype html><title>居住证');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  rmSync(outDir, { recursive: true, force: true });
  await setting.close();
});

interface Told {
  readonly what: string;
  readonly details: unknown;
}
interface Started {
  readonly told: Told[];
  readonly output: string[];
  details(what: string): Promise<unknown>;
  play(what: string, given?: unknown): Promise<unknown>;
  readonly ended: Promise<number | null>;
}

function start(
  file: Record<string, unknown> = setting.file,
  options: { standIn?: object; env?: Record<string, string> } = {},
): Started {
  const config = join(setting.dir, 'kiosk.json');
  writeFileSync(config, JSON.stringify(file));
  const standIn = join(root, 'tests', 'support', 'electron-main.ts');
  const child = spawn(process.execPath, ['--import', standIn, join(outDir, 'main.js')], {
    cwd: setting.dir,
    env: {
      ...process.env,
      KIOSK_CONFIG: config,
      KIOSK_PAGE: join(setting.dir, 'page'),
      ELECTRON_STAND_IN: JSON.stringify(options.standIn ?? {}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  const told: Told[] = [];
  const output: string[] = [];
  child.on('message', (message) => told.push(message as Told));
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => output.push(line));
  const ended = new Promise<number | null>((done) => child.once('close', done));

  async function details(what: string): Promise<unknown> {
    const found = await waitFor(`${what} from main.js`, () => {
      if (child.exitCode !== null) throw new Error(`main.js ended:\n${output.join('\n')}`);
      return told.find((one) => one.what === what);
    });
    return found.details;
  }
  return {
    told,
    output,
    details,
    ended,
    async play(what, given) {
      const answer = `played ${what}`;
      for (const [index, { what: before }] of told.entries())
        if (before === answer) told.splice(index, 1);
      child.send({ play: what, with: given });
      return details(answer);
    },
  };
}

describe('the preload’s bundle', () => {
  it('is a plain script that requires electron alone and exposes the transport', async () => {
    const invoked: unknown[][] = [];
    const world: Record<string, { call(method: string, input: unknown): Promise<unknown> }> = {};
    const required: string[] = [];
    runInNewContext(readFileSync(join(outDir, 'preload.cjs'), 'utf8'), {
      module: { exports: {} },
      location: { pathname: '/' },
      exports: {},
      require(name: string) {
        required.push(name);
        return {
          contextBridge: {
            exposeInMainWorld: (key: string, api: never) => {
              world[key] = api;
            },
          },
          ipcRenderer: {
            invoke: (...args: unknown[]) => {
              invoked.push(args);
              return Promise.resolve('{"ok":true,"value":{}}');
            },
          },
        };
      },
    });
    expect(required).toEqual(['electron']);
    expect(await world.kiosk?.call('session.touch', {})).toEqual({ ok: true, value: {} });
    expect(invoked).toEqual([['kiosk:call', '{"id":1,"method":"session.touch","input":{}}']]);
  });

  it('lies beside main and nothing else does', () => {
    expect(readdirSync(outDir).sort()).toEqual(['main.js', 'preload.cjs']);
  });
});

describe('main’s bundle', () => {
  it('opens a locked window over a working core, and leaves cleanly', async () => {
    const kiosk = start();
    const options = (await kiosk.details('window')) as { webPreferences: { preload: string } };
    expect(existsSync(options.webPreferences.preload)).toBe(true);
    expect(await kiosk.details('load')).toBe('kiosk://app/');
    await kiosk.details('show');
    expect(kiosk.told.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['sandbox', 'schemes', 'menu']),
    );
    expect(await kiosk.details('menu')).toBeNull();
    expect(await kiosk.details('path')).toEqual([
      'userData',
      join(String(setting.file.runtimeDir), 'electron'),
    ]);

    const [locks, opening, watched] = (await kiosk.play('locks')) as [string[], unknown, string[]];
    expect(locks).toEqual(
      expect.arrayContaining([
        'permission-request',
        'permission-check',
        'before-request',
        'will-download',
      ]),
    );
    expect(opening).toEqual({ action: 'deny' });
    expect(watched).toEqual(
      expect.arrayContaining(['will-navigate', 'will-attach-webview', 'render-process-gone']),
    );

    const [status, headers, body] = (await kiosk.play('get', 'kiosk://app/')) as [
      number,
      Record<string, string>,
      string,
    ];
    expect([status, headers['content-security-policy']]).toEqual([200, contentSecurityPolicy]);
    expect(body).toContain('居住证');
    const text = await kiosk.play('call', '{"id":1,"method":"kiosk.state","input":{}}');
    const reply = Reply.parse(JSON.parse(String(text)));
    expect(reply.ok && KioskState.parse(reply.value)).toMatchObject({
      demonstration: true,
      screen: { name: 'home' },
    });
    await kiosk.play('call', '{"id":2,"method":"comfort.set","input":{"language":"en"}}');
    const [channel, pushed] = (await kiosk.details('sent')) as [string, string];
    expect(channel).toBe('kiosk:event');
    expect(JSON.parse(pushed)).toMatchObject({ event: 'state' });
    await kiosk.play('second-instance');
    await kiosk.details('focus');
    expect(kiosk.output.some((line) => line.startsWith('kiosk ready: shown by Electron'))).toBe(
      true,
    );

    void kiosk.play('quit').catch(() => undefined);
    expect(await kiosk.ended).toBe(0);
  });

  it('shows a lost page again', async () => {
    const kiosk = start();
    await kiosk.details('show');
    await kiosk.play('lose');
    await waitFor('a second load', () =>
      kiosk.told.filter(({ what }) => what === 'load').length === 2 ? true : undefined,
    );
  });

  it.each([
    ['throw', { KIOSK_SUPERVISED: '' }, true],
    ['reject', { KIOSK_SUPERVISED: '' }, true],
    ['throw', { KIOSK_SUPERVISED: '1' }, false],
  ] as const)(
    'starts again after a bug (%s, %j), without a word of a person',
    async (how, env, relaunches) => {
      const kiosk = start(setting.file, { env });
      await kiosk.details('show');
      void kiosk.play(how).catch(() => undefined);
      expect(await kiosk.ended).toBe(1);
      expect(kiosk.told.some(({ what }) => what === 'relaunch')).toBe(relaunches);
      expect(kiosk.output.some((line) => line.includes('"kiosk.crash"'))).toBe(true);
      expect(kiosk.output.join('\n')).not.toMatch(/陈安禾|430000199005010007/);
    },
  );

  it('leaves at once when another one is open', async () => {
    const kiosk = start(setting.file, { standIn: { refuseLock: true } });
    expect(await kiosk.ended).toBe(0);
    expect(kiosk.told.some(({ what }) => what === 'window')).toBe(false);
    expect(kiosk.output.join('\n')).toContain('kiosk.already-open');
  });

  it('ends with 78 and a sentence at a configuration a person must mend', async () => {
    const kiosk = start({ ...setting.file, deviceId: 'x' });
    expect(await kiosk.ended).toBe(78);
    expect(kiosk.output.join('\n')).toMatch(/kiosk\.json, deviceId: /);
  });

  const production = () => ({
    ...setting.file,
    production: true,
    demonstration: false,
    idReader: { kind: 'serial', path: '/dev/does-not-exist' },
    receiptPrinter: { kind: 'tcp', host: '127.0.0.1', port: 9 },
    permitPrinter: { kind: 'cups', uri: 'ipp://127.0.0.1:9/printers/none' },
  });

  it.each(['no-sandbox', 'remote-debugging-port', 'inspect'])(
    'in production refuses to be started with --%s',
    async (name) => {
      const kiosk = start(production(), { standIn: { switches: [name] } });
      expect(await kiosk.ended).toBe(78);
      expect(kiosk.output.join('\n')).toContain(`--${name}: refused when production is true`);
    },
  );

  it('in production cannot be closed from the window, has no developer tools, and can be ended', async () => {
    const kiosk = start(production());
    expect(await kiosk.details('window')).toMatchObject({ webPreferences: { devTools: false } });
    await kiosk.details('show');
    expect(await kiosk.play('close')).toBe(true);
    void kiosk.play('quit').catch(() => undefined);
    expect(await kiosk.ended).toBe(0);
  });
});
