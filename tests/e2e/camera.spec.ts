// The camera parts in a real Chromium under the kiosk's own page policy, fed by video files, judged by the real core.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from 'playwright/test';
import type { Browser, Page } from 'playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { findChromium } from '../../electron/browser/chromium.ts';
import { judgePaper } from '../../electron/core/materials.ts';
import { judgePhoto } from '../../electron/core/photo.ts';
import {
  cameraArguments,
  codeVideo,
  darkVideo,
  faceVideo,
  noFaceVideo,
  paperVideo,
  switchableVideo,
} from '../support/camera-video.ts';
import type { FaceCondition, SwitchableVideo } from '../support/camera-video.ts';
import type { CodeFormat } from '../../renderer/camera/code-reader.ts';
import { servePages } from '../support/page-server.ts';
import type { PageServer } from '../support/page-server.ts';
import { faceModels } from '../../vite.face-models.ts';
import type { Seen } from './pages/camera.tsx';

// One camera, one browser: the tests take turns.
test.describe.configure({ mode: 'default' });

let folder: string;
let server: PageServer;
let video: SwitchableVideo;
let browser: Browser;
let page: Page;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-camera-'));
  const root = join(import.meta.dirname, 'pages');
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    plugins: [react(), faceModels()],
    build: { outDir: join(folder, 'pages'), rolldownOptions: { input: join(root, 'camera.html') } },
  });
  server = await servePages(join(folder, 'pages'));
  video = await switchableVideo(join(folder, 'camera.mjpeg'), await faceVideo());
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium: apt-get install chromium');
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', ...cameraArguments(video.file)],
  });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});
test.beforeEach(async () => {
  page = await browser.newPage();
});
test.afterEach(async () => {
  await page.close();
});

async function open(part: 'photo' | 'paper' | 'codes', shown: Buffer): Promise<void> {
  await video.show(shown);
  await page.goto(`${server.origin}/camera.html?part=${part}`);
}
async function seen(): Promise<Seen> {
  return page.evaluate(() => JSON.parse(JSON.stringify(window.seen)) as Seen);
}
async function hint(): Promise<string | null> {
  return page.locator('[data-hint]').getAttribute('data-hint');
}
/** The longest a timer of the page had to wait within about two seconds, milliseconds. */
async function longestWait(): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let most = 0;
        let last = performance.now();
        let count = 0;
        const timer = setInterval(() => {
          most = Math.max(most, performance.now() - last);
          last = performance.now();
          if (++count < 200) return;
          clearInterval(timer);
          resolve(most);
        }, 10);
      }),
  );
}
/** Shows the camera, waits for the first hint, takes the photo and has it judged. */
async function photograph(shown: Buffer) {
  await open('photo', shown);
  const told = await hint();
  await page.evaluate(() => window.capture());
  const { photos, violations } = await seen();
  expect(violations).toEqual([]);
  const photo = photos[0];
  if (photo === undefined) throw new Error('no photo came');
  return { ...photo, told, judged: await judgePhoto(photo.image, photo.measures) };
}

