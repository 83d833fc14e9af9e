// 我没带齐, end to end: the notice out of a real printer protocol, its bar code before another kiosk's camera, and the card
// that goes on with the case there.
import { expect, test } from 'playwright/test';
import { codeVideo, faceVideo } from '../support/camera-video.ts';
import { waitFor } from '../support/wait.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import { at, countTaps, identify, submit, takePapers, takePhoto, tap } from './support/walk.ts';

let first: Stand;
let second: Stand;
test.beforeEach(async () => {
  test.setTimeout(180_000);
  first = await startStand();
  second = await startStand({ beside: first });
});
test.afterEach(async ({ browserName }, info) => {
  if (info.status !== info.expectedStatus)
    for (const [name, stand] of Object.entries({ first, second }))
      await info.attach(`core log of the ${name}, ${browserName}`, {
        body: stand.log().join('\n'),
      });
  await second.close();
  await first.close();
});

interface Row {
  readonly case_id: string;
  readonly case_number: string;
  readonly status: string;
  readonly completed_by: string | null;
}
async function cases(count: number): Promise<Row[]> {
  return waitFor(`${count} cases upstream`, async () => {
    const rows = await first.upstream.db<Row>('cases').orderBy('received_at');
    return rows.length === count ? rows : undefined;
  });
}

test('a paper is not there: one notice, and the case goes on at another kiosk by bar code and card', async () => {
  const noticed = await test.step('the notice is on paper, whole, with its number', async () => {
    const page = await first.open();
    await identify(page, first, 'needs-papers');
    await at(page, 'choose-ground');
    await tap(page, 'housing');
    await at(page, 'see-eligibility');
    await tap(page, 'next');
    await at(page, 'list-papers');
    const taps = countTaps(page);
    await tap(page, 'not-all');
    await at(page, 'see-missing');
    await tap(page, 'print-list');
    await at(page, 'give-consent');
    await tap(page, 'agree');
    await at(page, 'see-missing');
    expect(taps()).toBe(3);
    await expect(page.locator('.print-word[data-result="printed"]')).toBeVisible();
    const [row] = await cases(1);
    if (row === undefined) throw new Error('no case');
    const [slip] = first.printer.jobs();
    expect(slip?.cut).toBe(true);
    expect(slip?.codes.map(({ data }) => data).join()).toContain(row.case_number);
    const said = slip?.text.replaceAll(/\s/g, '') ?? '';
    for (const words of [
      '一次性告知单',
      '租房合同',
      '房产证',
      '居住证暂行条例',
      '原件',
      '粤省事',
      '12345',
      '不会再要别的材料',
    ])
      expect(said).toContain(words);
    const { acceptedOn } = await first.upstream.openCase(row.case_id);
    const keepUntil = new Date(Date.parse(acceptedOn) + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(said).toContain(keepUntil);
    expect(said).not.toContain('510000198811220004');
    expect(row.status).toBe('needs_materials');
    // A second one is not given; the reason is told and staff are at hand.
    await tap(page, 'print-list');
    await expect(page.locator('main')).toContainText('已经给过您一张单子');
    await tap(page, 'leave');
    await at(page, 'home');
    return row;
  });

  const page = await second.open();
  await test.step('the bar code shows what is missing and opens nothing', async () => {
    await at(page, 'home');
    await second.camera.show(await codeVideo(noticed.case_number, 'code128'));
    await tap(page, 'more');
    await tap(page, 'status');
    await at(page, 'see-status');
    await expect(page.locator('.status-missing')).toContainText('住处的证明');
    await expect(page.locator('main')).not.toContainText('周小满');
    await second.camera.show(await faceVideo());
  });
  await test.step('the card goes on from there', async () => {
    second.placeCard('needs-papers');
    await at(page, 'confirm-identity');
    await tap(page, 'me');
    await takePapers(page, second, ['HOUSING_PROOF']);
    await takePhoto(page);
  });
  const caseNumber = await submit(page);
  const rows = await cases(2);
  const completed = rows.find(({ case_number }) => case_number === caseNumber);
  expect(await first.upstream.openCase(completed?.case_id ?? '')).toMatchObject({
    incomplete: false,
    continues: noticed.case_number,
    ground: 'housing',
    deviceId: 'GZ-TEST-02',
    applicant: { name: '周小满' },
  });
  expect(rows.find(({ case_id }) => case_id === noticed.case_id)?.completed_by).toBe(
    completed?.case_id,
  );
});
