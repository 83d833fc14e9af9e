// From the start of the core to a screen one can touch, and from a touch to paint, in a real Chromium.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { findChromium } from '../../electron/browser/chromium.ts';
import { demoSetting } from '../support/demo-kiosk.ts';
import type { Figure } from './measure.ts';
import { median, percentile, timed } from './measure.ts';

const root = resolve(import.meta.dirname, '../..');
const rounds = 7;
const taps = 50;

function launch(executablePath: string) {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

function addressOf(core: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    if (core.stdout === null) throw new Error('no output');
    createInterface({ input: core.stdout }).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/boot\/[\w-]+/.exec(line);
      if (found !== null) done(found[0]);
    });
    core.once('exit', () => {
      fail(new Error('the core ended'));
    });
  });
}

/** Milliseconds from the touch to the frame that shows what it did, measured in the page. */
function touch(page: Page, name: string, screen: string): Promise<number> {
  return page.evaluate(
    ([button, wanted]) =>
      new Promise<number>((done) => {
        const element = document.querySelector<HTMLElement>(`button[data-name="${button}"]`);
        const main = document.querySelector('main')?.parentElement;
        if (element === null || main === null || main === undefined) throw new Error('no button');
        const started = performance.now();
        const watch = new MutationObserver(() => {
          if (document.querySelector(`main[data-screen="${wanted}"]`) === null) return;
          watch.disconnect();
          requestAnimationFrame(() => {
            setTimeout(() => {
              done(performance.now() - started);
            });
          });
        });
        watch.observe(main, { subtree: true, childList: true, attributes: true });
        element.click();
      }),
    [name, screen] as const,
  );
}

/** Back and forth between home and 更多: a full round through the core and a whole new screen each time. */
async function touches(page: Page): Promise<number[]> {
  const took: number[] = [];
  for (let done = 0; done < taps; done += 1) {
    const [name, screen] = done % 2 === 0 ? ['more', 'see-more'] : ['back', 'home'];
    await page.locator(`button[data-name="${name}"]`).waitFor();
    // The kiosk ignores touches in a screen's first 300 ms.
    await page.waitForTimeout(320);
    took.push(await touch(page, name, screen));
  }
  return took;
}

export async function measureScreen(): Promise<Figure[]> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium here: apt-get install chromium');
  const folder = mkdtempSync(join(tmpdir(), 'bench-screen-'));
  const setting = await demoSetting();
  const configFile = join(folder, 'kiosk.json');
  writeFileSync(configFile, JSON.stringify(setting.file));
  const still = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>static</title><main>static</main>');
  });
  await new Promise<void>((done) => {
    still.listen(0, '127.0.0.1', done);
  });
  const stillUrl = `http://127.0.0.1:${(still.address() as AddressInfo).port}/`;

  async function openStill(): Promise<void> {
    const browser = await launch(executablePath ?? '');
    const page = await browser.newPage();
    await page.goto(stillUrl);
    await page.locator('main').waitFor();
    await browser.close();
  }
  let page: Page | null = null;
  async function openKiosk(keep: boolean): Promise<void> {
    const core = spawn(process.execPath, [join(root, 'electron/browser/main.ts')], {
      cwd: root,
      // As the launcher starts it.
      env: {
        ...process.env,
        KIOSK_CONFIG: configFile,
        KIOSK_BROWSER: 'none',
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'kiosk'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // As the launcher does: the browser starts while the core does.
    const [browser, address] = await Promise.all([launch(executablePath ?? ''), addressOf(core)]);
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await page.goto(address);
    await page.locator('main[data-screen="home"] button[data-name="more"]').waitFor();
    if (keep) return;
    await browser.close();
    await ended(core);
  }
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const [a, b] = [await timed(openStill), await timed(() => openKiosk(false))];
    if (round > 0) {
      peer.push(a);
      ours.push(b);
    }
  }
  await openKiosk(true);
  const shown = page as unknown as Page;
  const usual = await touches(shown);
  const slowed = await (
    await shown.context().newCDPSession(shown)
  )
    .send('Emulation.setCPUThrottlingRate', { rate: 4 })
    .then(() => touches(shown));
  await shown.context().browser()?.close();
  still.close();
  await setting.close();
  rmSync(folder, { recursive: true });
  const [start, bar] = [median(ours), median(peer)];
  const [p98, p98slowed] = [percentile(usual, 0.98), percentile(slowed, 0.98)];
  return [
    {
      what: 'start to a screen one can touch',
      ours: `${Math.round(start)} ms`,
      peer: `Chromium, a static page ${Math.round(bar)} ms`,
      ratio: start / bar,
      limit: { atMost: 1.5 },
    },
    {
      what: `touch to paint (p50 ${median(usual).toFixed(0)} ms), p98 by 48 ms`,
      ours: `${p98.toFixed(0)} ms`,
      peer: '48 ms',
      ratio: p98 / 48,
      limit: { atMost: 1 },
    },
    {
      what: `the same, processor slowed four times (p50 ${median(slowed).toFixed(0)} ms), p98 by 100 ms`,
      ours: `${p98slowed.toFixed(0)} ms`,
      peer: '100 ms',
      ratio: p98slowed / 100,
      limit: { atMost: 1 },
    },
  ];
}

function ended(core: ChildProcess): Promise<void> {
  return new Promise((done) => {
    core.once('exit', () => {
      done();
    });
    core.kill('SIGTERM');
  });
}
