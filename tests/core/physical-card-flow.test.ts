// 实体证: the walk of a physical card's case, and what is asked and refused on the way.
import { describe, expect, it } from 'vitest';
import { answerRows } from '../../electron/core/answers.ts';
import { decideCase } from '../../electron/core/eligibility.ts';
import type { FlowEvent } from '../../electron/core/flow-events.ts';
import { step } from '../../electron/core/flow.ts';
import type { CardNeed, Journey, Paper } from '../../electron/core/journey.ts';
import { isDraft, nobody } from '../../electron/core/journey.ts';
import { stepNumber } from '../../electron/core/next-task.ts';
import { loadPolicy } from '../../electron/core/policy/load.ts';
import { CardService } from '../../electron/contract.ts';
import type { PermitOnRecord, VerifiedFacts } from '../../electron/domain.ts';
import { acceptedDecision, cardOfChen, factsOfChen } from '../support/people.ts';

const policy = loadPolicy();
const dongguan = { on: '2026-11-23', city: '441900' };
const held: PermitOnRecord = {
  kind: 'electronic',
  status: 'active',
  cityAdcode: '441900',
  anchorOn: '2026-03-01',
  validTo: '2027-03-01',
};
const holder: VerifiedFacts = { ...factsOfChen, permit: held };
const walk = (events: readonly FlowEvent[], from: Journey = nobody): Journey =>
  events.reduce(step, from);
const back: FlowEvent = { kind: 'went-back' };
const jpeg = Buffer.from('jpeg').toString('base64');
const oldCard: Paper = {
  slot: 'OLD_CARD',
  kind: 'OLD_CARD',
  pages: [jpeg],
  thumbnail: jpeg,
};

const services = { first: 0, lost: 1, damaged: 2, changed: 2 } as const;
function asked(need: CardNeed, facts: VerifiedFacts = holder): Journey {
  const purpose = CardService.options[services[need]] ?? 'physical_reissue';
  return walk([
    { kind: 'card-asked' },
    { kind: 'card-need-chosen', need, purpose },
    { kind: 'card-read', card: cardOfChen, draftFound: false },
    { kind: 'identity-asked' },
    { kind: 'look-up-started' },
    { kind: 'facts-arrived', facts },
    { kind: 'card-address-found', address: '东莞市南城街道测试路3号' },
  ]);
}
function decided(journey: Journey, acceptance = dongguan): Journey {
  return step(journey, {
    kind: 'decided',
    decision: decideCase(policy, journey, acceptance),
  });
}

describe('a lost card', () => {
  it('is stated with its day, then how the new one comes, and costs 20 yuan before consent', () => {
    const telling = decided(asked('lost'));
    expect(telling.screen).toBe('tell-loss');
    expect(telling.decision).toMatchObject({ outcome: 'accepted', feeYuan: 20 });
    const told = step(telling, { kind: 'loss-told', lostOn: '2026-11-20' });
    expect(told.screen).toBe('choose-delivery');
    const answers = step(told, { kind: 'delivery-chosen', by: 'window' });
    expect(answers.screen).toBe('check-answers');
    const rows = Object.fromEntries(answerRows(answers).map(({ row, value }) => [row, value]));
    expect(rows).toMatchObject({ card: 'lost', 'lost-on': '2026-11-20', delivery: '', fee: '20' });
    expect(step(answers, { kind: 'answers-confirmed' }).screen).toBe('give-consent');
  });

  it('goes back one question at a time to the first choice', () => {
    const delivery = step(decided(asked('lost')), { kind: 'loss-told', lostOn: '2026-11-20' });
    expect(step(delivery, back).screen).toBe('tell-loss');
    expect(walk([back, back], delivery).screen).toBe('confirm-identity');
    const placing = walk([
      { kind: 'card-asked' },
      { kind: 'card-need-chosen', need: 'lost', purpose: 'physical_reissue' },
    ]);
    expect(step(placing, back).screen).toBe('choose-card');
    expect(walk([back, back], placing).screen).toBe('see-more');
  });
});

describe('a courier', () => {
  const choosing = decided(asked('first', { ...holder, mobile: null }));

  it('needs a mobile number, and nobody gets to consent without one', () => {
    const asking = step(choosing, { kind: 'delivery-chosen', by: 'courier' });
    expect(asking.screen).toBe('enter-mobile');
    expect(step(asking, back).screen).toBe('choose-delivery');
    const answers = step(asking, { kind: 'mobile-entered', mobile: '13900000000' });
    expect(answers.screen).toBe('check-answers');
    const sneaking = step({ ...asking, screen: 'check-answers' }, { kind: 'answers-confirmed' });
    expect(sneaking.screen).toBe('enter-mobile');
  });

  it('chosen from the answers asks for the number then', () => {
    const answers = step(choosing, { kind: 'delivery-chosen', by: 'window' });
    const changed = walk(
      [
        { kind: 'change-asked', row: 'delivery' },
        { kind: 'delivery-chosen', by: 'courier' },
      ],
      answers,
    );
    expect(changed.screen).toBe('enter-mobile');
  });
});

describe('an exchange', () => {
  it('wants the old card shown, and nothing else of paper', () => {
    const choosing = decided(asked('damaged'));
    expect(choosing.decision?.missing.map(({ slot }) => slot)).toEqual(['OLD_CARD']);
    const listing = step(choosing, { kind: 'delivery-chosen', by: 'window' });
    expect(listing.screen).toBe('list-papers');
    const decision = decideCase(policy, { ...listing, papers: [oldCard] }, dongguan);
    expect(decision).toMatchObject({ outcome: 'accepted', feeYuan: 20 });
    const shown = walk(
      [
        { kind: 'paper-started', slot: 'OLD_CARD' },
        { kind: 'paper-added', paper: oldCard, decision },
      ],
      listing,
    );
    expect(shown.screen).toBe('check-answers');
  });
});

describe('who may have a card', () => {
  it('only a holder of an electronic permit in force', () => {
    for (const permit of [null, { ...held, status: 'cancelled' as const }]) {
      const refused = decided(asked('first', { ...holder, permit }));
      expect(refused).toMatchObject({ screen: 'see-eligibility' });
      expect(refused.decision?.reasons).toEqual(['EPERMIT_REQUIRED_FIRST']);
    }
    const lapsed = { ...held, anchorOn: '2025-10-01', validTo: '2026-10-01' };
    expect(decided(asked('lost', { ...holder, permit: lapsed })).decision?.reasons).toEqual([
      'EPERMIT_REQUIRED_FIRST',
    ]);
  });

  it('a first card is free, and there is only one', () => {
    expect(decided(asked('first')).decision).toMatchObject({ outcome: 'accepted', feeYuan: 0 });
    expect(decided(asked('first', { ...holder, cardIssued: true })).decision?.reasons).toEqual([
      'NOT_FIRST_ISSUE',
    ]);
    expect(decided(asked('lost', { ...holder, cardIssued: true })).decision?.outcome).toBe(
      'accepted',
    );
  });

  it('nobody in Guangzhou since 2024-01-16', () => {
    const now = { ...dongguan, city: '440100' };
    expect(decided(asked('lost'), now).decision).toMatchObject({
      reasons: ['PHYSICAL_ABOLISHED'],
      source: expect.stringContaining('2024-01-16'),
    });
  });
});

it('a card’s case is sealed as a draft and counts its steps', () => {
  const telling = decided(asked('lost'));
  expect(isDraft(telling)).toBe(true);
  expect(stepNumber(telling)).toEqual({ number: 2, of: 4 });
  expect(isDraft({ ...telling, decision: acceptedDecision, screen: 'please-wait' })).toBe(false);
});
