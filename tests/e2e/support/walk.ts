// What a person does at the kiosk, screen by screen. Knows names of screens and buttons, no words and no verbs.
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import type { ScreenName } from '../../../electron/contract.ts';
import type { DemoCardName } from '../../../electron/devices/demo-cards.ts';
import { paperVideo, faceVideo } from '../../support/camera-video.ts';
import { waitFor } from '../../support/wait.ts';
import type { Stand } from './stand.ts';

/** The kiosk ignores touches in a new screen's first 300 ms; a person needs longer to see it. */
const seeingMs = 350;

const taps = new WeakMap<Page, number>();

/** Waits until the kiosk shows this screen. */
export async function at(page: Page, screen: ScreenName): Promise<void> {
  await expect(page.locator('main')).toHaveAttribute('data-screen', screen, { timeout: 20_000 });
}

/** The screen the kiosk shows now. */
export async function screenOf(page: Page): Promise<string | null> {
  return page.locator('main').getAttribute('data-screen');
}

/** Sees the button and touches it. */
export async function tap(page: Page, name: string): Promise<void> {
  const button = page.locator(`button[data-name="${name}"]`);
  await expect(button).toBeEnabled();
  await page.waitForTimeout(seeingMs);
  await button.click();
  taps.set(page, (taps.get(page) ?? 0) + 1);
}

/** Counts the touches on this page from now on. */
export function countTaps(page: Page): () => number {
  const before = taps.get(page) ?? 0;
  return () => (taps.get(page) ?? 0) - before;
}

/** Types a mobile number on the keypad of the screen. */
export async function typeDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await tap(page, `key-${digit}`);
}

/** From home: the service is chosen, the card laid down, “that is me”. */
export async function identify(
  page: Page,
  stand: Stand,
  card: DemoCardName,
  path: readonly string[] = ['application'],
): Promise<void> {
  await at(page, 'home');
  for (const name of path) await tap(page, name);
  await at(page, 'place-card');
  stand.placeCard(card);
  await at(page, 'confirm-identity');
  await tap(page, 'me');
}

/** Home → card → “that is me” → eligibility, for a person whose grounds the city's data confirm. */
export async function walkToEligibility(page: Page, stand: Stand): Promise<void> {
  await identify(page, stand, 'newcomer');
  await at(page, 'see-eligibility');
}

/** Takes the face photo and keeps it. */
export async function takePhoto(page: Page): Promise<void> {
  await at(page, 'give-face-consent');
  await tap(page, 'face-yes');
  await at(page, 'take-photo');
  await tap(page, 'take');
  await tap(page, 'accept-photo');
}

/** 帮家人办: whom for, what, and the two cards one after the other. */
export async function twoCards(
  page: Page,
  stand: Stand,
  need: string,
  service: string,
  cards: readonly [DemoCardName, DemoCardName],
): Promise<void> {
  await at(page, 'home');
  await tap(page, 'family');
  await at(page, 'choose-principal');
  await tap(page, `for-${need}`);
  await at(page, 'choose-family-service');
  await tap(page, service);
  const [own, theirs] = cards;
  await at(page, 'place-card');
  stand.placeCard(own);
  await expect(page.locator('main')).toHaveAttribute('data-of', 'principal');
  await stand.liftCard();
  await waitFor('the second card to be read', async () => {
    // The very same card within two seconds counts as one that wobbled: a person would lay it down again.
    await stand.liftCard();
    stand.placeCard(theirs);
    const left = page.locator('main:not([data-screen="place-card"])');
    // Only a refusal: “lift it and lay it down again” stands in the same place and settles nothing yet.
    const told = page.locator('.problem[data-code]');
    return left
      .or(told)
      .waitFor({ timeout: 2000 })
      .then(
        () => true as const,
        () => undefined,
      );
  });
  await stand.liftCard();
}
/** From the list: takes a picture of so many papers, one touch each, and is where the next task begins. */
export async function takePapers(
  page: Page,
  stand: Stand,
  slots: readonly string[],
): Promise<void> {
  await at(page, 'list-papers');
  await stand.camera.show(await paperVideo());
  await tap(page, `take-${slots[0] ?? ''}`);
  for (const slot of slots) {
    await expect(page.locator('main')).toHaveAttribute('data-of', slot);
    await tap(page, 'take');
  }
  await expect(page.locator('main')).not.toHaveAttribute('data-screen', 'take-paper');
  await stand.camera.show(await faceVideo());
}

/** From the checked answers over consent to the receipt; gives the case number on the screen. */
export async function submit(page: Page): Promise<string> {
  await at(page, 'check-answers');
  await tap(page, 'all-correct');
  await at(page, 'give-consent');
  await tap(page, 'agree');
  await at(page, 'see-receipt');
  const shown = await page.locator('[data-name="case-number"]').textContent();
  return (shown ?? '').replaceAll('-', '').trim();
}

/** The id of the only case upstream holds, once it holds one. */
export async function onlyCase(stand: Stand): Promise<string> {
  const rows = await waitFor('the case upstream', async () => {
    const found = await stand.upstream.db<{ case_id: string }>('cases').select('case_id');
    return found.length > 0 ? found : undefined;
  });
  expect(rows).toHaveLength(1);
  return rows[0]?.case_id ?? '';
}
