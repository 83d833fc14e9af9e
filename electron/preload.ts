// The bridge into Electron's page: `window.kiosk` is the Transport and nothing else of Electron's.
// Runs sandboxed; must not decide anything. Bundled alone as CommonJS, because a sandboxed preload cannot be a module.
import { contextBridge, ipcRenderer } from 'electron';
import type { Transport } from './contract.ts';
import { publicChannels, staffChannels } from './ipc-channels.ts';

/** The page's own; this process has no other DOM types. */
declare const location: { readonly pathname: string };

// Which page it is; the core looks at the window itself and answers nobody else.
const channels = location.pathname === '/staff' ? staffChannels : publicChannels;
let id = 0;

const transport: Transport = {
  async call(method, input) {
    id += 1;
    const answer: unknown = await ipcRenderer.invoke(
      channels.call,
      JSON.stringify({ id, method, input }),
    );
    return JSON.parse(String(answer)) as unknown;
  },
  listen(event, listener) {
    // Electron's own event object stays on this side.
    function receive(_event: unknown, text: unknown): void {
      const message = JSON.parse(String(text)) as { event: string; value: unknown };
      if (message.event === event) listener(message.value);
    }
    ipcRenderer.on(channels.event, receive);
    return () => void ipcRenderer.removeListener(channels.event, receive);
  },
};

contextBridge.exposeInMainWorld('kiosk', transport);
