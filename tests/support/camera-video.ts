// Videos for Chromium's fake camera: concatenated JPEG frames (.mjpeg), drawn from the pictures in tests/fixtures/faces,
// from codes and from a page of text. Chromium opens the file each time a page opens the camera and plays it in a ring.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import bwipjs from 'bwip-js/node';
import type { RenderOptions } from 'bwip-js/node';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { CodeFormat } from '../../renderer/camera/code-reader.ts';

const FACES = fileURLToPath(new URL('../fixtures/faces/', import.meta.url));
/** Size of the fake camera's picture; a common webcam mode. */
export const CAMERA = { width: 1280, height: 720 } as const;
const FRAMES = 3;

/** Arguments of a Chromium whose camera plays `file` and asks nobody. */
export function cameraArguments(file: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

export type FaceCondition =
  'good' | 'dark' | 'bright' | 'blurred' | 'two' | 'far' | 'near' | 'off-centre' | 'low';

/** Place of the astronaut's face in her picture of 512 px: middle and width from ear to ear. */
const FACE = { x: 224, y: 112, width: 96 };

/** The astronaut with her face `faceWidth` px wide (in the 358×441 photo), its middle moved by `dx`, `dy` photo pixels. */
async function portrait(faceWidth: number, dx = 0, dy = 0): Promise<Buffer> {
  const photoScale = CAMERA.height / 441;
  const size = Math.round((512 * faceWidth * photoScale) / FACE.width);
  const scale = size / 512;
  const left = Math.round(CAMERA.width / 2 + dx * photoScale - FACE.x * scale);
  const top = Math.round(0.47 * CAMERA.height + dy * photoScale - FACE.y * scale);
  const person = await sharp(join(FACES, 'astronaut.jpg')).resize(size, size).png().toBuffer();
  return onto(person, left, top);
}

/** A picture laid onto an empty light wall, cut where it reaches out. */
async function onto(picture: Buffer, left: number, top: number): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const cut = { left: Math.max(0, -left), top: Math.max(0, -top) };
  const part = await sharp(picture)
    .extract({
      ...cut,
      width: Math.min(width - cut.left, CAMERA.width - Math.max(0, left)),
      height: Math.min(height - cut.top, CAMERA.height - Math.max(0, top)),
    })
    .toBuffer();
  return wall()
    .composite([{ input: part, left: Math.max(0, left), top: Math.max(0, top) }])
    .png()
    .toBuffer();
}

function wall(): Sharp {
  return sharp({ create: { ...CAMERA, channels: 3, background: '#d8d6d0' } });
}

/** One frame of a person before the camera. */
export async function faceFrame(condition: FaceCondition = 'good'): Promise<Buffer> {
  switch (condition) {
    case 'good':
      return portrait(207);
    case 'dark':
      return sharp(await portrait(207))
        .linear(0.16, 0)
        .png()
        .toBuffer();
    case 'bright':
      return sharp(await portrait(207))
        .linear(0.25, 195)
        .png()
        .toBuffer();
    case 'blurred':
      return sharp(await portrait(207))
        .blur(9)
        .png()
        .toBuffer();
    case 'far':
      return portrait(95, 0, -20);
    case 'near':
      return portrait(300, 0, 20);
    case 'off-centre':
      return portrait(170, 85, 0);
    case 'low':
      return portrait(190, 0, 105);
    case 'two': {
      const half = { left: 450, top: 0, width: 380, height: CAMERA.height };
      const one = await sharp(await portrait(130))
        .extract(half)
        .resize(290, 549)
        .png()
        .toBuffer();
      return wall()
        .composite([
          { input: one, left: 345, top: 100 },
          { input: one, left: 645, top: 100 },
        ])
        .png()
        .toBuffer();
    }
  }
}

/** One frame without a person: a cat, a cup of coffee or the empty wall. */
export async function noFaceFrame(what: 'cat' | 'coffee' | 'wall' = 'wall'): Promise<Buffer> {
  if (what === 'wall') return wall().png().toBuffer();
  const file = what === 'cat' ? 'chelsea.jpg' : 'coffee.jpg';
  return sharp(join(FACES, file)).resize(CAMERA.width, CAMERA.height).png().toBuffer();
}

