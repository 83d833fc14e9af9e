// What a member of staff does at their window. Knows names of fields and buttons, no words.
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import type { DemoMember } from '../../upstream/staff.ts';

/** Badge as a scanner types it, then the PIN; resolves when the desk is open. */
export async function signIn(page: Page, { badge, pin }: DemoMember): Promise<void> {
  await page.locator('input[name="badge"]').fill(badge);
  await page.locator('input[name="badge"]').press('Enter');
  await page.locator('input[name="pin"]').pressSequentially(pin);
  await expect(page.locator('[data-stage="open"]')).toBeVisible();
}
