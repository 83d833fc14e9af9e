// Nothing entered or queued is lost: the wire cut, the process killed, the power gone, the person gone.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { waitFor } from '../support/wait.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import {
  at,
  identify,
  onlyCase,
  submit,
  takePhoto,
  tap,
  walkToEligibility,
} from './support/walk.ts';

let stand: Stand;
async function begin(options: Parameters<typeof startStand>[0] = {}): Promise<void> {
  stand = await startStand(options);
}
test.beforeEach(() => {
  test.setTimeout(120_000);
});
test.afterEach(async ({ browserName }, info) => {
  if (info.status !== info.expectedStatus)
    await info.attach(`core log, ${browserName}`, { body: stand.log().join('\n') });
  await stand.close();
});

test('the wire is cut between photo and submit: the receipt prints, and the case arrives when it is back', async () => {
  await begin();
  const page = await stand.open();
  await walkToEligibility(page, stand);
  await tap(page, 'next');
  await takePhoto(page);
  await stand.upstream.goAway();
  await submit(page);
  await expect(page.locator('.lead')).toContainText('还没送到');
  await expect(page.locator('.print-word')).toHaveAttribute('data-result', 'printed');
  await expect(page.locator('.strip-offline')).toBeVisible();
  await stand.upstream.comeBack();
  await onlyCase(stand);
  await expect(page.locator('.lead')).toContainText('已经送到');
  await expect(page.locator('.strip-offline')).toBeHidden();
});

test('killed right after submit and started again: exactly one case upstream', async () => {
  await begin();
  const page = await stand.open();
  await walkToEligibility(page, stand);
  await tap(page, 'next');
  await takePhoto(page);
  await stand.upstream.goAway();
  const caseNumber = await submit(page);
  await stand.kill();
  await stand.upstream.comeBack();
  const again = await stand.open();
  await at(again, 'home');
  const caseId = await onlyCase(stand);
  const content = await stand.upstream.openCase(caseId);
  expect(content.caseNumber).toBe(caseNumber);
  // Started a third time: nothing is left to send, and nothing is sent twice.
  await stand.kill();
  await at(await stand.open(), 'home');
  expect(await onlyCase(stand)).toBe(caseId);
});

test('killed in the middle: the same card reopens the draft', async () => {
  await begin();
  const page = await stand.open();
  await walkToEligibility(page, stand);
  await tap(page, 'next');
  await takePhoto(page);
  await at(page, 'check-answers');
  await stand.kill();
  await stand.liftCard();
  const killedAt = performance.now();
  const again = await stand.open();
  await at(again, 'home');
  expect(performance.now() - killedAt).toBeLessThan(10_000);
  await identify(again, stand, 'newcomer');
  await at(again, 'check-answers');
  await expect(again.locator('.answers-photo')).toBeVisible();
  await submit(again);
  await onlyCase(stand);
});

test('another card does not open the draft', async () => {
  await begin();
  const page = await stand.open();
  await walkToEligibility(page, stand);
  await tap(page, 'next');
  await takePhoto(page);
  await stand.kill();
  await stand.liftCard();
  const again = await stand.open();
  await identify(again, stand, 'needs-papers');
  await at(again, 'choose-ground');
});

test('after a power cut the draft is gone: its key lived in memory only', async () => {
  await begin();
  const page = await stand.open();
  await walkToEligibility(page, stand);
  await tap(page, 'next');
  await takePhoto(page);
  await at(page, 'check-answers');
  await stand.kill();
  await stand.liftCard();
  // Memory forgets.
  for (const name of readdirSync(stand.runtimeDir))
    rmSync(join(stand.runtimeDir, name), { recursive: true });
  const again = await stand.open();
  await identify(again, stand, 'newcomer');
  await at(again, 'see-eligibility');
});

test('a person who walks away: countdown, then an empty screen, and the card brings the answers back', async () => {
  await begin({ quietScale: 0.1 });
  const page = await stand.open();
  await walkToEligibility(page, stand);
  await tap(page, 'next');
  await at(page, 'give-face-consent');
  await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toBeVisible({
    timeout: 30_000,
  });
  await at(page, 'home');
  await expect(page.locator('body')).not.toContainText('陈安禾');
  await stand.liftCard();
  await identify(page, stand, 'newcomer');
  await at(page, 'give-face-consent');
});

test('the page is reloaded: the same screen is there again', async () => {
  await begin();
  const page = await stand.open();
  await walkToEligibility(page, stand);
  await page.reload();
  await at(page, 'see-eligibility');
  await waitFor('the page’s second connection', () =>
    stand.log().filter((line) => line.includes('server.client-came')).length > 1 ? true : undefined,
  );
});