/** One frame of a slip with a code, lying on a table, turned by some degrees. */
export async function codeFrame(text: string, format: CodeFormat, degrees = 4): Promise<Buffer> {
  const options: RenderOptions & { eclevel?: string } =
    format === 'qr'
      ? { bcid: 'qrcode', text, eclevel: 'M', scale: 5, padding: 20 }
      : format === 'pdf417'
        ? { bcid: 'pdf417', text, scale: 4, padding: 20 }
        : { bcid: 'code128', text, scale: 4, height: 22, includetext: true, padding: 20 };
  const code = await bwipjs.toBuffer(options);
  const flat = await sharp(code)
    .flatten({ background: '#f4f2ec' })
    .extend({ top: 16, bottom: 16, left: 16, right: 16, background: '#f4f2ec' })
    .toBuffer();
  const sized = await sharp(flat)
    .resize({ width: 640, height: 540, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .png()
    .toBuffer();
  const turned = await sharp(sized).rotate(degrees, { background: '#00000000' }).png().toBuffer();
  const slip = await sharp(turned)
    .resize({ ...CAMERA, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
  const table = sharp(join(FACES, 'coffee.jpg')).resize(CAMERA.width, CAMERA.height);
  return table
    .composite([{ input: slip, gravity: 'centre' }])
    .png()
    .toBuffer();
}

/** One frame of an A4 page of writing under the camera. */
export async function paperFrame(condition: 'good' | 'dark' | 'blurred' = 'good'): Promise<Buffer> {
  const lines = Array.from({ length: 26 }, (_, i) => {
    const text = `${i + 1}. Lease of a dwelling, clause ${i + 1}: rent, term and deposit.`;
    return `<text x="40" y="${60 + i * 24}" font-size="17" font-family="serif" fill="#222">${text}</text>`;
  });
  const page = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="690"><rect width="600" height="690" fill="#fbfaf6"/>${lines.join('')}</svg>`,
  );
  const table = sharp({ create: { ...CAMERA, channels: 3, background: '#6b5a48' } });
  const frame = await table
    .composite([{ input: page, gravity: 'centre' }])
    .png()
    .toBuffer();
  if (condition === 'dark') return sharp(frame).linear(0.12, 0).png().toBuffer();
  if (condition === 'blurred') return sharp(frame).blur(7).png().toBuffer();
  return frame;
}

/** A video of one still frame. */
export async function videoOf(frame: Buffer): Promise<Buffer> {
  const jpeg = await sharp(frame)
    .resize(CAMERA.width, CAMERA.height)
    .jpeg({ quality: 92, chromaSubsampling: '4:2:0' })
    .toBuffer();
  return Buffer.concat(Array.from({ length: FRAMES }, () => jpeg));
}

export const faceVideo = async (condition?: FaceCondition) => videoOf(await faceFrame(condition));
export const darkVideo = async () => videoOf(await faceFrame('dark'));
export const noFaceVideo = async (what?: 'cat' | 'coffee' | 'wall') =>
  videoOf(await noFaceFrame(what));
export const codeVideo = async (text: string, format: CodeFormat, degrees?: number) =>
  videoOf(await codeFrame(text, format, degrees));
export const paperVideo = async (condition?: 'good' | 'dark' | 'blurred') =>
  videoOf(await paperFrame(condition));

export interface SwitchableVideo {
  /** The file to name to Chromium. */
  readonly file: string;
  /** What the camera shows from the next time a page opens it. */
  show(video: Buffer): Promise<void>;
}

/** A video file whose content may be changed while a browser runs; changed at once or not at all. */
export async function switchableVideo(file: string, first: Buffer): Promise<SwitchableVideo> {
  await mkdir(dirname(file), { recursive: true });
  let count = 0;
  async function show(video: Buffer): Promise<void> {
    const next = `${file}.${++count}`;
    await writeFile(next, video);
    await rename(next, file);
  }
  await show(first);
  return { file, show };
}
