// Reads codes off the page's thread. Keeps no picture and knows no code's meaning.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { CodeReply, CodeRequest } from './code-messages.ts';
import { brightness, toGrey } from './code-picture.ts';
import { startBothReaders, startZxingAlone } from './code-reader.both.ts';

/** Every so many pictures one is tried with everything; the others as fast as they come. */
const THOROUGH_EVERY = 3;

function answer(reply: CodeReply): void {
  self.postMessage(reply);
}

const canvas = new OffscreenCanvas(1, 1);

function greyOf(bitmap: ImageBitmap) {
  const { width, height } = bitmap;
  canvas.width = width;
  canvas.height = height;
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  if (drawing === null) throw new Error('no canvas');
  drawing.drawImage(bitmap, 0, 0);
  return toGrey(drawing.getImageData(0, 0, width, height));
}

// Without zxing-wasm the kiosk scans on, if less well.
const readers = startBothReaders({ url: wasmUrl }).catch(() => startZxingAlone());
let turn = 0;

async function look({ id, bitmap }: CodeRequest): Promise<void> {
  const picture = greyOf(bitmap);
  bitmap.close();
  const both = await readers;
  const thorough = turn++ % THOROUGH_EVERY === 0;
  const seen = await (thorough ? both.read(picture) : both.glance(picture));
  answer({ kind: 'looked', id, seen, brightness: brightness(picture) });
}

self.onmessage = ({ data }: MessageEvent<CodeRequest>) => {
  look(data).catch((error: unknown) =>
    // A picture that a library chokes on must not end the scanning.
    answer({
      kind: 'broken',
      id: data.id,
      why: error instanceof Error ? error.message : 'unknown',
    }),
  );
};
