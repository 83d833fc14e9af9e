// Electron's wire under the common suite: the real preload and the real ipc.ts over a stand-in for Electron's IPC that
// clones everything; and who is not answered.
import { describe, expect, it, vi } from 'vitest';
import type { KioskEvent, KioskState, Transport, WindowPort } from '../../electron/contract.ts';
import { publicChannels } from '../../electron/ipc-channels.ts';
import { openIpc } from '../../electron/ipc.ts';
import { kioskOrigin } from '../../electron/window.ts';
import { openTransport } from '../../renderer/transport.ts';
import type { IpcPair } from '../support/electron-ipc.ts';
import { createIpcPair } from '../support/electron-ipc.ts';
import { conforms } from './conformance.ts';

const current = vi.hoisted((): { pair: IpcPair | null } => ({ pair: null }));
vi.mock('electron', () => ({
  get ipcRenderer() {
    return current.pair?.electron.ipcRenderer;
  },
  get contextBridge() {
    return current.pair?.electron.contextBridge;
  },
}));

async function openPage(pair: IpcPair): Promise<Transport> {
  current.pair = pair;
  vi.resetModules();
  vi.stubGlobal('location', { pathname: '/' });
  await import('../../electron/preload.ts');
  vi.stubGlobal('window', { kiosk: pair.world.get('kiosk') });
  return openTransport();
}

const monotonic = (): number => performance.now();

conforms('the Electron shell over its IPC', async (app, log) => {
  const pair = createIpcPair(kioskOrigin);
  const { ipcMain, contents } = pair;
  const close = openIpc({
    port: app,
    channels: publicChannels,
    ipcMain,
    contents,
    origin: kioskOrigin,
    log,
    monotonic,
  });
  return {
    transport: await openPage(pair),
    say: async (text) =>
      JSON.parse(
        String(await pair.electron.ipcRenderer.invoke(publicChannels.call, text)),
      ) as unknown,
    close() {
      close();
      return Promise.resolve();
    },
  };
});

describe('who is answered', () => {
  const message = JSON.stringify({ id: 1, method: 'session.touch', input: {} });

  function opened() {
    const pair = createIpcPair(kioskOrigin);
    const heard: string[] = [];
    const listeners = new Set<(event: KioskEvent) => void>();
    const port: WindowPort = {
      call: (method) => Promise.resolve({ ok: true, value: heard.push(method) }),
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const log = () => undefined;
    const { ipcMain, contents } = pair;
    const close = openIpc({
      port,
      channels: publicChannels,
      ipcMain,
      contents,
      origin: kioskOrigin,
      log,
      monotonic,
    });
    const push = () => {
      for (const listener of listeners)
        listener({ event: 'state', value: { revision: 1 } as KioskState });
    };
    return { pair, heard, close, push, listeners };
  }

  it.each([
    ['another window', { sender: {} }],
    ['a frame inside the page', { senderFrame: { parent: {}, origin: kioskOrigin } }],
    ['another origin', { senderFrame: { parent: null, origin: 'https://example.org' } }],
    ['an opaque origin', { senderFrame: { parent: null, origin: 'null' } }],
    [
      'a page that only begins like ours',
      { senderFrame: { parent: null, origin: 'kiosk://app.example' } },
    ],
    ['a frame that is gone', { senderFrame: null }],
  ])('not %s', async (_who, event) => {
    const { pair, heard } = opened();
    expect(JSON.parse(String(await pair.invokeAs(event, publicChannels.call, message)))).toEqual({
      ok: false,
      failure: { code: 'not-allowed' },
    });
    expect(heard).toEqual([]);
    await pair.invokeAs({}, publicChannels.call, message);
    expect(heard).toEqual(['session.touch']);
  });

  it.each([
    ['an object', { id: 1, method: 'session.touch', input: {} }],
    ['bytes', new TextEncoder().encode(message)],
    ['nothing', undefined],
    ['a map', new Map([['id', 1]])],
  ])('not what comes as %s instead of text', async (_what, given) => {
    const { pair, heard } = opened();
    const answer = JSON.parse(
      String(await pair.invokeAs({}, publicChannels.call, given)),
    ) as unknown;
    expect(answer).toMatchObject({ failure: { code: 'bad-input' } });
    expect(heard).toEqual([]);
  });

  it('tells a crashed or destroyed window nothing, and a living one again', () => {
    const { pair, push } = opened();
    pair.fate = 'crashed';
    expect(push).not.toThrow();
    pair.fate = 'destroyed';
    expect(push).not.toThrow();
    const sent = vi.spyOn(pair.contents, 'send');
    push();
    expect(sent).not.toHaveBeenCalled();
    pair.fate = 'alive';
    push();
    expect(sent).toHaveBeenCalledOnce();
  });

  it('nobody once closed', async () => {
    const { pair, close, listeners } = opened();
    close();
    expect(listeners.size).toBe(0);
    await expect(pair.invokeAs({}, publicChannels.call, message)).rejects.toThrow('No handler');
  });
});

describe('the bridge', () => {
  it('gives the page call and listen and nothing else, and no event of Electron’s', async () => {
    const pair = createIpcPair(kioskOrigin);
    const transport = await openPage(pair);
    expect([...pair.world.keys()]).toEqual(['kiosk']);
    expect(Object.keys(transport).sort()).toEqual(['call', 'listen']);
    const seen: unknown[][] = [];
    const leave = transport.listen('state', (...args: unknown[]) => seen.push(args));
    const otherSeen: unknown[] = [];
    transport.listen('another', (value) => otherSeen.push(value));
    pair.contents.send('kiosk:event', JSON.stringify({ event: 'state', value: { revision: 3 } }));
    await vi.waitFor(() => expect(seen).toEqual([[{ revision: 3 }]]));
    expect(otherSeen).toEqual([]);
    leave();
    expect(pair.electron.ipcRenderer.listenerCount('kiosk:event')).toBe(1);
  });
});
