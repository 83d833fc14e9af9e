// 亮证 and 核验: a permit shown on the screen with its code, the code read off the screen as a phone would, and checked at
// the window by scanning; a suspended permit and the way to its endorsement; a paper copy that is not valid any more.
import { expect, test } from 'playwright/test';
import type { Page } from 'playwright/test';
import sharp from 'sharp';
import { createCodeReader } from '../../electron/core/verify.ts';
import { codeVideo } from '../support/camera-video.ts';
import { decodeAimed } from '../support/paper.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import { at, countTaps, onlyCase, submit, takePhoto, tap, twoCards } from './support/walk.ts';

/** Millimetres a pixel of the usual panel measures (21.5 inch, 1080 pixels wide). */
const mmPerPx = 0.248;

let stand: Stand;
let page: Page;
test.beforeEach(async () => {
  test.setTimeout(120_000);
  stand = await startStand();
  page = await stand.open();
  await at(page, 'home');
});
test.afterEach(async ({ browserName }, info) => {
  if (info.status !== info.expectedStatus)
    await info.attach(`core log, ${browserName}`, { body: stand.log().join('\n') });
  await stand.close();
});

async function shows(card: Parameters<Stand['placeCard']>[0]): Promise<void> {
  await tap(page, 'more');
  await tap(page, 'presentation');
  await at(page, 'place-card');
  stand.placeCard(card);
  await at(page, 'show-permit');
}
/** The code on the screen as somebody's phone reads it, from a picture of the screen. */
async function codeOnScreen(): Promise<string> {
  const code = page.locator('svg.qr-code');
  await expect(code).toBeVisible();
  const picture = await code.screenshot();
  const { width } = await sharp(picture).metadata();
  const close = sharp(picture).resize(width * 3, width * 3, { kernel: 'nearest', fit: 'fill' });
  return decodeAimed(await close.png().toBuffer(), 'QR_CODE');
}
/** From home: 核验, and the code held to the camera. */
async function checks(text: string): Promise<void> {
  await at(page, 'home');
  await stand.camera.show(await codeVideo(text, 'qr'));
  await tap(page, 'more');
  await tap(page, 'verification');
  await at(page, 'see-verification');
}
async function permitOf(idNumber: string) {
  const permit = await stand.upstream.permits.find(idNumber, '440100');
  if (permit === null) throw new Error('no permit');
  return permit;
}

test('a permit is shown in two taps, its code read off the screen and found valid by scanning', async () => {
  const taps = countTaps(page);
  await shows('rare-name');
  expect(taps()).toBeLessThanOrEqual(2);
  const { name, idNumber, number } = await permitOf('360000198609090009');
  await expect(page.locator('main')).toContainText(name);
  await expect(page.locator('main')).not.toContainText(idNumber);
  const box = await page.locator('svg.qr-code').boundingBox();
  expect((box?.width ?? 0) * mmPerPx).toBeGreaterThanOrEqual(40);

  const token = await codeOnScreen();
  const readCode = createCodeReader(stand.upstream.keys.permit);
  expect(await readCode(token)).toMatchObject({ kind: 'shown' });
  const clear = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  for (const secret of [name, idNumber, number]) expect(clear).not.toContain(secret);

  await tap(page, 'finish');
  await at(page, 'home');
  expect(await page.content()).not.toContain(token);
  await expect(page.locator('svg.qr-code')).toHaveCount(0);

  await checks(token);
  await expect(page.locator('main')).toHaveAttribute('data-of', 'active');
  await expect(page.locator('main')).toContainText(Array.from(name)[0] ?? 'no name');
  await expect(page.locator('main')).not.toContainText(name);
  await expect(page.locator('main')).not.toContainText(idNumber);
});

test('a suspended permit says so, has no code, and goes to its endorsement with the card it has', async () => {
  await shows('lapsed');
  await expect(page.locator('main')).toHaveAttribute('data-of', 'suspended');
  await expect(page.locator('svg.qr-code')).toHaveCount(0);
  await tap(page, 'endorsement');
  await at(page, 'confirm-endorsement');
});

test('a code of paper: cancelled since is told, changed is told, and without upstream only the signature', async () => {
  const { credential, number } = await permitOf('360000198609090009');
  await stand.upstream.permits.cancel(number);
  await checks(credential);
  await expect(page.locator('main')).toHaveAttribute('data-of', 'cancelled');

  const [head, body, signature = ''] = credential.split('.');
  const other = signature.startsWith('A') ? 'B' : 'A';
  await stand.camera.show(await codeVideo(`${head}.${body}.${other}${signature.slice(1)}`, 'qr'));
  await tap(page, 'verification');
  await expect(page.locator('main')).toHaveAttribute('data-of', 'changed');

  await stand.upstream.goAway();
  await stand.camera.show(await codeVideo(credential, 'qr'));
  await tap(page, 'verification');
  await expect(page.locator('main')).toHaveAttribute('data-of', 'unchecked');
});

test('a mother shows her child’s permit once the child, at the window, let her and it was reviewed', async () => {
  const asks = (): Promise<void> =>
    twoCards(page, stand, 'under_16', 'presentation', ['newcomer', 'pupil']);
  await asks();
  await at(page, 'see-eligibility');
  await tap(page, 'link');
  await takePhoto(page);
  const caseNumber = await submit(page);
  const caseId = await onlyCase(stand);
  const content = await stand.upstream.openCase(caseId);
  expect(content).toMatchObject({
    details: { service: 'presentation', memberLink: true },
    proxy: { relation: 'parent' },
  });
  expect(content.photo).not.toBeNull();
  await expect(page.locator('.print-word')).toHaveAttribute('data-result', 'printed');
  const [slip] = stand.printer.jobs();
  expect(slip?.codes.map(({ data }) => data).join()).toContain(caseNumber);
  expect(slip?.text).toContain('亮证');

  await stand.upstream.approve(caseId);
  await tap(page, 'finish');
  const taps = countTaps(page);
  await asks();
  await at(page, 'show-permit');
  expect(taps()).toBeLessThanOrEqual(3);
  await codeOnScreen();
});
