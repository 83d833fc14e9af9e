// The kiosk's HTTP client for tests that put it before odd peers, and peers that listen until a test ends.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';
import { createUpstream } from '../../electron/core/upstream.ts';
import type { RequestSigner } from '../../electron/core/upstream.ts';
import type { Upstream } from '../../electron/core/upstream-port.ts';
import { machineClock } from '../upstream/clock.ts';

export interface Peers {
  readonly clientAt: (baseUrl: string, timeoutMs?: number) => Upstream;
  /** Listens on a free port of 127.0.0.1. */
  readonly listening: (server: Server | TcpServer) => Promise<number>;
  /** Every line the clients logged, as JSON. */
  readonly logged: string[];
  /** Closes clients and peers, the newest first. */
  closeAll(): Promise<void>;
}

export function createPeers(sealing: () => RequestSigner): Peers {
  const closing: (() => Promise<unknown>)[] = [];
  const logged: string[] = [];
  return {
    logged,
    clientAt(baseUrl, timeoutMs = 5_000) {
      const client = createUpstream({
        baseUrl,
        sealing: sealing(),
        clock: machineClock(),
        log: (level, code, fields) => logged.push(JSON.stringify([level, code, fields])),
        timeoutMs,
        connectTimeoutMs: 2_000,
      });
      closing.push(() => client.close());
      return client;
    },
    async listening(server) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const sockets = new Set<Socket>();
      server.on('connection', (socket: Socket) => sockets.add(socket));
      closing.push(async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((done) => server.close(done));
      });
      return (server.address() as AddressInfo).port;
    },
    async closeAll() {
      logged.length = 0;
      for (const close of closing.splice(0).reverse()) await close();
    },
  };
}
