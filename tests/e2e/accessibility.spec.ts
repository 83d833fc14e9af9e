// axe-core over every screen: nothing serious or critical, every text 7:1, in the usual look and in high contrast.
// And the page by keys alone, in either language.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import type { KioskState } from '../../electron/contract.ts';
import { sampleStates } from '../support/states.ts';
import { openGallery } from './support/gallery.ts';
import type { Gallery } from './support/gallery.ts';
import { looks, samplePictures } from './support/looks.ts';

test.describe.configure({ mode: 'parallel' });

for (const look of ['zh-standard', 'zh-high-contrast'] as const) {
  test(`${look}: axe finds nothing serious on any screen`, async () => {
    test.setTimeout(240_000);
    const states = sampleStates(await samplePictures());
    const first = states['home'];
    const comfort = looks[look];
    if (first === undefined || comfort === undefined) throw new Error('no sample of home');
    const gallery = await openGallery(first, {
      cameraArguments: ['--use-fake-device-for-media-stream'],
    });
    const faults: string[] = [];
    // One sample of each screen: the others differ in words, which the layout test reads.
    const seen = new Set<string>();
    for (const [name, state] of Object.entries(states)) {
      if (seen.has(state.screen.name) && state.countdown === null && state.staffCall === null)
        continue;
      seen.add(state.screen.name);
      await gallery.show({ ...state, comfort });
      const { violations } = await new AxeBuilder({ page: gallery.page })
        .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
        .analyze();
      for (const { id, impact, nodes } of violations)
        if (impact === 'serious' || impact === 'critical')
          faults.push(
            `${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
          );
    }
    await gallery.close();
    expect(faults).toEqual([]);
  });
}

async function galleryOf(name: string): Promise<{ gallery: Gallery; state: KioskState }> {
  const state = sampleStates(await samplePictures())[name];
  if (state === undefined) throw new Error(`no sample of ${name}`);
  return { gallery: await openGallery(state), state };
}

test('by keys alone: every button in turn, with a ring that is seen, and Enter presses it', async () => {
  const { gallery } = await galleryOf('confirm-identity');
  const { page } = gallery;
  await expect(page.locator('h1')).toBeFocused();
  const reached: string[] = [];
  const count = await page.locator('button:enabled').count();
  for (let at = 0; at < count; at++) {
    await page.keyboard.press('Tab');
    const focused = page.locator('button:focus');
    reached.push((await focused.getAttribute('data-name')) ?? '');
    const ring = await focused.evaluate((button) =>
      parseFloat(getComputedStyle(button).outlineWidth),
    );
    expect(ring, reached.at(-1)).toBeGreaterThanOrEqual(3);
  }
  expect(reached.slice(0, 4)).toEqual(['back', 'not-me', 'me', 'call-staff']);
  await page.locator('button[data-name="me"]').focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => gallery.calls.find(({ method }) => method === 'identity.confirm')?.input)
    .toEqual({ isMe: true });
  await gallery.close();
});

test('the page tells its language, and what stays Chinese says so', async () => {
  const { gallery, state } = await galleryOf('confirm-identity');
  const { page } = gallery;
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans-CN');
  await gallery.show({ ...state, comfort: { ...state.comfort, language: 'en' } });
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('.person-name [lang="zh-Hans-CN"]')).toHaveText('王秀英');
  await gallery.close();
});

test('the staff call keeps its place on every screen', async () => {
  const { gallery } = await galleryOf('home');
  const places = new Set<string>();
  for (const state of Object.values(sampleStates(await samplePictures()))) {
    if (
      state.staffCall !== null ||
      state.countdown !== null ||
      state.screen.name.startsWith('take-')
    )
      continue;
    if (state.screen.name === 'scan-code') continue;
    await gallery.show(state);
    const box = await gallery.page.locator('button[data-name="call-staff"]').boundingBox();
    places.add(JSON.stringify(box));
  }
  await gallery.close();
  expect([...places]).toHaveLength(1);
});
