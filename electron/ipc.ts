// Electron's wire: the contract's `call` and `listen` between one window and the core, as JSON text like on the WebSocket.
// Checks who speaks, how much and how fast. Must not know any verb.
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Reply, ServerMessage, WindowPort } from './contract.ts';
import type { FailureCode, Log } from './domain.ts';
import type { Channels } from './ipc-channels.ts';
import { ask, createPace, readRequest } from './wire.ts';

export interface IpcOptions {
  /** What this window may reach. */
  readonly port: WindowPort;
  readonly channels: Channels;
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  /** The one window's contents: nobody else is answered, nobody else is told anything. */
  readonly contents: Pick<WebContents, 'send' | 'isDestroyed' | 'isCrashed'>;
  /** Origin of the kiosk's page. */
  readonly origin: string;
  readonly log: Log;
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
}

function refusal(code: FailureCode, detail?: string): string {
  const failure = detail === undefined ? { code } : { code, detail };
  return JSON.stringify({ ok: false, failure } satisfies Reply);
}

/** Begins to answer the window; the returned function ends it. Every call resolves with the text of a Reply. */
export function openIpc(options: IpcOptions): () => void {
  const { port, channels, ipcMain, contents, origin, log } = options;
  const inPace = createPace(options.monotonic);
  let flooded = false;

  /** Only the top frame of our window, showing our page (Electron's security list, item 17). */
  function isOurs(event: IpcMainInvokeEvent): boolean {
    const frame = event.senderFrame;
    return (
      Object.is(event.sender, contents) &&
      frame !== null &&
      frame.parent === null &&
      frame.origin === origin
    );
  }

  ipcMain.handle(channels.call, async (event, text: unknown): Promise<string> => {
    if (!isOurs(event)) {
      log('warn', 'ipc.sender-refused');
      return refusal('not-allowed');
    }
    if (!inPace()) {
      // Once a flood: it must not fill the log.
      if (!flooded) log('warn', 'ipc.too-fast');
      flooded = true;
      return refusal('too-fast');
    }
    flooded = false;
    const request = readRequest(text);
    if (request === null) {
      log('warn', 'ipc.malformed');
      return refusal('bad-input', 'message');
    }
    return JSON.stringify(await ask(port, request, log));
  });

  const leave = port.listen((event) => {
    if (contents.isDestroyed() || contents.isCrashed()) return;
    contents.send(channels.event, JSON.stringify(event satisfies ServerMessage));
  });
  return () => {
    leave();
    ipcMain.removeHandler(channels.call);
  };
}
