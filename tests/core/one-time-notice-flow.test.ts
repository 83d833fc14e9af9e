// 我没带齐 on whole kiosks: the incomplete case upstream, its notice, the way back into it on another kiosk, and what holds
// when two kiosks or the city's data come in between.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseNumber, CaseStatus } from '../../electron/contract.ts';
import { startKiosks } from '../support/kiosks.ts';
import type { Kiosks, WalkedKiosk } from '../support/kiosks.ts';
import { waitFor } from '../support/wait.ts';

let stand: Kiosks;
let one: WalkedKiosk;
let two: WalkedKiosk;

beforeEach(async () => {
  stand = await startKiosks(2);
  const [first, second] = stand.kiosks;
  if (first === undefined || second === undefined) throw new Error('two kiosks were asked for');
  one = first;
  two = second;
});
afterEach(() => stand.close());

async function lists(kiosk: WalkedKiosk): Promise<void> {
  await kiosk.identifies('needs-papers');
  await kiosk.at('choose-ground');
  await kiosk.does('ground.choose', { ground: 'housing' });
  await kiosk.at('see-eligibility');
  await kiosk.does('eligibility.continue', {});
  await kiosk.at('list-papers');
}
/** From the papers to the notice in the hand; gives its number. */
async function getsNotice(kiosk: WalkedKiosk): Promise<CaseNumber> {
  await kiosk.does('papers.not-all', {});
  await kiosk.does('missing.print', {});
  await kiosk.at('give-consent');
  const reply = await kiosk.submits();
  if (!reply.ok) throw new Error(reply.failure.code);
  await waitFor('the notice', () => {
    const { screen } = kiosk.state();
    return screen.name === 'see-missing' && screen.print?.result === 'printed' ? true : undefined;
  });
  return (reply.value as { caseNumber: CaseNumber }).caseNumber;
}
interface Row {
  readonly case_id: string;
  readonly case_number: string;
  readonly status: CaseStatus;
  readonly reason: string | null;
}
/** The case upstream, once it is there. */
function upstreams(caseNumber: CaseNumber): Promise<Row> {
  return waitFor(`case ${caseNumber} upstream`, async () =>
    stand.upstream.db<Row>('cases').where({ case_number: caseNumber }).first(),
  );
}
async function completes(kiosk: WalkedKiosk): Promise<void> {
  await kiosk.at('list-papers');
  await kiosk.photographs('HOUSING_PROOF', 'LEASE_CONTRACT');
  await kiosk.showsFace();
  await kiosk.does('answers.confirm', {});
  await kiosk.at('give-consent');
}
async function handsIn(kiosk: WalkedKiosk): Promise<CaseNumber> {
  const reply = await kiosk.submits();
  if (!reply.ok) throw new Error(reply.failure.code);
  return (reply.value as { caseNumber: CaseNumber }).caseNumber;
}
async function scans(kiosk: WalkedKiosk, caseNumber: CaseNumber) {
  await kiosk.does('code.scanned', { text: caseNumber, format: 'CODE_128' });
  return kiosk.at('see-status');
}

describe('a notice', () => {
  test('goes upstream as an incomplete case with its own number, says until when, and keeps the draft', async () => {
    await lists(one);
    const caseNumber = await getsNotice(one);
    const row = await upstreams(caseNumber);
    expect(row.status).toBe('needs_materials');
    expect(await stand.upstream.openCase(row.case_id)).toMatchObject({
      incomplete: true,
      continues: null,
      ground: 'housing',
      decision: { outcome: 'missing_materials' },
    });
    expect((await one.at('see-missing')).given).toMatchObject({ caseNumber });
    await one.does('missing.leave', {});
    await one.at('home');
    // The same kiosk, within half an hour: the draft, which remembers the notice.
    await one.identifies('needs-papers');
    expect((await one.at('see-missing')).given).toMatchObject({ caseNumber });
  });

  test('a second one for the same case is refused with the reason, and nothing is lost', async () => {
    await lists(one);
    const caseNumber = await getsNotice(one);
    await one.does('missing.print', {});
    expect(one.state()).toMatchObject({
      screen: { name: 'see-missing', given: { caseNumber } },
      problem: { code: 'notice-second' },
    });
    await one.does('session.back', {});
    await one.at('list-papers');
    expect(await stand.upstream.db('cases').select('case_id')).toHaveLength(1);
  });

  test('consent refused: the list is printed, nothing is filed and nothing stays', async () => {
    await lists(one);
    await one.does('papers.not-all', {});
    await one.does('missing.print', {});
    await one.at('give-consent');
    await one.does('consent.refuse', {});
    await one.at('home');
    await one.does('home.choose', { service: 'application' });
    await one.lays('needs-papers');
    expect((await one.at('confirm-identity')).draftFound).toBe(false);
    expect(await stand.upstream.db('cases').select('case_id')).toHaveLength(0);
  });

  test('is given while upstream is away, and arrives once it is back', async () => {
    await stand.upstream.goAway();
    await one.identifies('needs-papers');
    await one.at('choose-ground');
    await one.does('ground.choose', { ground: 'housing' });
    await one.at('see-eligibility');
    await one.does('eligibility.continue', {});
    const caseNumber = await getsNotice(one);
    await stand.upstream.comeBack();
    expect(await upstreams(caseNumber)).toMatchObject({ status: 'needs_materials' });
  });
});

