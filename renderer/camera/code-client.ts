// The page's end of the code worker: starts it, asks about one picture at a time, ends it.
import workerUrl from './code-worker.ts?worker&url';
import type { CodeReply, CodeRequest } from './code-messages.ts';
import type { SeenCode } from './code-reader.ts';
import { startOwnWorker } from './own-worker.ts';

export interface CodeLook {
  readonly seen: SeenCode | null;
  /** Mean brightness of the picture, 0 to 255; null when it could not be looked at. */
  readonly brightness: number | null;
}
export interface CodeClient {
  /** Takes the bitmap over. Rejects when the worker broke or was closed. */
  look(bitmap: ImageBitmap): Promise<CodeLook>;
  close(): void;
}

/** Starts the worker; it loads its readers by itself. */
export function startCodeClient(): CodeClient {
  const worker = startOwnWorker(workerUrl);
  const waiting = new Map<number, { resolve(look: CodeLook): void; reject(error: Error): void }>();
  let last = 0;
  let broken: Error | null = null;

  function fail(error: Error): void {
    broken = error;
    for (const question of waiting.values()) question.reject(error);
    waiting.clear();
  }
  worker.onerror = () => fail(new Error('code worker failed'));
  worker.onmessage = ({ data }: MessageEvent<CodeReply>) => {
    const look =
      data.kind === 'looked'
        ? { seen: data.seen, brightness: data.brightness }
        : { seen: null, brightness: null };
    waiting.get(data.id)?.resolve(look);
    waiting.delete(data.id);
  };

  return {
    look(bitmap) {
      if (broken !== null) {
        bitmap.close();
        return Promise.reject(broken);
      }
      const request: CodeRequest = { id: ++last, bitmap };
      return new Promise((resolve, reject) => {
        waiting.set(request.id, { resolve, reject });
        worker.postMessage(request, [bitmap]);
      });
    },
    close() {
      worker.terminate();
      fail(new Error('closed'));
    },
  };
}
