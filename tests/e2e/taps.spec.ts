// How many touches a journey costs a person, against the most the design allows. Journeys walked elsewhere are counted there
// (services, proxy, presentation, application).
import { expect, test } from 'playwright/test';
import type { Page } from 'playwright/test';
import { faceVideo, paperVideo } from '../support/camera-video.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import {
  at,
  countTaps,
  identify,
  onlyCase,
  submit,
  takePapers,
  takePhoto,
  tap,
} from './support/walk.ts';

let stand: Stand;
let page: Page;
test.beforeEach(async () => {
  test.setTimeout(120_000);
  stand = await startStand();
  page = await stand.open();
});
test.afterEach(async ({ browserName }, info) => {
  if (info.status !== info.expectedStatus)
    await info.attach(`core log, ${browserName}`, { body: stand.log().join('\n') });
  await stand.close();
});

/** The photo on file will do: the face is not asked for again. */
async function keepOldPhoto(): Promise<void> {
  await at(page, 'give-face-consent');
  await tap(page, 'face-no');
}

/** The city's data know this person better than the demonstration's story tells. */
function dataTellOfHousing(): void {
  const known = stand.upstream.registry.find('510000198811220004', '周小满');
  if (known === undefined) throw new Error('not in the register');
  stand.upstream.registry.add({ ...known, grounds: ['housing'] });
}

test('applying with nothing to hand in takes seven touches at most', async () => {
  dataTellOfHousing();
  const taps = countTaps(page);
  await identify(page, stand, 'needs-papers');
  await at(page, 'see-eligibility');
  await tap(page, 'next');
  await keepOldPhoto();
  await submit(page);
  expect(taps()).toBeLessThanOrEqual(7);
});

test('applying with two papers takes eleven touches at most, and two more for a new photo', async () => {
  // Without the city's data the papers are asked for, and nobody knows of a photo on file.
  await stand.upstream.goAway();
  const taps = countTaps(page);
  await identify(page, stand, 'needs-papers');
  await at(page, 'choose-ground');
  await tap(page, 'housing');
  await at(page, 'see-eligibility');
  await tap(page, 'next');
  await takePapers(page, stand, ['HOUSING_PROOF', 'ADDRESS_PROOF']);
  await takePhoto(page);
  await submit(page);
  const newPhoto = 2;
  expect(taps() - newPhoto).toBeLessThanOrEqual(11);
});

test('a new address with its paper takes seven touches at most; help one', async () => {
  const taps = countTaps(page);
  await identify(page, stand, 'rare-name', ['more', 'item_change']);
  await at(page, 'choose-change');
  await stand.camera.show(await paperVideo());
  await tap(page, 'item-residence_address');
  await at(page, 'take-paper');
  await tap(page, 'take');
  await submit(page);
  expect(taps()).toBeLessThanOrEqual(7);
  const { details, materials } = await stand.upstream.openCase(await onlyCase(stand));
  expect(details).toMatchObject({ service: 'item_change', item: 'residence_address' });
  expect(materials.map(({ slot }) => slot)).toEqual(['ADDRESS_PROOF']);
  await tap(page, 'finish');

  await stand.camera.show(await faceVideo());
  await identify(page, stand, 'needs-papers');
  await at(page, 'choose-ground');
  const begun = taps();
  await tap(page, 'call-staff');
  await expect(page.locator('main')).toContainText('工作人员');
  expect(taps() - begun).toBe(1);
});
