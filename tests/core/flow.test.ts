import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowEvent } from '../../electron/core/flow-events.ts';
import { step } from '../../electron/core/flow.ts';
import { canGoBack } from '../../electron/core/way-back.ts';
import type { Journey, Paper } from '../../electron/core/journey.ts';
import { Journey as JourneySchema, nobody } from '../../electron/core/journey.ts';
import {
  acceptedDecision,
  cardOfChen,
  factsOfChen,
  papersNeeded,
  tooSoon,
} from '../support/people.ts';
import { CaseNumber } from '../../electron/domain.ts';

const jpeg = Buffer.from('jpeg').toString('base64');
const lease: Paper = {
  slot: 'HOUSING_PROOF',
  kind: 'LEASE_CONTRACT',
  pages: [jpeg],
  thumbnail: jpeg,
};

function walk(events: readonly FlowEvent[], from: Journey = nobody): Journey {
  return events.reduce(step, from);
}

const identified: readonly FlowEvent[] = [
  { kind: 'service-chosen', purpose: 'application' },
  { kind: 'card-read', card: cardOfChen, draftFound: false },
  { kind: 'identity-asked' },
  { kind: 'look-up-started' },
  { kind: 'facts-arrived', facts: factsOfChen },
];
const atAnswers: readonly FlowEvent[] = [
  ...identified,
  { kind: 'decided', decision: acceptedDecision },
  { kind: 'eligibility-seen' },
  { kind: 'photo-taken', jpeg },
  { kind: 'photo-accepted' },
];

describe('an application', () => {
  it('with everything confirmed goes from eligibility straight to the photo and the answers', () => {
    expect(walk(identified.slice(0, 3)).screen).toBe('confirm-identity');
    const journey = walk(atAnswers);
    expect(journey.screen).toBe('check-answers');
    expect(journey.mobile).toBe('13800000000');
  });

  it('asks for papers first and lets nobody past an incomplete list', () => {
    const listing = walk([
      ...identified,
      { kind: 'decided', decision: papersNeeded },
      { kind: 'eligibility-seen' },
    ]);
    expect(listing.screen).toBe('list-papers');
    const early = step(listing, { kind: 'papers-done' });
    expect(early.screen).toBe('list-papers');
    expect(early.problem?.code).toBe('papers-incomplete');
    const withLease = walk(
      [
        { kind: 'paper-started', slot: 'HOUSING_PROOF' },
        { kind: 'paper-added', paper: lease, decision: acceptedDecision },
      ],
      listing,
    );
    expect(withLease.screen).toBe('give-face-consent');
    expect(withLease.papers).toEqual([lease]);
  });

  it('that is rejected ends at home and keeps nothing', () => {
    const seen = walk([...identified, { kind: 'decided', decision: tooSoon }]);
    expect(seen.screen).toBe('see-eligibility');
    expect(step(seen, { kind: 'eligibility-seen' })).toBe(nobody);
  });

  it('changes one row without losing the rest', () => {
    const answers = walk(atAnswers);
    const changed = walk(
      [
        { kind: 'change-asked', row: 'mobile' },
        { kind: 'mobile-entered', mobile: '13911112222' },
      ],
      answers,
    );
    expect(changed).toEqual({ ...answers, mobile: '13911112222' });
    const photo = walk(
      [
        { kind: 'change-asked', row: 'photo' },
        { kind: 'photo-taken', jpeg: 'bmV3' },
        { kind: 'photo-accepted' },
      ],
      answers,
    );
    expect(photo).toEqual({ ...answers, photo: { jpeg: 'bmV3' }, photoAttempts: 2 });
  });

  it('goes back from a row being changed with the old answer kept', () => {
    const answers = walk(atAnswers);
    for (const row of ['mobile', 'photo', 'papers'] as const) {
      expect(walk([{ kind: 'change-asked', row }, { kind: 'went-back' }], answers)).toEqual(
        answers,
      );
    }
  });

  it('drops papers of the old ground when another ground is chosen', () => {
    const journey = walk(
      [
        { kind: 'paper-added', paper: lease, decision: papersNeeded },
        { kind: 'ground-chosen', ground: 'employment' },
      ],
      walk(identified),
    );
    expect(journey.papers).toEqual([]);
    expect(journey.ground).toBe('employment');
  });

  it('forgets the person the moment the case is submitted', () => {
    const receipt = {
      service: 'application',
      caseNumber: CaseNumber.parse('R000000000000A'),
      status: 'received',
      promisedDueOn: null,
      promisedWorkingDays: 5,
      newValidTo: null,
      reminder: null,
      outcome: null,
    } as const;
    const journey = walk(
      [{ kind: 'answers-confirmed' }, { kind: 'submit-started' }, { kind: 'submitted', receipt }],
      walk(atAnswers),
    );
    expect(journey).toEqual({ ...nobody, purpose: 'application', screen: 'see-receipt', receipt });
  });

  it('returns to consent with everything kept when the submission is refused', () => {
    const consenting = walk([{ kind: 'answers-confirmed' }], walk(atAnswers));
    const refused = walk(
      [{ kind: 'submit-started' }, { kind: 'submit-refused', failure: { code: 'disk-full' } }],
      consenting,
    );
    expect(refused).toEqual({
      ...consenting,
      waitingFor: 'submit',
      problem: { code: 'disk-full' },
    });
  });
});

const anyEvent: fc.Arbitrary<FlowEvent> = fc.constantFrom<FlowEvent>(
  { kind: 'went-back' },
  { kind: 'eligibility-seen' },
  { kind: 'decided', decision: acceptedDecision },
  { kind: 'decided', decision: papersNeeded },
  { kind: 'paper-started', slot: 'HOUSING_PROOF' },
  { kind: 'paper-added', paper: lease, decision: papersNeeded },
  { kind: 'paper-added', paper: lease, decision: acceptedDecision },
  { kind: 'papers-done' },
  { kind: 'papers-lacking' },
  { kind: 'photo-taken', jpeg },
  { kind: 'photo-accepted' },
  { kind: 'change-asked', row: 'mobile' },
  { kind: 'change-asked', row: 'papers' },
  { kind: 'mobile-entered', mobile: '13900000000' },
  { kind: 'answers-confirmed' },
  { kind: 'problem-met', failure: { code: 'photo-dark' } },
);

describe('any walk', () => {
  it('stays a journey that can be sealed and opened again', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const journey = walk(events, walk(identified));
        expect(JourneySchema.parse(JSON.parse(JSON.stringify(journey)))).toEqual(journey);
      }),
      { numRuns: 300 },
    );
  });

  it('of going back never loses an answer and ends at home', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let journey = walk(events, walk(identified));
        for (let steps = 0; steps < 20 && canGoBack(journey); steps += 1) {
          const before = journey;
          journey = step(journey, { kind: 'went-back' });
          if (journey === nobody) break;
          expect(journey.papers).toEqual(before.papers);
          expect(journey.photo).toEqual(before.photo);
          expect(journey.mobile).toEqual(before.mobile);
        }
        expect(canGoBack(journey)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('reaches consent only with every paper and a photo', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const journey = walk(events, walk(identified));
        if (journey.screen !== 'give-consent') return;
        expect(journey.photo).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
