// What the page fetches to draw its letters: little for its own words and usual names, the whole face for a rare name only.
import { expect, test } from 'playwright/test';
import { sampleStates } from '../support/states.ts';
import { openGallery } from './support/gallery.ts';
import { samplePictures } from './support/looks.ts';

test('home and a usual name need the small fonts only; a rare name brings the whole face', async () => {
  const states = sampleStates(await samplePictures());
  const [home, usual, rare] = [
    states['home'],
    states['confirm-identity'],
    states['confirm-identity-rare-name'],
  ];
  if (home === undefined || usual === undefined || rare === undefined) throw new Error('no sample');
  const gallery = await openGallery(home);
  const fonts = (): Promise<{ name: string; size: number }[]> =>
    gallery.page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => /\.(woff2|otf)$/.test(name))
        .map(({ name, encodedBodySize }) => ({ name, size: encodedBodySize })),
    );
  await gallery.show(usual);
  const small = await fonts();
  expect(small.map(({ name }) => name).filter((name) => name.endsWith('.otf'))).toEqual([]);
  expect(small.length).toBeGreaterThan(1);
  const words = small.filter(({ name }) => name.includes('first-font'));
  expect(words.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(400_000);
  expect(small.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(1_800_000);
  await gallery.show(rare);
  await expect
    .poll(async () => (await fonts()).some(({ name }) => name.endsWith('.otf')))
    .toBe(true);
  expect(gallery.complaints).toEqual([]);
  await gallery.close();
});
