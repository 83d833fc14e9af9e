// The staff's window beside the person's: it rings, is answered, opens by badge and PIN, and helps at the person's step; and
// the panel over the blanked public screen where there is one screen only.
import { expect, test } from 'playwright/test';
import type { Page } from 'playwright/test';
import { demoStaff } from '../upstream/staff.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import { at, identify, tap } from './support/walk.ts';
import { signIn } from './support/staff-walk.ts';

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

test('a person calls: the bell within a second, an answer they see, and nothing of theirs before the PIN', async () => {
  const staff = await stand.openStaff();
  await identify(page, stand, 'needs-papers');
  await at(page, 'choose-ground');
  const called = Date.now();
  await tap(page, 'call-staff');
  await expect(staff.locator('.staff-call')).toBeVisible();
  expect(Date.now() - called).toBeLessThan(1000 + 400);
  await expect(staff.locator('.staff-call')).toContainText('选申请原因');
  await expect(staff.locator('body')).not.toContainText('周小满');
  await staff.locator('[data-name="answer-call"]').click();
  await expect(staff.locator('.staff-call')).toHaveAttribute('data-answered', 'true');
  await signIn(staff, demoStaff.clerk);
  await expect(staff.locator('[data-name="member"]')).toContainText(demoStaff.clerk.number);
  await staff.locator('[data-name="leave"]').click();
  await expect(staff.locator('[data-stage="locked"]')).toBeVisible();
});

test('the devices as they are, and the readiness report on paper, for whoever opens the window', async () => {
  const staff = await stand.openStaff();
  await signIn(staff, demoStaff.clerk);
  await staff.locator('[data-name="tab-devices"]').click();
  for (const name of ['idReader', 'receiptPrinter', 'permitPrinter'])
    await expect(staff.locator(`tr[data-name="${name}"]`)).toHaveAttribute('data-state', 'ready');
  stand.printer.mode('paper-low');
  await expect(staff.locator('tr[data-name="receiptPrinter"]')).toContainText('快用完');
  await staff.locator('[data-name="report"]').click();
  await expect(staff.locator('[data-result="printed"]')).toBeVisible();
  const [slip] = stand.printer.jobs();
  const said = slip?.text.replaceAll(/\s/g, '') ?? '';
  expect(said).toContain('开窗检查');
  expect(said).toContain('纸快用完了');
});

test('with one screen the sign, held for three seconds, opens the panel over a blanked screen', async () => {
  await identify(page, stand, 'needs-papers');
  await at(page, 'choose-ground');
  await page.locator('[data-name="sign"]').hover();
  await page.mouse.down();
  await expect(page.locator('.staff')).toBeVisible({ timeout: 10_000 });
  await page.mouse.up();
  await expect(page.locator('body')).not.toContainText('周小满');
  await expect(page.locator('main[data-screen]')).toHaveCount(0);
  await signIn(page, demoStaff.clerk);
  await expect(page.locator('[data-stage="open"]')).toBeVisible();
  await page.locator('[data-name="leave"]').click();
  await at(page, 'choose-ground');
});
