// The browser shell's wire under the common suite: the page's own transport over a real WebSocket to the real server.
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { startServer } from '../../electron/browser/server.ts';
import { openTransport } from '../../renderer/transport.ts';
import { enter, page } from '../support/shell-server.ts';
import { conforms } from './conformance.ts';

conforms('the browser shell over its WebSocket', async (app, log) => {
  const server = await startServer({ app, page, log });
  const cookie = await enter(server);
  let newest: WebSocket | null = null;
  let left = false;

  // The page's WebSocket, with what a browser adds by itself. After the test it stays silent instead of trying for ever.
  function PageSocket(address: string): unknown {
    if (left) return new EventTarget();
    const socket = new WebSocket(address, { headers: { cookie, origin: server.url } });
    socket.on('error', () => undefined);
    newest = socket;
    return socket;
  }
  vi.stubGlobal('window', {});
  vi.stubGlobal('location', { host: new URL(server.url).host, pathname: '/' });
  vi.stubGlobal('WebSocket', Object.assign(PageSocket, { OPEN: WebSocket.OPEN }));

  return {
    transport: openTransport(),
    say: (text) =>
      new Promise((answer) => {
        const socket = newest;
        if (socket?.readyState !== WebSocket.OPEN) {
          answer('closed');
          return;
        }
        const id = /"id":(\d+)/.exec(text.slice(0, 40))?.[1];
        socket.once('close', () => answer('closed'));
        socket.setMaxListeners(0);
        socket.on('message', (data: Buffer) => {
          const message = JSON.parse(data.toString('utf8')) as { id?: number; reply?: unknown };
          if (String(message.id) === id) answer(message.reply);
        });
        socket.send(text);
      }),
    async close() {
      left = true;
      await server.close();
    },
  };
});
