// The journey around the one-time notice, step by step: consent for keeping is not consent for handing in.
import { describe, expect, it } from 'vitest';
import type { FlowEvent } from '../../electron/core/flow-events.ts';
import { step } from '../../electron/core/flow.ts';
import type { Journey } from '../../electron/core/journey.ts';
import { nobody } from '../../electron/core/journey.ts';
import { keepUntil, mayTellAgain } from '../../electron/core/second-notice.ts';
import { CaseNumber } from '../../electron/domain.ts';
import {
  acceptedDecision,
  cardOfChen,
  factsOfChen,
  papersNeeded,
  tooSoon,
} from '../support/people.ts';

function walk(events: readonly FlowEvent[], from: Journey = nobody): Journey {
  return events.reduce(step, from);
}
const noticed = {
  caseNumber: CaseNumber.parse('R7K2M9QWX4TZ5P'),
  missing: papersNeeded.missing,
  keepUntil: '2026-12-23',
};
const lacking = walk([
  { kind: 'service-chosen', purpose: 'application' },
  { kind: 'card-read', card: cardOfChen, draftFound: false },
  { kind: 'look-up-started' },
  { kind: 'facts-arrived', facts: factsOfChen },
  { kind: 'decided', decision: papersNeeded },
  { kind: 'eligibility-seen' },
  { kind: 'papers-lacking' },
]);
const asked = step(lacking, { kind: 'notice-wanted' });

describe('consent to keep an incomplete case', () => {
  it('is asked on the way to the notice, and going back asks for nothing', () => {
    expect(asked).toMatchObject({ screen: 'give-consent', notice: { asking: true } });
    expect(step(asked, { kind: 'went-back' })).toMatchObject({
      screen: 'see-missing',
      notice: { asking: false },
    });
  });

  it('leads to the notice with its number', () => {
    const filed = walk([{ kind: 'submit-started' }, { kind: 'notice-filed', noticed }], asked);
    expect(filed).toMatchObject({ screen: 'see-missing', noticed, notice: { asking: false } });
  });

  it('of a case that could not be stored is not taken for the whole case later', () => {
    const refused = walk(
      [{ kind: 'submit-started' }, { kind: 'submit-refused', failure: { code: 'disk-full' } }],
      asked,
    );
    expect(refused).toMatchObject({
      screen: 'see-missing',
      problem: { code: 'disk-full' },
      notice: { asking: false },
      card: cardOfChen,
    });
  });
});

describe('a notice cut off while it was printed', () => {
  it('may be printed again: nobody knows whether it came out', () => {
    const printing = walk(
      [
        { kind: 'notice-filed', noticed },
        { kind: 'notice-print', printing: true, outcome: null },
      ],
      asked,
    );
    expect(step(nobody, { kind: 'draft-reopened', draft: printing })).toMatchObject({
      noticed,
      notice: { printing: false, outcome: { result: 'unknown' } },
    });
  });
});

describe('a second notice', () => {
  it('needs a reason of staff, and only when one was given', () => {
    expect(mayTellAgain(lacking, null)).toBe(true);
    const told = step(asked, { kind: 'notice-filed', noticed });
    expect(mayTellAgain(told, null)).toBe(false);
    expect(mayTellAgain(told, 'DATA_OUTDATED')).toBe(true);
  });

  it('for another service or item is a first one', () => {
    const endorsing: Journey = { ...lacking, purpose: 'endorsement', noticed };
    expect(step(endorsing, { kind: 'change-asked-for' }).noticed).toBeNull();
    const changing: Journey = { ...lacking, purpose: 'item_change', item: 'photo', noticed };
    const item = (name: 'photo' | 'name'): FlowEvent => ({
      kind: 'item-chosen',
      item: name,
      newValue: null,
    });
    expect(step(changing, item('photo')).noticed).toEqual(noticed);
    expect(step(changing, item('name')).noticed).toBeNull();
  });
});

it('an incomplete case is kept 30 days, over the end of a month and of a year', () => {
  expect(keepUntil('2026-11-23')).toBe('2026-12-23');
  expect(keepUntil('2026-12-31')).toBe('2027-01-30');
});

describe('a decision that changed at submit', () => {
  const handingIn: Journey = {
    ...walk([{ kind: 'decided', decision: acceptedDecision }], lacking),
    photoOnFile: true,
    screen: 'please-wait',
  };
  const changed = (decision: typeof tooSoon, facts = factsOfChen): FlowEvent => ({
    kind: 'decision-changed',
    facts,
    decision,
    failure: { code: 'facts-changed' },
  });

  it('shows the refusal, the missing paper or the photo, and says why', () => {
    expect(step(handingIn, changed(tooSoon))).toMatchObject({
      screen: 'see-eligibility',
      problem: { code: 'facts-changed' },
    });
    expect(step(handingIn, changed(papersNeeded)).screen).toBe('list-papers');
    // The photo on file is gone: one is taken.
    expect(step(handingIn, changed(acceptedDecision))).toMatchObject({
      screen: 'give-face-consent',
      photoOnFile: false,
      problem: { code: 'facts-changed' },
    });
  });
});
