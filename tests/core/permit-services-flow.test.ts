// The walks of the services of a held permit, and the way back from each of their screens.
import { describe, expect, it } from 'vitest';
import type { FlowEvent } from '../../electron/core/flow-events.ts';
import { step } from '../../electron/core/flow.ts';
import type { Journey, Paper, Purpose } from '../../electron/core/journey.ts';
import { isDraft, nobody } from '../../electron/core/journey.ts';
import { stepNumber } from '../../electron/core/next-task.ts';
import { canGoBack } from '../../electron/core/way-back.ts';
import {
  acceptedDecision,
  cardOfChen,
  factsOfChen,
  papersNeeded,
  tooSoon,
} from '../support/people.ts';

const consent = {
  noticeVersion: '2026-11',
  givenAt: '2026-11-23T02:00:00.000Z',
  language: 'zh-CN',
  by: 'self',
} as const;
const jpeg = Buffer.from('jpeg').toString('base64');
const paper: Paper = {
  slot: 'HOUSING_PROOF',
  kind: 'LEASE_CONTRACT',
  pages: [jpeg],
  thumbnail: jpeg,
};

function walk(events: readonly FlowEvent[], from: Journey = nobody): Journey {
  return events.reduce(step, from);
}
function identified(purpose: Purpose): FlowEvent[] {
  return [
    { kind: 'service-chosen', purpose },
    { kind: 'card-read', card: cardOfChen, draftFound: false },
    { kind: 'look-up-started' },
    { kind: 'facts-arrived', facts: factsOfChen },
  ];
}
const accepted: FlowEvent = { kind: 'decided', decision: acceptedDecision };
const back: FlowEvent = { kind: 'went-back' };

describe('an endorsement', () => {
  const asked = walk([...identified('endorsement'), accepted]);

  it('asks “still living here?” and then only for the answers to be checked', () => {
    expect(asked.screen).toBe('confirm-endorsement');
    expect(walk([{ kind: 'endorsement-confirmed' }], asked).screen).toBe('check-answers');
  });

  it('asks for the papers that are missing, and no photo', () => {
    const wanting = walk([
      ...identified('endorsement'),
      { kind: 'decided', decision: papersNeeded },
    ]);
    const listing = walk([{ kind: 'endorsement-confirmed' }], wanting);
    expect(listing.screen).toBe('list-papers');
    const brought = walk([{ kind: 'paper-added', paper, decision: acceptedDecision }], listing);
    expect(brought.screen).toBe('check-answers');
  });

  it('that is refused shows why', () => {
    const refused = walk([...identified('endorsement'), { kind: 'decided', decision: tooSoon }]);
    expect(refused.screen).toBe('see-eligibility');
    expect(step(refused, { kind: 'eligibility-seen' })).toBe(nobody);
  });

  it('of somebody who moved becomes a change of address', () => {
    const moving = walk([{ kind: 'change-asked-for' }], asked);
    expect(moving).toMatchObject({ purpose: 'item_change', screen: 'choose-change' });
    expect(moving.card).toEqual(cardOfChen);
  });

  it('goes back from the answers to the question, and from the question home', () => {
    const answers = walk([{ kind: 'endorsement-confirmed' }], asked);
    expect(step(answers, back).screen).toBe('confirm-endorsement');
    expect(walk([back, back], answers)).toBe(nobody);
  });
});

describe('a change', () => {
  const choosing = walk([...identified('item_change'), { kind: 'change-asked-for' }]);
  const item = (name: 'photo' | 'residence_address'): FlowEvent => ({
    kind: 'item-chosen',
    item: name,
    newValue: null,
  });

  it('of the photo takes one, and lets nobody past without', () => {
    const photo = walk([item('photo'), accepted], choosing);
    expect(photo.screen).toBe('give-face-consent');
    const taken = walk(
      [{ kind: 'face-agreed', consent }, { kind: 'photo-taken', jpeg }, { kind: 'photo-accepted' }],
      photo,
    );
    expect(taken.screen).toBe('check-answers');
    const dropped = walk([{ kind: 'photo-dropped' }, { kind: 'answers-confirmed' }], taken);
    expect(dropped.screen).toBe('take-photo');
  });

  it('to another item does not keep what answered the first', () => {
    const address = walk(
      [
        item('residence_address'),
        { kind: 'decided', decision: papersNeeded },
        { kind: 'paper-added', paper, decision: papersNeeded },
      ],
      choosing,
    );
    expect(address.papers).toHaveLength(1);
    expect(walk([item('residence_address')], address).papers).toHaveLength(1);
    expect(walk([item('photo')], address).papers).toHaveLength(0);
  });

  it('can be changed from the answers', () => {
    const answers = walk([item('residence_address'), accepted], choosing);
    expect(answers.screen).toBe('check-answers');
    expect(step(answers, { kind: 'change-asked', row: 'change' }).screen).toBe('choose-change');
  });
});

describe('a cancellation', () => {
  const choosing = walk([...identified('cancellation'), { kind: 'cancellation-asked-for' }]);
  const sure = walk([{ kind: 'target-chosen', target: 'permit' }, accepted], choosing);

  it('is asked for twice', () => {
    expect(choosing.screen).toBe('choose-cancellation');
    expect(sure.screen).toBe('confirm-cancellation');
    expect(step(sure, back).screen).toBe('choose-cancellation');
  });

  it('that could not be stored stays at the second asking, with the reason', () => {
    const refused = walk(
      [{ kind: 'submit-started' }, { kind: 'submit-refused', failure: { code: 'disk-full' } }],
      sure,
    );
    expect(refused).toMatchObject({
      screen: 'confirm-cancellation',
      problem: { code: 'disk-full' },
    });
  });
});

describe('every service that files a case', () => {
  for (const purpose of ['application', 'endorsement', 'item_change', 'cancellation'] as const) {
    it(`${purpose} is sealed as a draft once the person was asked about, and counts its steps`, () => {
      const asking = walk(identified(purpose));
      expect(isDraft(asking)).toBe(false);
      expect(isDraft(step(asking, accepted))).toBe(true);
      const placing = walk([{ kind: 'service-chosen', purpose }]);
      expect(stepNumber(placing)?.number).toBe(1);
      expect(canGoBack(placing)).toBe(true);
    });
  }

  it('a draft found at home brings its own purpose', () => {
    const asked = walk([
      { kind: 'card-read', card: cardOfChen, draftFound: true },
      { kind: 'identity-asked' },
    ]);
    expect(asked.purpose).toBeNull();
    const draft = walk([...identified('endorsement'), accepted]);
    expect(step(asked, { kind: 'draft-reopened', draft }).screen).toBe('confirm-endorsement');
  });
});
