// A refusal helps: every reason on its screen in both languages, and two real ones from the card to the slip in the hand.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import { loadPolicy } from '../../electron/core/policy/load.ts';
import { localDate } from '../../electron/core/eligibility.ts';
import { KioskState, ReasonCode } from '../../electron/contract.ts';
import { sampleStates } from '../support/states.ts';
import { faultsOfLayout } from './support/faults-of-layout.ts';
import { openGallery } from './support/gallery.ts';
import { looks, samplePictures } from './support/looks.ts';
import { startStand } from './support/stand.ts';
import { at, countTaps, identify, takePapers, tap } from './support/walk.ts';

const folder = resolve(import.meta.dirname, '../../screenshots/reasons');
/** Reasons that pass by themselves on a day the rules tell. */
const dated: readonly ReasonCode[] = [
  'HALF_YEAR_NOT_REACHED',
  'EXEMPTION_NOT_IN_FORCE',
  'EXEMPTION_NOT_MET',
  'TOO_EARLY',
];
const mmPerPx = 0.248;
const rules = { target: 20 / mmPerPx, controlsFrom: Math.floor(1920 * 0.55) };

test('every reason has its screen in both languages: whole, with its rule, and a slip to take along', async () => {
  test.setTimeout(180_000);
  mkdirSync(folder, { recursive: true });
  const policy = loadPolicy();
  const sample = Object.values(sampleStates(await samplePictures())).find(
    ({ screen }) => screen.name === 'see-eligibility' && screen.decision.outcome === 'rejected',
  );
  if (sample?.screen.name !== 'see-eligibility') throw new Error('no sample of a refusal');
  const { screen } = sample;
  const gallery = await openGallery(sample);
  const faults: string[] = [];
  for (const [look, comfort] of Object.entries(looks)) {
    if (look !== 'zh-standard' && look !== 'en-standard') continue;
    for (const reason of ReasonCode.options) {
      const decision = {
        ...screen.decision,
        reasons: [reason],
        eligibleOn: dated.includes(reason) ? screen.decision.eligibleOn : null,
        source: policy.sourceOfReason(reason) ?? screen.decision.source,
      };
      await gallery.show(KioskState.parse({ ...sample, comfort, screen: { ...screen, decision } }));
      await gallery.page.screenshot({ path: join(folder, `${reason}.${look}.png`) });
      for (const fault of await gallery.page.evaluate(faultsOfLayout, rules))
        faults.push(`${reason} ${look}: ${fault}`);
      const said = (await gallery.page.locator('.answer').textContent()) ?? '';
      if (/reason\.|law\.|[{}]/.test(said)) faults.push(`${reason} ${look}: “${said}”`);
      if ((await gallery.page.locator('.rule').count()) === 0)
        faults.push(`${reason} ${look}: no rule`);
      if ((await gallery.page.locator('button[data-name="print-refusal"]').count()) === 0)
        faults.push(`${reason} ${look}: no slip`);
    }
  }
  await gallery.close();
  expect(faults).toEqual([]);
});

test('too soon, and not covered: the date and the place, on the screen and on a slip that names nobody', async () => {
  test.setTimeout(120_000);
  const stand = await startStand();
  try {
    const page = await stand.open();
    await identify(page, stand, 'too-soon');
    await at(page, 'see-eligibility');
    await tap(page, 'print-refusal');
    await expect(page.locator('.print-word')).toHaveAttribute('data-result', 'printed');
    await expect(page.locator('button[data-name="print-refusal"]')).toHaveCount(0);
    const [slip] = stand.printer.jobs();
    const registered = stand.upstream.registry.registrationOf('450000199203040008');
    const [year, month, day] = (registered?.declaredOn ?? '').split('-').map(Number);
    const half = new Date(Date.UTC(year ?? 0, (month ?? 1) + 5, 1));
    const last = new Date(Date.UTC(half.getUTCFullYear(), half.getUTCMonth() + 1, 0)).getUTCDate();
    half.setUTCDate(Math.min(day ?? 1, last));
    expect(slip?.text).toContain(localDate(half));
    expect(slip?.text.replace(/\s/g, '')).toContain('《广东省流动人口服务管理条例》第14条');
    expect(slip?.text).toContain('林**');
    expect(slip?.text).not.toContain('林知夏');
    await tap(page, 'finish');
    await at(page, 'home');
    stand.placeCard('hkmt');
    await at(page, 'see-problem');
    await tap(page, 'print-refusal');
    await expect(page.locator('.print-word')).toHaveAttribute('data-result', 'printed');
    expect(stand.printer.jobs()[1]?.text).toContain('公安分局');
    expect(await stand.upstream.db('cases').select('case_id')).toHaveLength(0);
  } finally {
    await stand.close();
  }
});

test('consent refused keeps nothing and says so; without a face one is served all the same', async () => {
  test.setTimeout(120_000);
  const stand = await startStand();
  try {
    const page = await stand.open();
    const taps = countTaps(page);
    // A photo is on file: no camera is opened for who would rather not.
    await identify(page, stand, 'needs-papers');
    await tap(page, 'housing');
    await at(page, 'see-eligibility');
    await tap(page, 'next');
    await takePapers(page, stand, ['HOUSING_PROOF']);
    await at(page, 'give-face-consent');
    const [no, yes] = await Promise.all(
      ['face-no', 'face-yes'].map((name) =>
        page.locator(`button[data-name="${name}"]`).boundingBox(),
      ),
    );
    expect([no?.width, no?.height]).toEqual([yes?.width, yes?.height]);
    await expect(page.locator('video')).toHaveCount(0);
    await tap(page, 'face-no');
    await at(page, 'check-answers');
    await tap(page, 'all-correct');
    await at(page, 'give-consent');
    // One paper, the photo on file: the design allows eleven touches with two papers.
    expect(taps()).toBeLessThanOrEqual(9);
    await tap(page, 'refuse');
    await at(page, 'see-forgotten');
    await expect(page.locator('main')).toContainText('什么都没留');
    await at(page, 'home');
    await stand.liftCard();
    await tap(page, 'application');
    stand.placeCard('needs-papers');
    await at(page, 'confirm-identity');
    await expect(page.locator('main')).not.toContainText('接着办');
    expect(await stand.upstream.db('cases').select('case_id')).toHaveLength(0);
  } finally {
    await stand.close();
  }
});
