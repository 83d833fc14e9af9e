// One person acts for another, each from 帮家人办 to what upstream made of it.
import { expect, test } from 'playwright/test';
import type { Page } from 'playwright/test';
import { startStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
import {
  at,
  countTaps,
  onlyCase,
  submit,
  takePapers,
  takePhoto,
  tap,
  twoCards,
} from './support/walk.ts';

let stand: Stand;
let page: Page;
test.beforeEach(async () => {
  test.setTimeout(150_000);
  stand = await startStand();
  page = await stand.open();
});
test.afterEach(async ({ browserName }, info) => {
  if (info.status !== info.expectedStatus)
    await info.attach(`core log, ${browserName}`, { body: stand.log().join('\n') });
  await stand.close();
});

/** The receipt as it lies in the tray. */
async function slip(): Promise<string> {
  await expect(page.locator('.print-word')).toHaveAttribute('data-result', 'printed');
  return stand.printer.jobs()[0]?.text ?? '';
}

const child = '43000020190901000X';

test('a mother applies for her child with two papers: within 15 taps, her name masked on the slip, the permit is the child’s', async () => {
  const taps = countTaps(page);
  await twoCards(page, stand, 'under_16', 'application', ['needs-papers', 'child']);
  await at(page, 'confirm-identity');
  await expect(page.locator('main')).toContainText('陈小禾');
  await expect(page.locator('main')).toContainText('周小满');
  await tap(page, 'me');
  await at(page, 'choose-relation');
  await tap(page, 'relation-parent');
  await at(page, 'choose-ground');
  await tap(page, 'schooling');
  await at(page, 'see-eligibility');
  await tap(page, 'next');
  await takePapers(page, stand, ['RELATIONSHIP_PROOF', 'SCHOOLING_PROOF']);
  await takePhoto(page);
  const caseNumber = await submit(page);
  expect(taps()).toBeLessThanOrEqual(15);
  const printed = await slip();
  expect(printed).toContain('周**');
  expect(printed).toContain('爸爸或妈妈');
  expect(printed).not.toContain('周小满');
  const caseId = await onlyCase(stand);
  expect(await stand.upstream.openCase(caseId)).toMatchObject({
    caseNumber,
    service: 'application',
    applicant: { idNumber: child },
    proxy: {
      card: { name: '周小满' },
      relation: 'parent',
      relationConfirmed: false,
      need: 'under_16',
    },
  });
  await stand.upstream.approve(caseId);
  expect((await stand.upstream.permits.find(child, '440100'))?.name).toBe('陈小禾');
});

test('a daughter endorses for her mother: the relation is told and proved on paper', async () => {
  await twoCards(page, stand, 'elderly_mobility_difficulty', 'endorsement', ['newcomer', 'due']);
  await at(page, 'confirm-identity');
  await tap(page, 'me');
  await at(page, 'choose-relation');
  await tap(page, 'relation-child');
  await at(page, 'confirm-endorsement');
  await tap(page, 'still-here');
  await takePapers(page, stand, ['RELATIONSHIP_PROOF']);
  await submit(page);
  expect(await slip()).toContain('儿子或女儿');
  const caseId = await onlyCase(stand);
  const content = await stand.upstream.openCase(caseId);
  expect(content).toMatchObject({
    service: 'endorsement',
    applicant: { name: '刘桂兰' },
    proxy: { relation: 'child', relationConfirmed: false, need: 'elderly_mobility_difficulty' },
    materials: [{ slot: 'RELATIONSHIP_PROOF' }],
  });
  await stand.upstream.approve(caseId);
  const permit = await stand.upstream.permits.find('370000194803120009', '440100');
  expect(permit?.endorsedOn).toBe(content.acceptedOn);
});

test('a mother prints her child’s permit in four taps; the same card twice is told apart', async () => {
  const taps = countTaps(page);
  await twoCards(page, stand, 'under_16', 'paper_copy', ['newcomer', 'newcomer']);
  await expect(page.locator('.problem')).toContainText('同一张身份证');
  stand.placeCard('pupil');
  await at(page, 'confirm-print');
  await expect(page.locator('main')).toContainText('陈小穗');
  await tap(page, 'print');
  await at(page, 'collect-print');
  expect(taps()).toBeLessThanOrEqual(4);
});

test('nobody prints the permit of a stranger, and nobody else than the law names is represented', async () => {
  await twoCards(page, stand, 'disabled', 'paper_copy', ['newcomer', 'rare-name']);
  await at(page, 'see-problem');
  await expect(page.locator('main')).toContainText('查不到你们是一家人');
  await tap(page, 'finish');
  await at(page, 'home');
  await tap(page, 'family');
  await tap(page, 'for-other');
  await at(page, 'see-problem');
  await expect(page.locator('main')).toContainText('叫工作人员');
});

/** Types a person without a card: the number, then the name by pinyin, tone and character. */
async function typePerson(
  idNumber: string,
  name: readonly (readonly [pinyin: string, tone: number, character: string])[],
): Promise<void> {
  await at(page, 'enter-person');
  for (const digit of idNumber) await tap(page, `key-${digit}`);
  await tap(page, 'number-done');
  await expect(page.locator('main')).toHaveAttribute('data-of', 'name');
  for (const [pinyin, tone, character] of name) {
    for (const letter of pinyin) await tap(page, `letter-${letter}`);
    await tap(page, `tone-${tone}`);
    for (let pages = 0; pages < 12; pages += 1) {
      const found = page.locator('.candidates button', { hasText: character });
      if ((await found.count()) > 0) {
        await tap(page, (await found.first().getAttribute('data-name')) ?? '');
        break;
      }
      await tap(page, 'name-after');
    }
  }
  await tap(page, 'name-done');
}

test('a landlord reports that a tenant left: filed for staff to verify, nothing ends by itself', async () => {
  await at(page, 'home');
  await tap(page, 'more');
  await tap(page, 'departure');
  await at(page, 'choose-declarer');
  await tap(page, 'declarer-landlord');
  await at(page, 'place-card');
  stand.placeCard('local');
  await typePerson('360000198609090009', [
    ['wu', 2, '吴'],
    ['yan', 3, '䶮'],
    ['zhe', 2, '喆'],
    ['ji', 2, '𠮷'],
  ]);
  await takePapers(page, stand, ['DECLARER_STATEMENT', 'LEASE_CONTRACT']);
  await submit(page);
  const printed = await slip();
  expect(printed).toContain('何**');
  expect(printed).toContain('房东');
  expect(printed).toContain('查实');
  const caseId = await onlyCase(stand);
  expect(await stand.upstream.openCase(caseId)).toMatchObject({
    service: 'cancellation',
    applicant: { name: '吴䶮喆𠮷', idNumber: '360000198609090009' },
    details: { target: 'registration', reportedBy: { as: 'landlord', card: { name: '何穗宁' } } },
    decision: { outcome: 'staff_review', reasons: ['VERIFY_DEPARTURE'] },
    materials: [{ slot: 'DECLARER_STATEMENT' }, { slot: 'LEASE_CONTRACT' }],
  });
  const permit = () => stand.upstream.permits.find('360000198609090009', '440100');
  expect((await permit())?.status).toBe('active');
  await stand.upstream.approve(caseId);
  expect((await permit())?.status).toBe('cancelled');
});
