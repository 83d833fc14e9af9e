// A network of a given length between two programs: bytes come through whole and in order, late by half the delay each way.
import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Delay {
  readonly url: string;
  close(): Promise<void>;
}

function late(from: Socket, to: Socket, ms: number): void {
  from.on('data', (bytes) => {
    setTimeout(() => {
      if (!to.destroyed) to.write(bytes);
    }, ms);
  });
  from.on('close', () => {
    setTimeout(() => {
      to.destroy();
    }, ms);
  });
  from.on('error', () => {
    to.destroy();
  });
}

/** Listens on 127.0.0.1 and passes everything to `url`, `ms` there and back. */
export async function openDelay(url: string, ms: number): Promise<Delay> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    late(near, far, ms / 2);
    late(far, near, ms / 2);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => {
        server.close(() => {
          done();
        });
      });
    },
  };
}
