// Bad input at every edge: a clear sentence, a coded line in the log, and nothing lost.
import type { Page } from 'playwright/test';
import { expect, test } from 'playwright/test';
import words from '../../assets/locales/zh-CN.json' with { type: 'json' };
import type { DemoCardName } from '../../electron/devices/demo-cards.ts';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import type { FailureCode } from '../../electron/domain.ts';
import { codeVideo, faceVideo, noFaceVideo } from '../support/camera-video.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import {
  at,
  identify,
  onlyCase,
  screenOf,
  submit,
  takePhoto,
  tap,
  walkToEligibility,
} from './support/walk.ts';

let stand: Stand;
let page: Page;
// One stand for the whole file: every test begins and ends at home.
test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  stand = await startStand();
  page = await stand.open();
});
test.afterAll(async () => {
  await stand.close();
});
test.beforeEach(async () => {
  test.setTimeout(90_000);
  await stand.camera.show(await faceVideo());
  await at(page, 'home');
});
test.afterEach(async ({ browserName }, info) => {
  if (info.status !== info.expectedStatus)
    await info.attach(`core log, ${browserName}`, { body: stand.log().join('\n') });
  await stand.liftCard();
});

async function goHome(): Promise<void> {
  await stand.liftCard();
  await tap(page, 'quit');
  // Whoever had told something first sees that it is gone.
  await expect(page.locator('main')).toHaveAttribute('data-screen', /^(home|see-forgotten)$/);
  if ((await screenOf(page)) === 'see-forgotten') await tap(page, 'finish');
  await at(page, 'home');
}

/** The sentence of this failure stands on the screen, and the log has a coded line without the person. */
async function expectFailure(code: FailureCode): Promise<void> {
  await expect(page.locator('main')).toContainText(words[`failure.${code}`]);
}
async function expectLogged(text: string): Promise<void> {
  await expect.poll(() => stand.log().join('\n')).toContain(text);
}

/** The card text of a demonstration person with these characters changed. */
function changedCard(name: DemoCardName, from: string, to: string): Buffer {
  const text = Buffer.from(demoCard(name)?.text ?? '', 'base64');
  const at = text.indexOf(Buffer.from(from, 'utf16le'));
  Buffer.from(to, 'utf16le').copy(text, at);
  return text;
}

test.describe('a card', () => {
  for (const [name, code] of [
    ['expired', 'card-expired'],
    ['hkmt', 'card-not-covered-hkmt'],
    ['foreigner', 'card-not-covered-foreigner'],
  ] as const) {
    test(`of the kind ${name} gets its sentence and the way out`, async () => {
      stand.placeCard(name);
      await at(page, 'see-problem');
      await expectFailure(code);
      await expectLogged(`"reason":"${code}","code":"card.refused"`);
      await goHome();
    });
  }

  test('whose number fails its check digit is refused', async () => {
    stand.reader.placeCard(changedCard('newcomer', '430000199005010007', '430000199005010008'));
    await at(page, 'see-problem');
    await expectFailure('card-number-wrong');
    await goHome();
  });

  test('whose dates are none is refused', async () => {
    stand.reader.placeCard(changedCard('newcomer', '20200101', '20201399'));
    await at(page, 'see-problem');
    await expectFailure('card-dates-wrong');
    await goHome();
  });

  test('of a person registered for too short a time: the day it becomes possible', async () => {
    await identify(page, stand, 'too-soon');
    await at(page, 'see-eligibility');
    await expect(page.locator('main')).toContainText(/20\d\d 年 \d{1,2} 月 \d{1,2} 日/);
    await expect(page.locator('button[data-name="next"]')).toHaveCount(0);
    await goHome();
  });

  test('of a local needs no residence permit, and is told so', async () => {
    await identify(page, stand, 'local');
    await at(page, 'see-eligibility');
    await expect(page.locator('button[data-name="next"]')).toHaveCount(0);
    await goHome();
  });

  test('laid down by somebody else in the middle leaves the visit as it is', async () => {
    await walkToEligibility(page, stand);
    await stand.liftCard();
    stand.placeCard('needs-papers');
    await expectFailure('card-other-person');
    await at(page, 'see-eligibility');
    await tap(page, 'next');
    await at(page, 'give-face-consent');
    await goHome();
  });
});

test.describe('the reader', () => {
  for (const [what, fault] of [
    ['garbage instead of an answer', { kind: 'instead', bytes: Buffer.from('garbage\r\n') }],
    ['a wrong checksum', { kind: 'bad-checksum', on: 'read' }],
    ['half a frame', { kind: 'cut', on: 'read', at: 200 }],
  ] as const) {
    test(`sends ${what}: a sentence, and the same card is read when it is well again`, async () => {
      await tap(page, 'application');
      await at(page, 'place-card');
      stand.reader.fault(fault);
      stand.placeCard('newcomer');
      await expect(page.locator('.problem[data-code]')).toBeVisible();
      stand.reader.fault(null);
      await stand.liftCard();
      stand.placeCard('newcomer');
      await at(page, 'confirm-identity');
      await goHome();
    });
  }

  test('is unplugged: said on the screen, and read again when it is back', async () => {
    await tap(page, 'application');
    await at(page, 'place-card');
    await stand.reader.unplug();
    await expect(page.locator('.problem[data-code]')).toBeVisible();
    await stand.reader.replug();
    stand.placeCard('newcomer');
    await at(page, 'confirm-identity');
    await goHome();
  });
});

test('a code that is not ours gets its sentence', async () => {
  await stand.camera.show(await codeVideo('https://example.org/pay', 'qr'));
  await tap(page, 'more');
  await tap(page, 'status');
  await expectFailure('code-not-ours');
  await goHome();
});

test('a photo without a face is refused, and nothing else is lost', async () => {
  await walkToEligibility(page, stand);
  await stand.camera.show(await noFaceVideo('cat'));
  await tap(page, 'next');
  await at(page, 'give-face-consent');
  await tap(page, 'face-yes');
  await at(page, 'take-photo');
  await tap(page, 'take');
  await expectFailure('photo-no-face');
  await at(page, 'take-photo');
  await goHome();
});

test('the receipt printer has no paper: said as it is, and the case is safe', async () => {
  stand.printer.mode('paper-out');
  await walkToEligibility(page, stand);
  await tap(page, 'next');
  await takePhoto(page);
  await submit(page);
  await expect(page.locator('.print-word')).not.toHaveAttribute('data-result', 'printed');
  await expect(page.locator('.print-word')).toContainText(words['printer.paper-out']);
  await onlyCase(stand);
  stand.printer.mode('ok');
  await tap(page, 'finish');
});

test('upstream answers nonsense to a print: no sheet, a sentence', async () => {
  stand.upstream.failNext('html-200', { times: 20, operation: 'findPermit' });
  await tap(page, 'paper_copy');
  await at(page, 'place-card');
  stand.placeCard('rare-name');
  await at(page, 'see-problem');
  await expectFailure('permit-offline');
  stand.upstream.clearFaults();
  expect(await stand.cups.sheets()).toEqual([]);
  await goHome();
});

test('nothing of any person reached the log', () => {
  const log = stand.log().join('\n');
  for (const secret of ['陈安禾', '430000199005010007', '5010007', '周小满', '岳麓'])
    expect(log).not.toContain(secret);
});
