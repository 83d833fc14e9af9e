// Code scanners beside the camera: one that types like a keyboard, one on a serial line. What they read is heard where a
// person may begin, without a touch; what a person types is left alone.
import { expect, test } from 'playwright/test';
import type { Page } from 'playwright/test';
import { startScannerEmulator } from '../emulators/code-scanner.ts';
import { keyOf } from '../support/keys.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import { at, submit, takePhoto, tap, walkToEligibility } from './support/walk.ts';

let stand: Stand | null = null;
test.beforeEach(() => test.setTimeout(120_000));
test.afterEach(async ({ browserName }, info) => {
  if (stand !== null && info.status !== info.expectedStatus)
    await info.attach(`core log, ${browserName}`, { body: stand.log().join('\n') });
  await stand?.close();
  stand = null;
});

async function credentialOf(idNumber: string): Promise<string> {
  const permit = await stand?.upstream.permits.find(idNumber, '440100');
  if (permit === null || permit === undefined) throw new Error('no permit');
  return permit.credential;
}

/** How often the core has said this of its scanner. */
function said(word: string): number {
  const lines = stand?.log().filter((line) => line.includes('"code-scanner.status"')) ?? [];
  return lines.filter((line) => line.includes(`"${word}"`)).length;
}

/** The keys of a text on the American layout, Shift held where it must be; all at once, or `everyMs` apart. */
async function strike(page: Page, text: string, everyMs = 0): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const sent: Promise<unknown>[] = [];
  const begun = Date.now();
  for (const [at, character] of Array.from(text).entries()) {
    const key = keyOf(character);
    const typed =
      character === '\r' ? { key: 'Enter', text: '\r' } : { key: character, text: character };
    // A scanner's keys come with the times they were struck at, however busy this machine is.
    const timestamp = everyMs === 0 ? (begun + at * 2) / 1000 : Date.now() / 1000;
    const event = { code: key.code, modifiers: key.shift ? 8 : 0, timestamp, ...typed };
    sent.push(keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event }));
    sent.push(keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }));
    if (everyMs > 0) await page.waitForTimeout(everyMs);
  }
  await Promise.all(sent);
}

test('a scanner that types shows a status from home and presses nothing; a person’s keys press on', async () => {
  stand = await startStand({ codeScanner: { kind: 'wedge', prefix: '~' } });
  const page = await stand.open();
  await walkToEligibility(page, stand);
  await tap(page, 'next');
  await takePhoto(page);
  const caseNumber = await submit(page);
  await stand.liftCard();
  await tap(page, 'finish');
  await at(page, 'home');

  // The button in focus would be pressed by the Enter that ends the code.
  await page.locator('button[data-name="more"]').focus();
  await strike(page, `~${caseNumber}\r`);
  await at(page, 'see-status');
  await expect(page.locator('[aria-current="step"]')).toBeVisible();

  // Another code at once: nobody has to go home first.
  await strike(page, `~${await credentialOf('360000198609090009')}\r`);
  await at(page, 'see-verification');
  await expect(page.locator('main')).toHaveAttribute('data-of', 'active');
  await tap(page, 'finish');
  await at(page, 'home');

  // Slower than a scanner it is somebody's typing: nothing is scanned, and Enter presses what is in focus.
  await page.locator('button[data-name="more"]').focus();
  await strike(page, `~${caseNumber}\r`, 80);
  await at(page, 'see-more');
});

test('a serial scanner is heard at home and while a card is awaited, across its plug', async () => {
  const scanner = await startScannerEmulator();
  try {
    stand = await startStand({ codeScanner: { kind: 'serial', path: scanner.path } });
    const page = await stand.open();
    await at(page, 'home');
    const credential = await credentialOf('360000198609090009');
    await scanner.scan(credential);
    await at(page, 'see-verification');
    await expect(page.locator('main')).toHaveAttribute('data-of', 'active');
    await tap(page, 'finish');

    await tap(page, 'application');
    await at(page, 'place-card');
    await scanner.scan(credential);
    await at(page, 'see-verification');
    await tap(page, 'finish');
    await at(page, 'home');

    await scanner.unplug();
    await expect.poll(() => said('port-missing')).toBe(1);
    await scanner.replug();
    await expect.poll(() => said('ready'), { timeout: 10_000 }).toBe(2);
    // Half a code, noise, and a code of somebody else's: said not to be ours, in words.
    scanner.send('R7K3M9');
    scanner.send(Buffer.from([0x00, 0xff, 0x0d]));
    await scanner.scan('https://example.org/menu');
    await expect(page.locator('[role="alert"]')).toContainText('不是我们的');
    await at(page, 'home');
  } finally {
    await scanner.stop();
  }
});