test.describe('a face before the camera', () => {
  test('is found once, and becomes a photo of 358×441 at 350 dpi within 14–30 KB', async () => {
    const { measures, told, judged } = await photograph(await faceVideo());
    expect(told).toBe('camera.hint.good');
    expect(measures.faces).toHaveLength(1);
    expect(measures.faces[0]?.width).toBeGreaterThan(180);
    expect(measures.faces[0]?.width).toBeLessThan(235);
    expect(measures.eyesY).toBeGreaterThan(170);
    expect(measures.eyesY).toBeLessThan(205);
    if (!judged.ok) throw new Error(judged.code);
    const bytes = Buffer.from(judged.jpeg, 'base64');
    expect([bytes[13], bytes.readUInt16BE(14)]).toEqual([1, 350]);
    expect(bytes.length).toBeGreaterThanOrEqual(14 * 1024);
    expect(bytes.length).toBeLessThanOrEqual(30_000);
  });

  const refused: [FaceCondition, string, string][] = [
    ['dark', 'camera.hint.light', 'photo-dark'],
    ['bright', 'camera.hint.light', 'photo-bright'],
    ['blurred', 'camera.hint.good', 'photo-blurred'],
    ['two', 'camera.hint.one-person', 'photo-many-faces'],
    ['far', 'camera.hint.closer', 'photo-face-small'],
    ['near', 'camera.hint.farther', 'photo-face-large'],
    ['off-centre', 'camera.hint.centre', 'photo-off-centre'],
    ['low', 'camera.hint.centre', 'photo-off-centre'],
  ];
  for (const [condition, words, code] of refused) {
    test(`${condition}: the hint is ${words} and the photo is refused as ${code}`, async () => {
      const { told, judged } = await photograph(await faceVideo(condition));
      expect(told).toBe(words);
      expect(judged).toEqual({ ok: false, code });
    });
  }

  for (const what of ['cat', 'coffee', 'wall'] as const) {
    test(`nobody, only a ${what}: no face is found`, async () => {
      const { told, judged } = await photograph(await noFaceVideo(what));
      expect(told).toBe('camera.hint.no-face');
      expect(judged).toEqual({ ok: false, code: 'photo-no-face' });
    });
  }

  test('is looked for off the page’s thread: the page stays quick', async () => {
    await open('photo', await faceVideo());
    await hint();
    expect(await longestWait()).toBeLessThan(150);
  });
});

test.describe('the camera', () => {
  test('is given back when the screen is left', async () => {
    await open('photo', await faceVideo());
    await hint();
    const states = () => page.evaluate(() => window.seen.tracks.map((track) => track.readyState));
    expect(await states()).toEqual(['live']);
    await page.evaluate(() => window.leave());
    await page.getByText('left').waitFor();
    expect(await states()).toEqual(['ended']);
  });

  test('is asked for a picture and never for sound', async () => {
    await open('photo', await faceVideo());
    await hint();
    expect(await page.evaluate(() => window.seen.tracks.map((track) => track.kind))).toEqual([
      'video',
    ]);
  });

  test('taken away in use says so, and is found again', async () => {
    await open('photo', await faceVideo());
    await hint();
    await page.evaluate(() => {
      // As a browser does when the plug is pulled: the track ends by itself and says so.
      const [track] = window.seen.tracks;
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    });
    await page.getByText('camera.away').waitFor();
    expect((await seen()).ready).toEqual([true, false]);
    await hint();
    await expect.poll(async () => (await seen()).ready).toEqual([true, false, true]);
  });

  for (const part of ['photo', 'paper', 'codes'] as const) {
    test(`not there: ${part} says so and takes nothing`, async () => {
      await page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () =>
          Promise.reject(new DOMException('', 'NotFoundError'));
      });
      await open(part, await faceVideo());
      await page.getByText('camera.away').waitFor();
      await page.evaluate(() => window.capture());
      const { ready, photos, papers, codes } = await seen();
      expect([ready[0], photos, papers, codes]).toEqual([false, [], [], []]);
    });
  }
});

test.describe('a paper under the camera', () => {
  test('is handed over and kept', async () => {
    await open('paper', await paperVideo());
    await hint();
    await page.evaluate(() => window.capture());
    const { papers, violations } = await seen();
    expect(violations).toEqual([]);
    expect((await judgePaper(papers[0] ?? '')).ok).toBe(true);
  });

  for (const condition of ['dark', 'blurred'] as const) {
    test(`${condition} is refused as paper-${condition}`, async () => {
      await open('paper', await paperVideo(condition));
      await hint();
      await page.evaluate(() => window.capture());
      const judged = await judgePaper((await seen()).papers[0] ?? '');
      expect(judged).toEqual({ ok: false, code: `paper-${condition}` });
    });
  }
});

