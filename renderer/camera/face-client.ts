// The page's end of the face worker: starts it, asks one question at a time, ends it.
import workerUrl from './face-worker.ts?worker&url';
import type { PhotoMeasures } from '../../electron/contract.ts';
import type { FaceReply, FaceRequest } from './face-messages.ts';
import { startOwnWorker } from './own-worker.ts';

export interface Look {
  readonly measures: PhotoMeasures;
  readonly image: string | null;
  readonly tookMs: number;
}
export interface FaceClient {
  /** Resolves when the detector is loaded; rejects when it cannot be. */
  readonly ready: Promise<void>;
  /** Takes the bitmap over. Rejects when the worker broke or was closed. */
  look(bitmap: ImageBitmap, keep: boolean): Promise<Look>;
  /** Ends the worker; questions still open are rejected. */
  close(): void;
}

/** Starts the worker and its model. */
export function startFaceClient(): FaceClient {
  const worker = startOwnWorker(workerUrl);
  const waiting = new Map<number, { resolve(look: Look): void; reject(error: Error): void }>();
  let settle: { resolve(): void; reject(error: Error): void } | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  let last = 0;
  let broken: Error | null = null;

  function fail(error: Error): void {
    broken = error;
    settle?.reject(error);
    for (const question of waiting.values()) question.reject(error);
    waiting.clear();
  }
  worker.onerror = () => fail(new Error('face worker failed'));
  worker.onmessage = (event: MessageEvent<FaceReply>) => {
    const reply = event.data;
    if (reply.kind === 'ready') {
      settle?.resolve();
      return;
    }
    if (reply.kind === 'broken') {
      fail(new Error(reply.why));
      return;
    }
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  };

  return {
    ready,
    look(bitmap, keep) {
      if (broken !== null) {
        bitmap.close();
        return Promise.reject(broken);
      }
      const request: FaceRequest = { id: ++last, bitmap, keep };
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