describe('on another kiosk', () => {
  test('the bar code shows what is missing, and the card goes on from there', async () => {
    await lists(one);
    const caseNumber = await getsNotice(one);
    const incomplete = await upstreams(caseNumber);
    const status = await scans(two, caseNumber);
    expect(status.notice?.missing.map(({ slot }) => slot)).toContain('HOUSING_PROOF');
    await two.lays('needs-papers');
    await two.at('confirm-identity');
    await two.does('identity.confirm', { isMe: true });
    const papers = await two.at('list-papers');
    expect(papers.papers.map(({ slot }) => slot)).toEqual(['HOUSING_PROOF']);
    await completes(two);
    const completed = await upstreams(await handsIn(two));
    expect(await stand.upstream.openCase(completed.case_id)).toMatchObject({
      incomplete: false,
      continues: caseNumber,
      ground: 'housing',
    });
    expect(
      await stand.upstream.db('cases').where({ case_id: incomplete.case_id }).first(),
    ).toMatchObject({ completed_by: completed.case_id });
  });

  test('papers already accepted come back, and what the data confirm by then is asked no more', async () => {
    await stand.upstream.goAway();
    await one.identifies('needs-papers');
    await one.at('choose-ground');
    await one.does('ground.choose', { ground: 'employment' });
    await one.at('see-eligibility');
    await one.does('eligibility.continue', {});
    expect((await one.at('list-papers')).papers.map(({ slot }) => slot)).toEqual([
      'EMPLOYMENT_PROOF',
      'ADDRESS_PROOF',
    ]);
    await one.photographs('EMPLOYMENT_PROOF', 'LABOUR_CONTRACT');
    await one.at('take-paper');
    await one.does('session.back', {});
    await one.at('list-papers');
    const caseNumber = await getsNotice(one);
    await stand.upstream.comeBack();
    const { case_id } = await upstreams(caseNumber);
    const filed = await stand.upstream.openCase(case_id);
    expect(filed.decision).toMatchObject({ provisional: true });
    await two.identifies('needs-papers');
    // The city's data confirm the address: only the photo is left.
    await two.showsFace();
    await two.does('answers.confirm', {});
    await two.at('give-consent');
    const completed = await stand.upstream.openCase((await upstreams(await handsIn(two))).case_id);
    expect(completed).toMatchObject({ continues: caseNumber, ground: 'employment' });
    expect(completed.materials).toEqual(filed.materials);
  });

  test('facts that changed since are told with the new decision', async () => {
    await lists(one);
    await upstreams(await getsNotice(one));
    stand.upstream.registry.cancelRegistration('510000198811220004');
    await two.identifies('needs-papers');
    expect(await two.at('see-eligibility')).toMatchObject({ decision: { outcome: 'rejected' } });
    expect(two.state().problem).toEqual({ code: 'facts-changed' });
  });

  test('another person’s card opens nothing of it and is told so', async () => {
    await lists(one);
    const caseNumber = await getsNotice(one);
    await upstreams(caseNumber);
    await scans(two, caseNumber);
    await two.lays('newcomer');
    await two.at('confirm-identity');
    await two.does('identity.confirm', { isMe: true });
    expect(await two.at('see-problem')).toMatchObject({ failure: { code: 'notice-not-yours' } });
  });

  test('the card alone goes on with what was accepted', async () => {
    await lists(one);
    const caseNumber = await getsNotice(one);
    await upstreams(caseNumber);
    await two.identifies('needs-papers');
    await two.at('list-papers');
    await two.does('papers.not-all', {});
    expect((await two.at('see-missing')).given).toMatchObject({ caseNumber });
    await two.does('missing.print', {});
    expect(two.state().problem).toEqual({ code: 'notice-second' });
  });
});

