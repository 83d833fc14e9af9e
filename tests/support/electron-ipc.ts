// A stand-in for both ends of Electron's IPC: what passes is cloned as Electron clones it, in order, never at once.
import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

export interface IpcPair {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly contents: Pick<WebContents, 'send' | 'isDestroyed' | 'isCrashed'>;
  /** What the preload imports from electron. */
  readonly electron: {
    readonly ipcRenderer: EventEmitter & {
      invoke(channel: string, ...args: unknown[]): Promise<unknown>;
    };
    readonly contextBridge: { exposeInMainWorld(name: string, api: unknown): void };
  };
  /** What the preload exposed, by name. */
  readonly world: Map<string, unknown>;
  /** Speaks as somebody else: a part of the event replaced. */
  invokeAs(event: object, channel: string, ...args: unknown[]): Promise<unknown>;
  fate: 'alive' | 'crashed' | 'destroyed';
}

/** @param origin what the top frame of the window shows. */
export function createIpcPair(origin: string): IpcPair {
  const handlers = new Map<string, Handler>();
  const world = new Map<string, unknown>();
  const renderer = new EventEmitter();

  const contents: IpcPair['contents'] = {
    send(channel, ...args) {
      if (pair.fate !== 'alive') throw new Error('Object has been destroyed');
      const cloned: unknown[] = structuredClone(args);
      setImmediate(() => renderer.emit(channel, { sender: 'never passed on' }, ...cloned));
    },
    isDestroyed: () => pair.fate === 'destroyed',
    isCrashed: () => pair.fate === 'crashed',
  };
  async function invokeAs(event: object, channel: string, ...args: unknown[]): Promise<unknown> {
    const cloned: unknown[] = structuredClone(args);
    await new Promise((soon) => setImmediate(soon));
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const given = { sender: contents, senderFrame: { parent: null, origin }, ...event };
    return structuredClone(await handler(given as unknown as IpcMainInvokeEvent, ...cloned));
  }
  const pair: IpcPair = {
    ipcMain: {
      handle(channel, handler) {
        if (handlers.has(channel)) throw new Error(`second handler for '${channel}'`);
        handlers.set(channel, handler as Handler);
      },
      removeHandler: (channel) => void handlers.delete(channel),
    },
    contents,
    electron: {
      ipcRenderer: Object.assign(renderer, {
        invoke: (channel: string, ...args: unknown[]) => invokeAs({}, channel, ...args),
      }),
      contextBridge: { exposeInMainWorld: (name, api) => void world.set(name, api) },
    },
    world,
    invokeAs,
    fate: 'alive',
  };
  return pair;
}
