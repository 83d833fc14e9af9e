// The bridge into Electron's page: `window.kiosk` is the Transport and nothing else of Electron's.
// Runs sandboxed; must not decide anything. Bundled alone as CommonJS, because a sandboxed preload cannot be a module.
import { contextBridge, ipcRenderer } from 'electron';
import type { Transport } from './contract.ts';
import { callChannel, eventChannel } from './ipc-channels.ts';

let id = 0;

const transport: Transport = {
  async call(method, input) {
    id += 1;
    const answer: unknown = await ipcRenderer.invoke(
      callChannel,
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
    ipcRenderer.on(eventChannel, receive);
    return () => void ipcRenderer.removeListener(eventChannel, receive);
  },
};

contextBridge.exposeInMainWorld('kiosk', transport);