describe('two kiosks', () => {
  test('complete the same case: the first counts, the second is told why and retried no more', async () => {
    await lists(one);
    const caseNumber = await getsNotice(one);
    await upstreams(caseNumber);
    await two.identifies('needs-papers');
    await completes(two);
    await completes(await backAtThePapers(one));
    // Both hand in while neither knows of the other: the city is out of reach of the second until then.
    await upstreams(await handsIn(two));
    stand.upstream.failNext('cut', { operation: 'verifyPerson' });
    const second = await upstreams(await handsIn(one));
    expect(second).toMatchObject({ status: 'rejected', reason: 'already-completed' });
    const told = await waitFor('the word on the receipt', () => {
      const { screen, waiting } = one.state();
      return screen.name === 'see-receipt' && screen.status === 'rejected' && waiting === 0
        ? screen
        : undefined;
    });
    expect(one.state().needsStaff).toBe(0);
    const status = await scans(await atHome(one), told.caseNumber);
    expect(status).toMatchObject({ status: 'rejected', reason: 'already-completed' });
  });
});

async function backAtThePapers(kiosk: WalkedKiosk): Promise<WalkedKiosk> {
  await kiosk.does('session.back', {});
  await kiosk.at('list-papers');
  return kiosk;
}
async function atHome(kiosk: WalkedKiosk): Promise<WalkedKiosk> {
  await kiosk.does('session.quit', {});
  await kiosk.at('home');
  return kiosk;
}

describe('the city’s data change between check and submit', () => {
  async function ready(kiosk: WalkedKiosk): Promise<void> {
    await kiosk.identifies('newcomer');
    await kiosk.at('see-eligibility');
    await kiosk.does('eligibility.continue', {});
    await kiosk.showsFace();
    await kiosk.does('answers.confirm', {});
    await kiosk.at('give-consent');
  }

  test('so that the case cannot go: told, the new decision shown, nothing sent', async () => {
    await ready(one);
    stand.upstream.registry.cancelRegistration('430000199005010007');
    expect(await one.submits()).toMatchObject({ failure: { code: 'facts-changed' } });
    expect(one.state()).toMatchObject({
      screen: { name: 'see-eligibility', decision: { outcome: 'rejected' } },
      problem: { code: 'facts-changed' },
    });
    expect(await stand.upstream.db('cases').select('case_id')).toHaveLength(0);
    // What was entered is kept: the card finds it again.
    await one.does('eligibility.continue', {});
    await one.at('home');
    await one.does('home.choose', { service: 'application' });
    await one.lays('newcomer');
    expect((await one.at('confirm-identity')).draftFound).toBe(true);
  });

  test('and upstream is silent: the case goes on with what is known', async () => {
    await ready(one);
    stand.upstream.failNext('hang', { operation: 'verifyPerson' });
    const row = await upstreams(await handsIn(one));
    expect(row.status).toBe('delivered');
  });

  test('because another kiosk handed the same in: that case is shown', async () => {
    await ready(one);
    await ready(two);
    const first = await handsIn(two);
    await upstreams(first);
    expect(await one.submits()).toMatchObject({ failure: { code: 'case-open' } });
    expect(one.state()).toMatchObject({
      screen: { name: 'see-status', caseNumber: first },
      problem: { code: 'case-open' },
    });
  });

  test('two fresh cases handed in unseen: the second is rejected and told', async () => {
    await ready(one);
    await ready(two);
    await upstreams(await handsIn(two));
    stand.upstream.failNext('cut', { operation: 'verifyPerson' });
    const second = await upstreams(await handsIn(one));
    expect(second).toMatchObject({ status: 'rejected', reason: 'case-open' });
  });
});
