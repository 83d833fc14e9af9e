// Looks for faces in a 358×441 picture, off the page's thread. Runs under the page's policy: no eval; the
// detector (BlazeFace, by Human) runs in plain JavaScript, the same on every machine.
// Keeps no picture and decides nothing: whether a photo will do is judged in core/photo.ts.
import { Human } from '@vladmandic/human';
import type { Config } from '@vladmandic/human';
import type { PhotoMeasures } from '../../electron/contract.ts';
import type { FaceReply, FaceRequest } from './face-messages.ts';
import { PHOTO } from './crop.ts';
import type { Rectangle } from './crop.ts';
import { installKernels } from './face-kernels.ts';
import type { KernelRegistry } from './face-kernels.ts';
import { measurePixels } from './pixels.ts';
import { blobToBase64 } from './still.ts';

/** The detector's input is square, 256 px; the photo stands in its middle with grey at both sides. */
const INPUT = 256;
const SCALE = PHOTO.height / INPUT;
const MARGIN = (PHOTO.height - PHOTO.width) / 2;
/** Below this the detector also takes a cat for a person (0.69); dimmed and blurred portraits score 0.83 and more. */
const LEAST_SCORE = 0.75;
const JPEG_QUALITY = 0.95;

const off = { enabled: false };
const settings: Partial<Config> = {
  backend: 'cpu',
  modelBasePath: new URL('../models/', self.location.href).href,
  cacheModels: false,
  cacheSensitivity: 0,
  debug: false,
  async: false,
  warmup: 'none',
  filter: off,
  gesture: off,
  body: off,
  hand: off,
  object: off,
  segmentation: off,
  face: {
    enabled: true,
    detector: {
      maxDetected: 10,
      minConfidence: LEAST_SCORE,
      iouThreshold: 0.1,
      rotation: false,
      scale: 1,
      return: false,
    },
    mesh: off,
    attention: off,
    iris: off,
    description: off,
    emotion: off,
    antispoof: off,
    liveness: off,
  },
};

function answer(reply: FaceReply): void {
  self.postMessage(reply);
}

async function loadDetector(): Promise<Human> {
  const human = new Human(settings);
  await human.init();
  // The library leaves its tensor package untyped.
  const registry: unknown = human.tf;
  installKernels(registry as KernelRegistry);
  await human.load();
  return human;
}

function context(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const drawing = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (drawing === null) throw new Error('no canvas');
  return drawing;
}

/** Detector's unit square -> pixels of the photo. Its box reaches from ear to ear, which is GA 461's face width. */
function toPhoto([x, y, width, height]: readonly [number, number, number, number]): Rectangle {
  return {
    x: x * PHOTO.height - MARGIN,
    y: y * PHOTO.height,
    width: width * PHOTO.height,
    height: height * PHOTO.height,
  };
}

async function look(
  human: Human,
  photo: OffscreenCanvasRenderingContext2D,
): Promise<PhotoMeasures> {
  const square = context(INPUT, INPUT);
  square.fillStyle = 'rgb(128 128 128)';
  square.fillRect(0, 0, INPUT, INPUT);
  square.drawImage(photo.canvas, MARGIN / SCALE, 0, PHOTO.width / SCALE, INPUT);
  const found = await human.detect(square.getImageData(0, 0, INPUT, INPUT));
  const faces = found.face.map((face) => ({ ...toPhoto(face.boxRaw), score: face.score }));
  const [first] = found.face;
  const eyes = [first?.annotations.leftEye[0]?.[1], first?.annotations.rightEye[0]?.[1]];
  const eyesY =
    eyes[0] === undefined || eyes[1] === undefined ? null : ((eyes[0] + eyes[1]) / 2) * SCALE;
  const region = faces[0] ?? { x: 0, y: 0, ...PHOTO };
  const { data } = photo.getImageData(0, 0, PHOTO.width, PHOTO.height);
  return { faces, eyesY, ...measurePixels(data, PHOTO.width, PHOTO.height, region) };
}

async function serve(human: Human, request: FaceRequest): Promise<void> {
  const startedAt = performance.now();
  const photo = context(PHOTO.width, PHOTO.height);
  photo.drawImage(request.bitmap, 0, 0, PHOTO.width, PHOTO.height);
  request.bitmap.close();
  const measures = await look(human, photo);
  const image = request.keep
    ? await blobToBase64(
        await photo.canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }),
      )
    : null;
  answer({
    kind: 'measured',
    id: request.id,
    measures,
    image,
    tookMs: performance.now() - startedAt,
  });
}

function broken(error: unknown): void {
  answer({ kind: 'broken', why: error instanceof Error ? error.message : 'unknown' });
}

loadDetector().then((human) => {
  self.onmessage = (event: MessageEvent<FaceRequest>) => {
    serve(human, event.data).catch(broken);
  };
  answer({ kind: 'ready' });
}, broken);
