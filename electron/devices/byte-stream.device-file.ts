// A line to a device file (/dev/usb/lp0, the kernel's usblp): opened without blocking, read again and again, written as it
// takes it. Must not know what is spoken on it; never throws.
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { OpenByteStream } from './byte-stream.ts';
import { lastBytesMs } from './byte-stream.ts';

const { O_RDWR, O_NONBLOCK, O_NOCTTY } = constants;
/** Rest before a full or an empty file is tried again, ms. */
const restMs = 10;

function isBusy(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EAGAIN' || code === 'EWOULDBLOCK';
}

/** Opens `path` for both directions. */
export function overDeviceFile(path: string): OpenByteStream {
  return async () => {
    let file: FileHandle;
    try {
      file = await open(path, O_RDWR | O_NONBLOCK | O_NOCTTY);
    } catch {
      // Not there, not ours to open, or held by somebody else: nobody answers here.
      return null;
    }
    let ended = false;
    let tellEnd: () => void = () => undefined;
    let writing: Promise<void> = Promise.resolve();

    function end(): void {
      if (ended) return;
      ended = true;
      tellEnd();
    }
    async function writeAll(bytes: Buffer): Promise<void> {
      let rest = bytes;
      while (rest.length > 0 && !ended) {
        try {
          const { bytesWritten } = await file.write(rest);
          rest = rest.subarray(bytesWritten);
        } catch (error) {
          if (!isBusy(error)) {
            end();
            return;
          }
          await pause(restMs);
        }
      }
    }
    async function readOn(take: (bytes: Buffer) => void): Promise<void> {
      const buffer = Buffer.alloc(256);
      while (!ended) {
        try {
          const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
          // The copy is the listener's to keep: the buffer is used again.
          if (bytesRead > 0) take(Buffer.from(buffer.subarray(0, bytesRead)));
          else await pause(restMs);
        } catch (error) {
          if (!isBusy(error)) {
            end();
            return;
          }
          await pause(restMs);
        }
      }
    }
    let reading: Promise<void> = Promise.resolve();
    return {
      write(bytes) {
        writing = writing.then(() => writeAll(bytes));
      },
      listen(onBytes, onEnd) {
        tellEnd = onEnd;
        reading = readOn(onBytes);
      },
      async close() {
        await Promise.race([writing, pause(lastBytesMs)]);
        ended = true;
        await Promise.all([reading, writing]);
        await file.close().catch(() => undefined);
      },
    };
  };
}
