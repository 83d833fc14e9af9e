// Shows any picture of the kiosk in the real page: the real server and headers, with a state of the test's choosing behind.
import { join, resolve } from 'node:path';
import { chromium } from 'playwright/test';
import type { Browser, Page } from 'playwright/test';
import { findChromium } from '../../../electron/browser/chromium.ts';
import { startServer } from '../../../electron/browser/server.ts';
import type { App, KioskEvent, KioskState, WindowPort } from '../../../electron/contract.ts';
import { openPage } from '../../../electron/page.ts';

const root = resolve(import.meta.dirname, '../../..');

export interface Gallery {
  readonly page: Page;
  /** What the page complained of so far: errors, and what its policy forbade. */
  readonly complaints: readonly string[];
  /** The verbs the page has called so far, with what it gave them. */
  readonly calls: readonly { readonly method: string; readonly input: unknown }[];
  /** Draws this state and resolves when it is on the screen and still. */
  show(state: KioskState): Promise<void>;
  close(): Promise<void>;
}

export interface GalleryOptions {
  /** A video for the camera; without it Chromium's test pattern. */
  readonly cameraArguments?: readonly string[];
  readonly size?: { readonly width: number; readonly height: number };
  readonly mmPerPx?: number;
}

/** Opens the built page over a stand-in for the core that only shows. */
export async function openGallery(
  first: KioskState,
  options: GalleryOptions = {},
): Promise<Gallery> {
  let state = first;
  const listeners = new Set<(event: KioskEvent) => void>();
  const calls: { method: string; input: unknown }[] = [];
  const port: WindowPort = {
    call(method, input) {
      calls.push({ method, input });
      return Promise.resolve({ ok: true, value: method === 'kiosk.state' ? state : {} });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const app: App = { ...port, staff: port, close: () => Promise.resolve() };
  const complaints: string[] = [];
  const server = await startServer({
    app,
    page: openPage(process.env['KIOSK_PAGE'] ?? join(root, 'dist', 'renderer'), {
      mmPerPx: options.mmPerPx ?? 0.248,
    }),
    log: (level, code) => {
      if (level !== 'info') complaints.push(`server: ${code}`);
    },
  });
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium here: apt-get install chromium');
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--use-fake-ui-for-media-stream', ...(options.cameraArguments ?? [])],
  });
  // A context of its own: axe opens a second page in it.
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1080, height: 1920 },
  });
  const page = await context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.bootUrl());
  await page.locator('main').waitFor();
  let revision = 1;
  return {
    page,
    complaints,
    calls,
    async show(next) {
      revision += 1;
      state = { ...next, revision };
      for (const listener of listeners) listener({ event: 'state', value: state });
      const { language, textSize, theme } = next.comfort;
      await page
        .locator(
          `html[lang="${language === 'en' ? 'en' : 'zh-Hans-CN'}"][data-size="${textSize}"][data-theme="${theme}"] main[data-revision="${revision}"]`,
        )
        .waitFor();
      const camera = page.locator('.camera');
      if ((await camera.count()) > 0)
        await page.locator('.camera[data-state="live"]').waitFor({ timeout: 10_000 });
      await page.evaluate(async () => {
        await document.fonts.ready;
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
      });
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
