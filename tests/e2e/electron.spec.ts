// The Electron shell for real, where its binary is: home, a card, the person asked; and its locks from inside the page.
// Without the binary it is skipped, and says so; its parts are then held by tests/shells alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, createBuilder } from 'vite';
import type { ElectronApplication, Page } from 'playwright/test';
import { _electron, expect, test } from 'playwright/test';
import { electronBinary } from '../../electron/electron-binary.ts';
import { demoSetting } from '../support/demo-kiosk.ts';
import type { Display } from '../support/display.ts';
import { openDisplay } from '../support/display.ts';
import { at, tap } from './support/walk.ts';

const root = resolve(import.meta.dirname, '../..');
const binary = electronBinary(root);
const reason =
  'Electron’s binary is not installed (node node_modules/electron/install.js fetches it)';
if (binary === null)
  process.stdout.write(`\n*** SKIPPED: the Electron journey. ${reason}. ***\n\n`);

test.describe('the Electron shell', () => {
  test.skip(binary === null, reason);
  test.setTimeout(120_000);

  let setting: Awaited<ReturnType<typeof demoSetting>>;
  let display: Display;
  let pageDir: string;
  let app: ElectronApplication;
  let page: Page;

  test.beforeAll(async () => {
    pageDir = mkdtempSync(join(tmpdir(), 'kiosk-page-'));
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: pageDir },
    });
    const builder = await createBuilder({
      configFile: join(root, 'vite.electron.config.ts'),
      logLevel: 'error',
    });
    await builder.buildApp();
    [setting, display] = await Promise.all([demoSetting(), openDisplay()]);
    const config = join(setting.dir, 'kiosk.json');
    writeFileSync(config, JSON.stringify(setting.file));
    const asRoot = process.getuid?.() === 0;
    app = await _electron.launch({
      ...(binary === null ? {} : { executablePath: binary }),
      args: [...(asRoot ? ['--no-sandbox'] : []), root],
      env: {
        ...(process.env as Record<string, string>),
        ...display.env,
        KIOSK_CONFIG: config,
        KIOSK_PAGE: pageDir,
        KIOSK_SUPERVISED: '1',
      },
    });
    page = await app.firstWindow();
  });
  test.afterAll(async () => {
    await app.close();
    display.close();
    await setting.close();
    rmSync(pageDir, { recursive: true, force: true });
  });

  test('reads a demonstration card and asks whether it is this person', async () => {
    await at(page, 'home');
    await tap(page, 'application');
    await at(page, 'place-card');
    await tap(page, 'demo-newcomer');
    await at(page, 'confirm-identity');
    await expect(page.locator('.person-name')).toHaveText('陈安禾');
  });

  test('is locked from inside the page', async () => {
    const inside = await page.evaluate(async () => ({
      origin: location.origin,
      bridge: Object.keys(window.kiosk ?? {}).sort(),
      node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
      opened: window.open('https://example.org/') === null,
      fetched: await fetch('https://example.org/').then(
        () => true,
        () => false,
      ),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => true,
        () => false,
      ),
    }));
    expect(inside).toEqual({
      origin: 'kiosk://app',
      bridge: ['call', 'listen'],
      node: ['undefined', 'undefined'],
      opened: true,
      fetched: false,
      microphone: false,
    });
    await page.evaluate(() => location.assign('https://example.org/'));
    await at(page, 'confirm-identity');
    expect(page.url()).toBe('kiosk://app/');
    expect(app.windows()).toHaveLength(1);
  });

  test('comes back at the same screen after its page has crashed', async () => {
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await expect
      .poll(
        () =>
          app.evaluate(async ({ BrowserWindow }) =>
            String(
              await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
                'document.querySelector("main")?.dataset.screen',
              ),
            ),
          ),
        { timeout: 20_000 },
      )
      .toBe('confirm-identity');
  });
});
