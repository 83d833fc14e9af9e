// The main job, end to end, on real parts: from an identity card on the reader to a synced case and a paper permit.
import { expect, test } from 'playwright/test';
import { createCodeReader } from '../../electron/core/verify.ts';
import { codeVideo } from '../support/camera-video.ts';
import { decode, rasterise } from '../support/paper.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import { at, onlyCase, submit, takePapers, takePhoto, tap, typeDigits } from './support/walk.ts';

let stand: Stand;
test.beforeEach(async () => {
  stand = await startStand();
});
test.afterEach(async ({ browserName }, info) => {
  if (info.status !== info.expectedStatus)
    await info.attach(`core log, ${browserName}`, { body: stand.log().join('\n') });
  await stand.close();
});

test('a card, a paper, a photo, consent: a receipt, a case upstream, its status by bar code, a paper permit', async () => {
  test.setTimeout(180_000);
  const page = await stand.open();

  await test.step('the card is read and the person asked', async () => {
    await at(page, 'home');
    await tap(page, 'application');
    await at(page, 'place-card');
    stand.placeCard('needs-papers');
    await at(page, 'confirm-identity');
    await expect(page.locator('.person-name')).toHaveText('周小满');
    await expect(page.locator('.number')).toHaveText('510***********0004');
    await tap(page, 'me');
  });

  await test.step('eligibility by the policy table, papers, photo', async () => {
    await at(page, 'choose-ground');
    await tap(page, 'housing');
    await at(page, 'see-eligibility');
    await tap(page, 'next');
    await takePapers(page, stand, ['HOUSING_PROOF']);
    await takePhoto(page);
  });

  await test.step('a row is changed and nothing else is lost', async () => {
    await at(page, 'check-answers');
    await tap(page, 'change-mobile');
    await at(page, 'enter-mobile');
    await typeDigits(page, '13800138000');
    await tap(page, 'mobile-done');
    await at(page, 'check-answers');
    await expect(page.locator('.answers')).toContainText('138');
    await expect(page.locator('.answers-photo')).toBeVisible();
    await expect(page.locator('.answers-row[data-missing="true"]')).toHaveCount(0);
  });

  const caseNumber = await submit(page);
  const caseId = await onlyCase(stand);

  await test.step('the receipt is on paper and carries the number as a bar code', async () => {
    await expect(page.locator('.print-word[data-result="printed"]')).toBeVisible();
    const jobs = stand.printer.jobs();
    expect(jobs).toHaveLength(1);
    const [slip] = jobs;
    expect(slip?.cut).toBe(true);
    expect(slip?.codes.map(({ data }) => data).join()).toContain(caseNumber);
    expect(slip?.text).not.toContain('510000198811220004');
  });

  await test.step('upstream can open what the kiosk no longer can', async () => {
    const content = await stand.upstream.openCase(caseId);
    expect(content.applicant.name).toBe('周小满');
    expect(content.applicant.idNumber).toBe('510000198811220004');
    expect(content.mobile).toBe('13800138000');
    expect(content.materials.map(({ kind }) => kind)).toEqual(['HOUSING_PROOF']);
    expect(content.decision.policyIds.length).toBeGreaterThan(0);
    expect(content.photo?.jpeg.length).toBeGreaterThan(1000);
    await expect(page.locator('.lead')).toContainText('送到');
  });

  await test.step('the bar code before the camera shows the status', async () => {
    await stand.liftCard();
    await tap(page, 'finish');
    await at(page, 'home');
    await stand.camera.show(await codeVideo(caseNumber, 'code128'));
    await tap(page, 'more');
    await tap(page, 'status');
    await at(page, 'see-status');
    await expect(page.locator('[aria-current="step"]')).toBeVisible();
    await tap(page, 'finish');
    await at(page, 'home');
  });

  await test.step('once issued, the paper copy takes two taps', async () => {
    await stand.upstream.approve(caseId);
    await tap(page, 'paper_copy');
    await at(page, 'place-card');
    stand.placeCard('needs-papers');
    await at(page, 'confirm-print');
    await tap(page, 'print');
    await at(page, 'collect-print');
    await expect(page.locator('.answer')).toHaveAttribute('data-result', 'printed');
  });

  await test.step('the QR of the sheet, at 300 dpi, is the signed credential of the permit', async () => {
    const png = await rasterise(await stand.cups.waitForPaper());
    const readCode = createCodeReader(stand.upstream.keys.permit);
    const credential = await decode(png, 'QR_CODE');
    const seen = await readCode(credential);
    expect(seen).toMatchObject({
      kind: 'permit',
      claims: { nam: '周小满', idm: '510***********0004' },
    });
    const [head, body, signature] = credential.split('.');
    const changed = `${head}.${body}.${signature?.startsWith('A') ? 'B' : 'A'}${signature?.slice(1)}`;
    expect(await readCode(changed)).toEqual({ kind: 'permit-signature-wrong' });
  });
  await tap(page, 'whole');
  await at(page, 'home');
});
