// 成员关联 on a whole kiosk before the reference upstream: nobody shows a relative's permit before the relative, at the
// window and with their own face, let them and the request was reviewed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startKiosks } from '../support/kiosks.ts';
import type { Kiosks, WalkedKiosk } from '../support/kiosks.ts';
import { machineClock } from '../upstream/clock.ts';
import type { CaseRow } from '../upstream/database.ts';
import { verifyPerson } from '../upstream/verifications.ts';
import { demoPeople } from '../support/upstream.ts';
import { waitFor } from '../support/wait.ts';

let kiosks: Kiosks;
let kiosk: WalkedKiosk;
beforeEach(async () => {
  kiosks = await startKiosks(1);
  [kiosk] = kiosks.kiosks as [WalkedKiosk];
});
afterEach(() => kiosks.close());

const cards = demoPeople();

/** A mother with both cards, for her child. */
async function asks(service: 'presentation' | 'paper_copy', principal: 'pupil' | 'due' = 'pupil') {
  await kiosk.does('home.family', {});
  await kiosk.does('principal.choose', {
    need: principal === 'pupil' ? 'under_16' : 'elderly_mobility_difficulty',
  });
  await kiosk.does('home.choose', { service });
  await kiosk.lays('newcomer');
  await waitFor('the second card asked for', () => {
    const { screen } = kiosk.state();
    return screen.name === 'place-card' && screen.whose === 'principal' ? true : undefined;
  });
  await kiosk.lays(principal);
}
async function links(): Promise<string> {
  await kiosk.does('link.ask', {});
  await kiosk.showsFace();
  const answers = await kiosk.at('check-answers');
  expect(answers.rows.map(({ row }) => row)).toContain('link');
  await kiosk.does('answers.confirm', {});
  expect((await kiosk.submits()).ok).toBe(true);
  await kiosk.at('see-receipt');
  return waitFor('the request upstream', async () => {
    const row = await kiosks.upstream
      .db<CaseRow>('cases')
      .where({ service: 'presentation', status: 'delivered' })
      .first('case_id');
    return row?.case_id;
  });
}

describe('a relative’s permit', () => {
  it('is not shown before the member let them', async () => {
    await asks('presentation');
    expect(await kiosk.at('see-eligibility')).toMatchObject({
      decision: { outcome: 'rejected', stage: 4, reasons: ['MEMBER_LINK_MISSING'] },
    });
    expect(JSON.stringify(kiosk.state())).not.toContain(cards['pupil']?.name);
  });

  it('is not shown either when the data do not know the relation', async () => {
    await asks('presentation', 'due');
    expect(await kiosk.at('see-eligibility')).toMatchObject({
      decision: { reasons: ['MEMBER_LINK_MISSING'] },
    });
  });

  it('is shown once the member’s request, with their face of this moment, was approved', async () => {
    await asks('presentation');
    await kiosk.at('see-eligibility');
    const caseId = await links();
    const content = await kiosks.upstream.openCase(caseId);
    expect(content).toMatchObject({
      service: 'presentation',
      details: { service: 'presentation', memberLink: true },
      applicant: { idNumber: cards['pupil']?.idNumber },
      proxy: { relation: 'parent', card: { idNumber: cards['newcomer']?.idNumber } },
      decision: { outcome: 'accepted' },
    });
    expect(content.photo).not.toBeNull();

    await kiosk.does('session.quit', {});
    await asks('presentation');
    await kiosk.at('see-eligibility');

    await kiosks.upstream.approve(caseId);
    await kiosk.does('session.quit', {});
    await asks('presentation');
    expect(await kiosk.at('show-permit')).toMatchObject({
      standing: 'active',
      permit: { name: cards['pupil']?.name },
      code: { token: expect.any(String) as string },
    });
  });

  it('of a member whose relation only a person can confirm may be printed too, once linked', async () => {
    await asks('paper_copy', 'due');
    expect(await kiosk.at('see-problem')).toMatchObject({ failure: { code: 'relation-unknown' } });
    await kiosk.does('session.quit', {});
    await asks('presentation', 'due');
    await kiosk.at('see-eligibility');
    await kiosk.does('link.ask', {});
    await kiosk.at('choose-relation');
    await kiosk.does('relation.choose', { relation: 'grandchild' });
    await kiosk.showsFace();
    await kiosk.does('answers.confirm', {});
    await kiosk.submits();
    await kiosk.at('see-receipt');
    const caseId = await waitFor('the request upstream', async () => {
      const row = await kiosks.upstream.db<{ case_id: string }>('cases').first('case_id');
      return row?.case_id;
    });
    // The member stands there and says yes themselves.
    expect(await kiosks.upstream.openCase(caseId)).toMatchObject({
      faceConsent: { by: 'self' },
      consent: { by: 'self' },
    });
    await kiosks.upstream.approve(caseId);
    await kiosk.does('session.quit', {});
    await asks('paper_copy', 'due');
    await kiosk.at('confirm-print');
  });

  it('a request under review stands in the way of nothing else of the member', async () => {
    await asks('presentation');
    await kiosk.at('see-eligibility');
    await links();
    const { idNumber = '', name = '' } = cards['pupil'] ?? {};
    const answer = await fetchFacts(idNumber, name);
    expect(answer).toBeNull();
  });

  it('the request is heard only where the link is what is missing', async () => {
    await kiosk.does('home.choose', { service: 'endorsement' });
    await kiosk.lays('rare-name');
    await kiosk.at('see-eligibility');
    expect(await kiosk.tries('link.ask', {})).toMatchObject({
      ok: false,
      failure: { code: 'not-now' },
    });
  });
});

/** The open case upstream tells of a person. */
async function fetchFacts(idNumber: string, name: string): Promise<string | null> {
  const { db, registry, permits } = kiosks.upstream;
  const facts = await verifyPerson(
    { db, registry, permits, clock: machineClock() },
    { idNumber, name },
  );
  return facts.openCase;
}
