// Every screen as it is seen: a picture of each into screenshots/, and what a person would stumble over, measured.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import type { KioskState } from '../../electron/contract.ts';
import { Screen } from '../../electron/contract.ts';
import { cameraArguments, faceVideo, switchableVideo } from '../support/camera-video.ts';
import { sampleStates } from '../support/states.ts';
import { faultsOfLayout } from './support/faults-of-layout.ts';
import { openGallery } from './support/gallery.ts';
import type { SwitchableVideo } from '../support/camera-video.ts';
import type { Gallery } from './support/gallery.ts';
import { looks, samplePictures } from './support/looks.ts';

const folder = resolve(import.meta.dirname, '../../screenshots');
/** Millimetres a pixel of the usual panel measures (21.5 inch, 1080 pixels wide). */
const mmPerPx = 0.248;
const rules = { target: 20 / mmPerPx, controlsFrom: Math.floor(1920 * 0.55) };

test.describe.configure({ mode: 'parallel' });
let gallery: Gallery;
let video: SwitchableVideo;
let states: Readonly<Record<string, KioskState>>;
test.beforeAll(async () => {
  test.setTimeout(60_000);
  mkdirSync(folder, { recursive: true });
  states = sampleStates(await samplePictures());
  video = await switchableVideo(join(folder, `camera-${process.pid}.mjpeg`), await faceVideo());
  const first = states['home'];
  if (first === undefined) throw new Error('no sample of home');
  gallery = await openGallery(first, { cameraArguments: cameraArguments(video.file) });
});
test.afterAll(async () => {
  await gallery.close();
  rmSync(video.file, { force: true });
});

test('there is a sample of every screen', () => {
  const sampled = new Set(Object.values(states).map(({ screen }) => screen.name));
  const screens = Screen.options.map(({ shape }) => shape.name.value);
  expect(screens.filter((name) => !sampled.has(name))).toEqual([]);
});

for (const [look, comfort] of Object.entries(looks)) {
  test(`${look}: every screen whole, reachable, readable`, async () => {
    test.setTimeout(180_000);
    const faults: string[] = [];
    for (const [name, state] of Object.entries(states)) {
      await gallery.show({ ...state, comfort });
      await gallery.page.screenshot({ path: join(folder, `${name}.${look}.png`) });
      for (const fault of await gallery.page.evaluate(faultsOfLayout, rules))
        faults.push(`${name}: ${fault}`);
      if (!state.demonstration && (await gallery.page.locator('.demo-mark').count()) > 0)
        faults.push(`${name}: marked as a demonstration`);
      if (state.demonstration && (await gallery.page.locator('.demo-mark').count()) === 0)
        faults.push(`${name}: not marked as a demonstration`);
      if (
        (await gallery.page.locator('button[data-name="call-staff"]').count()) === 0 &&
        state.staffCall === null
      )
        faults.push(`${name}: nobody can call staff`);
    }
    expect(faults).toEqual([]);
    expect(gallery.complaints).toEqual([]);
  });
}

test('on a panel that lies across, nothing is cut off either', async () => {
  test.setTimeout(180_000);
  await gallery.page.setViewportSize({ width: 1920, height: 1080 });
  const comfort = looks['zh-standard'];
  if (comfort === undefined) throw new Error('no usual look');
  const faults: string[] = [];
  for (const [name, state] of Object.entries(states)) {
    await gallery.show({ ...state, comfort });
    await gallery.page.screenshot({ path: join(folder, `${name}.landscape.png`) });
    for (const fault of await gallery.page.evaluate(faultsOfLayout, { ...rules, controlsFrom: 0 }))
      faults.push(`${name}: ${fault}`);
  }
  await gallery.page.setViewportSize({ width: 1080, height: 1920 });
  expect(faults).toEqual([]);
});

test('the second step of a typed person, the name, is whole and reachable too', async () => {
  const state = states['enter-person'];
  if (state === undefined) throw new Error('no sample of enter-person');
  const { page } = gallery;
  const faults: string[] = [];
  for (const [look, comfort] of Object.entries(looks)) {
    if (look !== 'zh-largest' && look !== 'en-standard') continue;
    await gallery.show({ ...state, comfort });
    await page.reload();
    await page.locator('main[data-of="number"]').waitFor();
    for (const key of Array.from('43000020190901000X'))
      await press(key === 'X' ? 'key-X' : `key-${key}`);
    await press('number-done');
    for (const letter of 'chen') await press(`letter-${letter}`);
    await press('tone-2');
    await press('candidate-1');
    await press('letter-h');
    await page.screenshot({ path: join(folder, `enter-person-name.${look}.png`) });
    for (const fault of await page.evaluate(faultsOfLayout, rules))
      faults.push(`${look}: ${fault}`);
  }
  expect(faults).toEqual([]);

  /** A keyboard’s press: no finger, no guard against double touches. */
  async function press(name: string): Promise<void> {
    const button = page.locator(`button[data-name="${name}"]`);
    await expect(button).toBeEnabled();
    await page.waitForTimeout(300);
    await button.press('Enter');
  }
});
