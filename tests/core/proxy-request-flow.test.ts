// 代办: the walk of two people from 帮家人办 to the service, and what is refused on the way.
import { describe, expect, it } from 'vitest';
import { decideCase, decidePaperCopy } from '../../electron/core/eligibility.ts';
import type { FlowEvent } from '../../electron/core/flow-events.ts';
import { step } from '../../electron/core/flow.ts';
import type { Journey } from '../../electron/core/journey.ts';
import { draftKeyOf, isDraft, nobody } from '../../electron/core/journey.ts';
import { loadPolicy } from '../../electron/core/policy/load.ts';
import { relationsFor } from '../../electron/core/relation.ts';
import type { IdCard, Permit, Relation } from '../../electron/domain.ts';
import { cardOfChen, factsOfChen, papersNeeded } from '../support/people.ts';

const policy = loadPolicy();
const today = { on: '2026-11-23', city: '440100' };
const mother = cardOfChen;
const child: IdCard = {
  ...cardOfChen,
  name: '陈小禾',
  birthDate: '2019-09-01',
  idNumber: '43000020190901000X',
};
const walk = (events: readonly FlowEvent[], from: Journey = nobody): Journey =>
  events.reduce(step, from);
const begun: readonly FlowEvent[] = [
  { kind: 'family-asked' },
  { kind: 'principal-chosen', need: 'under_16' },
  { kind: 'service-chosen', purpose: 'application' },
];
const both: readonly FlowEvent[] = [
  ...begun,
  { kind: 'agent-card-read', card: mother },
  { kind: 'card-read', card: child, draftFound: false },
];
const confirmed: FlowEvent = { kind: 'relation-answered', known: { relation: 'parent' } };

describe('two people', () => {
  it('are asked whom for, what for, and for both cards, the helper’s first', () => {
    expect(walk(begun.slice(0, 1)).screen).toBe('choose-principal');
    expect(walk(begun.slice(0, 2)).screen).toBe('choose-family-service');
    const first = walk(begun);
    expect(first).toMatchObject({ screen: 'place-card', card: null });
    const second = walk(both);
    expect(second.acting?.card).toEqual(mother);
    expect(second.card).toEqual(child);
  });

  it('go back one choice at a time and keep nobody’s card', () => {
    const placing = walk([...begun, { kind: 'agent-card-read', card: mother }]);
    const again = step(placing, { kind: 'went-back' });
    expect(again).toMatchObject({ screen: 'choose-family-service', card: null });
    expect(again.acting?.card).toBeNull();
    expect(step(again, { kind: 'went-back' }).screen).toBe('choose-principal');
  });

  it('are asked how they are related only when the data do not tell', () => {
    expect(walk([...both, confirmed]).acting).toMatchObject({
      relation: 'parent',
      relationConfirmed: true,
    });
    const unknown = walk([...both, { kind: 'relation-answered', known: null }]);
    expect(unknown.acting).toMatchObject({ relation: null });
    const asked = walk([{ kind: 'relation-needed' }], unknown);
    expect(asked.screen).toBe('choose-relation');
    expect(relationsFor(asked)).not.toContain('spouse');
  });

  it('share a draft that neither card opens alone', () => {
    const journey = walk([
      ...both,
      confirmed,
      { kind: 'facts-arrived', facts: factsOfChen },
      { kind: 'decided', decision: papersNeeded },
    ]);
    expect(isDraft(journey)).toBe(true);
    expect(draftKeyOf(journey)).toBe(`${mother.idNumber}+${child.idNumber}`);
  });

  it('need another proof when they tell another relation', () => {
    const jpeg = Buffer.from('jpeg').toString('base64');
    const told = walk([
      ...both,
      { kind: 'relation-chosen', relation: 'parent' },
      {
        kind: 'paper-added',
        paper: {
          slot: 'RELATIONSHIP_PROOF',
          kind: 'HOUSEHOLD_REGISTER',
          pages: [jpeg],
          thumbnail: jpeg,
        },
        decision: papersNeeded,
      },
    ]);
    expect(told.papers).toHaveLength(1);
    expect(step(told, { kind: 'relation-chosen', relation: 'grandparent' }).papers).toEqual([]);
  });
});

describe('the engine is asked about both', () => {
  const judged = (relation: Relation, change: Partial<Journey> = {}, agent = mother) =>
    decideCase(
      policy,
      {
        ...walk([
          ...begun,
          { kind: 'agent-card-read', card: agent },
          { kind: 'card-read', card: child, draftFound: false },
          { kind: 'facts-arrived', facts: factsOfChen },
          { kind: 'relation-chosen', relation },
        ]),
        ground: 'housing',
        ...change,
      },
      today,
    );

  it('a parent needs to prove the relation that the data do not know, and nothing more', () => {
    const slots = judged('parent').missing.map(({ slot }) => slot);
    expect(slots).toContain('RELATIONSHIP_PROOF');
    expect(slots).not.toContain('PROXY_ID');
    expect(slots).not.toContain('PRINCIPAL_ID');
  });

  it('a relation that is not on the list is refused', () => {
    expect(judged('other')).toMatchObject({
      outcome: 'rejected',
      reasons: ['PROXY_RELATION_NOT_ALLOWED'],
    });
  });

  it('a helper who is not an adult is refused', () => {
    const brother = { ...mother, birthDate: '2010-01-01', idNumber: '43000020100101000X' };
    expect(judged('sibling', {}, brother).reasons).toContain('PROXY_NOT_ADULT');
  });

  it('a principal of age who is neither old nor disabled is not covered', () => {
    const grown = { ...child, birthDate: '2000-01-01', idNumber: '430000200001010005' };
    expect(judged('parent', { card: grown }).reasons).toContain('PROXY_PRINCIPAL_NOT_COVERED');
  });

  it('a child alone is seen by staff, not refused', () => {
    const alone = walk([
      { kind: 'service-chosen', purpose: 'application' },
      { kind: 'card-read', card: child, draftFound: false },
      { kind: 'facts-arrived', facts: factsOfChen },
    ]);
    expect(decideCase(policy, { ...alone, ground: 'housing' }, today)).toMatchObject({
      outcome: 'staff_review',
      reasons: ['MINOR_UNACCOMPANIED'],
    });
  });

  it('a principal who has no card shows the 户口簿 that stands for it', () => {
    const typed = { ...child, kind: 'HOUSEHOLD_REGISTER' as const, validFrom: null };
    const { missing } = judged('parent', { card: typed });
    expect(missing.find(({ slot }) => slot === 'PRINCIPAL_ID')?.anyOf).toContain(
      'HOUSEHOLD_REGISTER',
    );
  });

  it('a paper copy is printed for a confirmed relative and not for a child alone', () => {
    const permit = {
      status: 'active',
      cityAdcode: '440100',
      validFrom: '2026-06-01',
      validTo: '2027-06-01',
    } as Permit;
    const printing: Journey = { ...walk([...both, confirmed]), purpose: 'paper_copy', permit };
    expect(decidePaperCopy(policy, printing, today).outcome).toBe('accepted');
    expect(decidePaperCopy(policy, { ...printing, acting: null }, today)).toMatchObject({
      outcome: 'staff_review',
      reasons: ['MINOR_UNACCOMPANIED'],
    });
  });
});
