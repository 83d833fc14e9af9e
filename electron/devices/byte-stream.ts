// A line to a device as bytes out and bytes in, however it is reached. Must not know what is spoken on it; never throws.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface ByteStream {
  write(bytes: Buffer): void;
  /** Set once, before anything is written. `onEnd` comes when nothing more can be heard. */
  listen(onBytes: (bytes: Buffer) => void, onEnd: () => void): void;
  /** Gives the last bytes a moment: a peer that never reads must not hold us. */
  close(): Promise<void>;
}
/** Opens a line; null when nobody is there within `ms`. */
export type OpenByteStream = (ms: number) => Promise<ByteStream | null>;

/** How long the last bytes may take, ms. */
export const lastBytesMs = 200;

/** A printer's own port, usually 9100. */
export function overTcp(host: string, port: number): OpenByteStream {
  return async (ms) => {
    const socket = connect({ host, port, noDelay: true });
    const connected = await Promise.race([
      new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      }),
      pause(ms, false),
    ]);
    if (!connected) {
      socket.destroy();
      return null;
    }
    // An error is told by the end that follows it.
    socket.on('error', () => undefined);
    return {
      write: (bytes) => void socket.write(bytes),
      listen(onBytes, onEnd) {
        socket.on('data', onBytes);
        // A printer that closes its half can say nothing more.
        for (const ending of ['end', 'close', 'error']) socket.on(ending, onEnd);
      },
      async close() {
        if (!socket.destroyed) {
          const ended = new Promise((resolve) => socket.end(() => resolve(null)));
          await Promise.race([ended, pause(lastBytesMs)]);
        }
        socket.destroy();
      },
    };
  };
}
