// Kiosks of other cities: a referral before any card, and the physical card where one can still be had.
import { expect, test } from 'playwright/test';
import type { Page } from 'playwright/test';
import { demoPeople } from '../support/upstream.ts';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import { at, countTaps, onlyCase, submit, takePapers, tap, typeDigits } from './support/walk.ts';

let stand: Stand;
let page: Page;
async function openIn(cityAdcode: string, cityName: string): Promise<void> {
  test.setTimeout(120_000);
  stand = await startStand({ city: { cityAdcode, cityName } });
  page = await stand.open();
  await at(page, 'home');
}
test.afterEach(async ({ browserName }, info) => {
  if (info.status !== info.expectedStatus)
    await info.attach(`core log, ${browserName}`, { body: stand.log().join('\n') });
  await stand.close();
});

test('Shenzhen: a touch on “apply” tells where to go and by which law, with no card and nothing printed', async () => {
  await openIn('440300', '深圳市');
  const taps = countTaps(page);
  await tap(page, 'application');
  await at(page, 'see-eligibility');
  expect(taps()).toBe(1);
  await expect(page.locator('[data-name="go-to"]')).toContainText('深圳');
  await expect(page.locator('.rule')).toContainText('深圳经济特区居住证条例');
  await tap(page, 'finish');
  await at(page, 'home');
  stand.placeCard('rare-name');
  await at(page, 'see-eligibility');
  await expect(page.locator('[data-name="go-to"]')).toContainText('深圳');
  expect(await stand.upstream.db('prints').select('serial')).toHaveLength(0);
});

test('Dongguan: a damaged card is exchanged by courier, the fee said before consent and on the slip', async () => {
  await openIn('441900', '东莞市');
  const person = demoPeople()['newcomer'];
  if (person === undefined) throw new Error('no such person');
  const registration = {
    status: 'active' as const,
    declaredOn: '2024-03-01',
    adcode: '441900',
    address: '东莞市南城街道样例大道106号1502房',
  };
  const { upstream } = stand;
  const photoJpeg = upstream.registry.photoOf(demoPeople()['rare-name']?.idNumber ?? '') ?? '';
  await upstream.permits.issue(upstream.db, {
    applicant: person,
    cityAdcode: '441900',
    registration,
    photoJpeg,
  });
  for (const name of ['more', 'physical_card', 'card-damaged']) await tap(page, name);
  await at(page, 'place-card');
  stand.placeCard('newcomer');
  await at(page, 'confirm-identity');
  await tap(page, 'me');
  await at(page, 'choose-delivery');
  await expect(page.locator('main')).toContainText(registration.address);
  await tap(page, 'by-courier');
  if ((await page.locator('main').getAttribute('data-screen')) === 'enter-mobile') {
    await typeDigits(page, '13800000001');
    await tap(page, 'mobile-done');
  }
  await takePapers(page, stand, ['OLD_CARD']);
  await at(page, 'check-answers');
  await expect(page.locator('main')).toContainText('20 元');
  const caseNumber = await submit(page);
  await expect(page.locator('.print-word')).toHaveAttribute('data-result', 'printed');
  const [job] = stand.printer.jobs();
  expect(job?.codes.map(({ data }) => data).join()).toContain(caseNumber);
  for (const words of [
    '20 元',
    '快递',
    '人工窗口',
    '10 个工作日',
    'GD-PHYS-EXCHANGE-2022，第 1 版',
  ])
    expect(job?.text).toContain(words);
  expect(job?.text).not.toContain(registration.address);
  const caseId = await onlyCase(stand);
  expect(await upstream.openCase(caseId)).toMatchObject({
    service: 'physical_exchange',
    cityAdcode: '441900',
    policyVersion: 1,
    decision: { outcome: 'accepted', feeYuan: 20 },
    details: {
      reason: 'damaged',
      delivery: {
        by: 'courier',
        postalAddress: registration.address,
        recipient: person.name,
        recipientMobile: '13800000001',
      },
    },
    materials: [{ slot: 'OLD_CARD' }],
  });
  expect(await upstream.approve(caseId)).toMatchObject({ status: 'issued' });
  expect(await upstream.db('cards').select('service', 'fee_yuan')).toEqual([
    { service: 'physical_exchange', fee_yuan: 20 },
  ]);
});

test('Guangzhou: no lost card is replaced any more, and the notice that ended it is cited', async () => {
  await openIn('440100', '广州市');
  await tap(page, 'more');
  await expect(page.locator('button[data-name="physical_card"]')).toContainText('不再发卡');
  await tap(page, 'physical_card');
  await at(page, 'see-eligibility');
  await expect(page.locator('main')).toContainText('电子居住证');
  await expect(page.locator('.rule')).toContainText('2024 年 1 月 16 日');
});
