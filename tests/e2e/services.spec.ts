// The services of a permit one already holds, each from the card to what upstream made of it.
import { expect, test } from 'playwright/test';
import type { Page } from 'playwright/test';
import { waitFor } from '../support/wait.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import { at, identify, countTaps, onlyCase, submit, takePhoto, tap } from './support/walk.ts';

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

async function caseNumberShown(): Promise<string> {
  await at(page, 'see-receipt');
  const shown = await page.locator('[data-name="case-number"]').textContent();
  return (shown ?? '').replaceAll('-', '').trim();
}
/** The slip lies in the tray, cut, with the number as a bar code; gives its text. */
async function slip(caseNumber: string): Promise<string> {
  await expect(page.locator('.print-word')).toHaveAttribute('data-result', 'printed');
  const [job] = stand.printer.jobs();
  expect(job?.cut).toBe(true);
  expect(job?.codes.map(({ data }) => data).join()).toContain(caseNumber);
  return job?.text ?? '';
}
/** The permit as upstream has it now. */
async function permitOf(idNumber: string) {
  return waitFor(
    'the permit',
    async () => (await stand.upstream.permits.find(idNumber, '440100')) ?? undefined,
  );
}

const grandmother = '370000194803120009';

test('a grandmother’s card reminds her to endorse: four taps, a slip with the new dates, one more year upstream', async () => {
  const before = await permitOf(grandmother);
  const taps = countTaps(page);
  stand.placeCard('due');
  await at(page, 'confirm-print');
  await expect(page.locator('.reminder')).toHaveAttribute('data-when', 'within');
  await tap(page, 'endorse');
  await at(page, 'confirm-endorsement');
  await expect(page.locator('main')).toContainText('刘桂兰');
  await tap(page, 'still-here');
  const caseNumber = await submit(page);
  expect(taps()).toBeLessThanOrEqual(4);
  const caseId = await onlyCase(stand);
  const content = await stand.upstream.openCase(caseId);
  expect(content).toMatchObject({ service: 'endorsement', details: { stillResident: true } });
  const newValidTo = content.details.service === 'endorsement' ? content.details.newValidTo : null;
  const printed = await slip(caseNumber);
  expect(printed).toContain(newValidTo ?? 'no date');
  expect(printed.replace(/\s/g, '')).toMatch(/每年签注：\d{4}-\d\d-\d\d到/);
  await stand.upstream.approve(caseId);
  const after = await permitOf(grandmother);
  expect(after.number).toBe(before.number);
  expect(after.validTo).toBe(newValidTo);
  expect(after.validTo > before.validTo).toBe(true);
});

test('an overdue endorsement restores the permit, with its years counted from today', async () => {
  await tap(page, 'endorsement');
  await at(page, 'place-card');
  stand.placeCard('lapsed');
  await at(page, 'confirm-endorsement');
  await tap(page, 'still-here');
  await submit(page);
  const idNumber = '220000197910010009';
  expect((await permitOf(idNumber)).status).toBe('suspended');
  const caseId = await onlyCase(stand);
  const content = await stand.upstream.openCase(caseId);
  await stand.upstream.approve(caseId);
  expect(await permitOf(idNumber)).toMatchObject({
    status: 'active',
    endorsedOn: content.acceptedOn,
  });
});

test('too early for an endorsement: the day the window opens', async () => {
  await tap(page, 'endorsement');
  await at(page, 'place-card');
  stand.placeCard('rare-name');
  await at(page, 'see-eligibility');
  await expect(page.locator('main')).toContainText(/20\d\d 年 \d{1,2} 月 \d{1,2} 日/);
  await tap(page, 'finish');
  await at(page, 'home');
});

test('nobody without a permit can endorse one: told, with the way to apply', async () => {
  await tap(page, 'endorsement');
  await at(page, 'place-card');
  stand.placeCard('newcomer');
  await at(page, 'see-eligibility');
  await expect(page.locator('button[data-name="next"]')).toHaveCount(0);
});

test('a cancellation is asked twice, takes five taps, and ends the permit upstream', async () => {
  const taps = countTaps(page);
  await identify(page, stand, 'rare-name', ['more', 'cancellation']);
  await at(page, 'choose-cancellation');
  await tap(page, 'target-permit');
  await at(page, 'confirm-cancellation');
  expect(await stand.upstream.db('cases').select('case_id')).toHaveLength(0);
  await tap(page, 'sure');
  const caseNumber = await caseNumberShown();
  expect(taps()).toBeLessThanOrEqual(5);
  const caseId = await onlyCase(stand);
  expect((await stand.upstream.openCase(caseId)).details).toEqual({
    service: 'cancellation',
    target: 'permit',
    reportedBy: null,
  });
  await slip(caseNumber);
  await stand.upstream.approve(caseId);
  expect((await permitOf('360000198609090009')).status).toBe('cancelled');
});

test('a cancellation given up at the second asking leaves everything as it was', async () => {
  await identify(page, stand, 'rare-name', ['more', 'cancellation']);
  await tap(page, 'target-registration');
  await at(page, 'confirm-cancellation');
  await tap(page, 'keep');
  await at(page, 'home');
  expect(await stand.upstream.db('cases').select('case_id')).toHaveLength(0);
});

test('a new photo on the permit: taken, sealed, on the next paper copy', async () => {
  const before = await permitOf('360000198609090009');
  await identify(page, stand, 'rare-name', ['more', 'item_change']);
  await at(page, 'choose-change');
  await tap(page, 'item-photo');
  await takePhoto(page);
  await submit(page);
  const caseId = await onlyCase(stand);
  expect((await stand.upstream.openCase(caseId)).details).toEqual({
    service: 'item_change',
    item: 'photo',
    newValue: null,
  });
  await stand.upstream.approve(caseId);
  const after = await permitOf('360000198609090009');
  expect(after.photoJpeg).not.toBe(before.photoJpeg);
  expect(after.number).toBe(before.number);
});