test.describe('a code before the camera', () => {
  // As long as a permit's credential: header, payload, ES256 signature; letters that never change.
  const letters = createHash('shake256', { outputLength: 320 })
    .update('permit')
    .digest('base64url');
  const jws = `${letters.slice(0, 90)}.${letters.slice(90, 320)}.${letters.slice(320, 406)}`;
  const codes: [string, string, CodeFormat, number][] = [
    ['a case number in Code 128', 'R7K3M9P2QX4TW8', 'code128', 4],
    ['a case number held upright', 'R7K3M9P2QX4TW8', 'code128', 93],
    ['a case number upside down', 'R7K3M9P2QX4TW8', 'code128', 178],
    ['a permit number in Code 128', 'P4401000000000012K', 'code128', -5],
    [`a signed credential of ${jws.length} characters in a QR`, jws, 'qr', 4],
    ['a signed credential held askew', jws, 'qr', 30],
    ['a case number held askew', 'R7K3M9P2QX4TW8', 'code128', 35],
    ['a permit number in a PDF417', 'P4401000000000012K', 'pdf417', 4],
  ];
  for (const [name, text, format, degrees] of codes) {
    test(`${name} is read`, async () => {
      await open('codes', await codeVideo(text, format, degrees));
      await expect.poll(async () => (await seen()).codes[0]).toMatchObject({ text, format });
      expect((await seen()).violations).toEqual([]);
    });
  }

  test('lying still is told again only after two seconds', async () => {
    await open('codes', await codeVideo('R7K3M9P2QX4TW8', 'code128'));
    await expect.poll(async () => (await seen()).codes.length).toBeGreaterThanOrEqual(3);
    const times = (await seen()).codes.map((code) => code.at);
    for (const [i, at] of times.entries()) {
      if (i > 0) expect(at - (times[i - 1] ?? 0)).toBeGreaterThanOrEqual(1950);
    }
  });

  test('is sought off the page’s thread by a WebAssembly file of the kiosk’s own', async () => {
    const told: string[] = [];
    const loaded: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    page.on('response', (response) => loaded.push(`${response.status()} ${response.url()}`));
    await open('codes', await noFaceVideo('cat'));
    await hint();
    expect(await longestWait()).toBeLessThan(150);
    const wasm = loaded.filter((line) => line.endsWith('.wasm'));
    expect(wasm).toHaveLength(1);
    expect(wasm[0]).toMatch(new RegExp(`^200 ${server.origin}/`));
    expect(loaded.filter((line) => !line.includes(server.origin))).toEqual([]);
    expect(told.filter((line) => /wasm|WebAssembly/i.test(line))).toEqual([]);
  });

  test('in the dark is lit by the camera’s lamp, where it has one', async () => {
    await page.addInitScript(() => {
      const lamp: unknown[] = [];
      Object.assign(window, { lamp });
      MediaStreamTrack.prototype.getCapabilities = () =>
        ({ torch: true }) as MediaTrackCapabilities;
      MediaStreamTrack.prototype.applyConstraints = (wish) => {
        lamp.push(wish);
        return Promise.resolve();
      };
    });
    await open('codes', await darkVideo());
    await page.waitForFunction(() => (window as unknown as { lamp: unknown[] }).lamp.length > 0);
    expect(await page.evaluate(() => (window as unknown as { lamp: unknown[] }).lamp)).toEqual([
      { advanced: [{ torch: true }] },
    ]);
    await open('codes', await noFaceVideo('wall'));
    await hint();
    await page.waitForFunction(() => performance.now() > 2000);
    expect(await page.evaluate(() => (window as unknown as { lamp: unknown[] }).lamp)).toEqual([]);
  });

  test('a picture without a code tells nothing', async () => {
    await open('codes', await noFaceVideo('cat'));
    await hint();
    await page.waitForFunction(() => performance.now() > 3000);
    expect((await seen()).codes).toEqual([]);
  });
});
