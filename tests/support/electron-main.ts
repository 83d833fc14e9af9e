// A stand-in for the module `electron` in a process of its own: what main.ts does to it is told to the parent, and the
// parent plays the person, the page and the system over the process channel. Never loaded into a test itself.
import { EventEmitter } from 'node:events';
import { registerHooks } from 'node:module';

interface Played {
  readonly refuseLock?: boolean;
  readonly switches?: readonly string[];
}
const played = JSON.parse(process.env.ELECTRON_STAND_IN ?? '{}') as Played;
const tell = (what: string, details: unknown = null): void =>
  void process.send?.({ what, details });

type Handler = (...args: unknown[]) => unknown;
const handlers = new Map<string, Handler>();
const schemes = new Map<string, (request: object) => Response>();

class App extends EventEmitter {
  readonly commandLine = {
    hasSwitch: (name: string): boolean => played.switches?.includes(name) ?? false,
    appendSwitch: (...given: unknown[]): void => tell('switch', given),
  };
  setPath(...given: unknown[]): void {
    tell('path', given);
  }
  enableSandbox(): void {
    tell('sandbox');
  }
  requestSingleInstanceLock(): boolean {
    return played.refuseLock !== true;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  relaunch(): void {
    tell('relaunch');
  }
  exit(code: number): void {
    process.exit(code);
  }
}
export const app = new App();

const frame = { parent: null, origin: 'kiosk://app' };
class Contents extends EventEmitter {
  openHandler: (() => unknown) | null = null;
  setWindowOpenHandler(handler: () => unknown): void {
    this.openHandler = handler;
  }
  send(channel: string, text: string): void {
    tell('sent', [channel, text]);
  }
  isDestroyed(): boolean {
    return false;
  }
  isCrashed(): boolean {
    return false;
  }
  forcefullyCrashRenderer(): void {
    tell('killed');
  }
}
const contents = new Contents();

export class BrowserWindow extends EventEmitter {
  readonly webContents = contents;
  constructor(options: unknown) {
    super();
    app.emit('web-contents-created', {}, contents);
    tell('window', options);
    closing = () => {
      let prevented = false;
      this.emit('close', { preventDefault: () => (prevented = true) });
      return prevented;
    };
  }
  loadURL(url: string): Promise<void> {
    tell('load', url);
    setImmediate(() => this.emit('ready-to-show'));
    return Promise.resolve();
  }
  show(): void {
    tell('show');
  }
  focus(): void {
    tell('focus');
  }
}
let closing: () => boolean = () => false;

export const Menu = { setApplicationMenu: (menu: unknown): void => tell('menu', menu) };
export const ipcMain = {
  handle: (channel: string, handler: Handler): void => void handlers.set(channel, handler),
  removeHandler: (channel: string): void => void handlers.delete(channel),
};
const display = { id: 1, bounds: { x: 0, y: 0, width: 1080, height: 1920 } };
const displays =
  process.env['STAND_IN_SCREENS'] === '2'
    ? [display, { id: 2, bounds: { x: 1080, y: 0, width: 1440, height: 900 } }]
    : [display];
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => displays };
export const protocol = {
  registerSchemesAsPrivileged: (given: unknown): void => tell('schemes', given),
  handle: (scheme: string, handler: (request: object) => Response): void =>
    void schemes.set(scheme, handler),
};
const locked = new Set<string>();
const lock = (name: string) => (): void => void locked.add(name);
export const session = {
  defaultSession: {
    on: (name: string): void => void locked.add(name),
    setPermissionRequestHandler: lock('permission-request'),
    setPermissionCheckHandler: lock('permission-check'),
    setDevicePermissionHandler: lock('device-permission'),
    setDisplayMediaRequestHandler: lock('display-media'),
    webRequest: { onBeforeRequest: lock('before-request') },
  },
};

interface Order {
  readonly play: string;
  readonly with?: unknown;
}
async function play(order: Order): Promise<unknown> {
  switch (order.play) {
    case 'get': {
      const url = String(order.with);
      const answer = schemes.get('kiosk')?.({ url, method: 'GET' });
      return [answer?.status, Object.fromEntries(answer?.headers ?? []), await answer?.text()];
    }
    case 'call':
      return handlers.get('kiosk:call')?.({ sender: contents, senderFrame: frame }, order.with);
    case 'locks':
      return [[...locked].sort(), contents.openHandler?.(), contents.eventNames()];
    case 'close':
      return closing();
    case 'quit':
      return app.emit('before-quit', { preventDefault: () => undefined });
    case 'second-instance':
      return app.emit('second-instance');
    case 'reject':
      void Promise.reject(new Error('陈安禾 430000199005010007'));
      return null;
    case 'throw':
      setImmediate(() => {
        throw new Error('陈安禾 430000199005010007');
      });
      return null;
    case 'lose':
      return contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    default:
      throw new Error(`no such play: ${order.play}`);
  }
}
process.on('message', (order: Order) => {
  void play(order).then((answer) => tell(`played ${order.play}`, answer ?? null));
});

// Loaded first (node --import), so that the bundle's `import … from 'electron'` finds this module.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: import.meta.url, shortCircuit: true }
      : next(specifier, context),
});
