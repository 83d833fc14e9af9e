// The yearly endorsement told to whoever holds a permit: before, within and after its window, with its days.
import { describe, expect, it } from 'vitest';
import { nobody } from '../../electron/core/journey.ts';
import type { Journey } from '../../electron/core/journey.ts';
import { loadPolicy } from '../../electron/core/policy/load.ts';
import { reminderFor, reminderOf, reminderOnReceipt } from '../../electron/core/reminder.ts';
import type { PermitOnRecord } from '../../electron/domain.ts';
import { acceptedDecision, factsOfChen } from '../support/people.ts';

const policy = loadPolicy();
const permit: PermitOnRecord = {
  kind: 'electronic',
  status: 'active',
  cityAdcode: '440100',
  anchorOn: '2026-01-20',
  validTo: '2027-01-20',
};
const window = { opensOn: '2026-12-20', closesOn: '2027-01-20' };

describe('whoever holds a permit', () => {
  it.each([
    ['2026-10-19', null],
    ['2026-10-20', 'before'],
    ['2026-12-19', 'before'],
    ['2026-12-20', 'within'],
    ['2027-01-20', 'within'],
    ['2027-01-21', 'after'],
  ] as const)('is told on %s: %s', (on, when) => {
    expect(reminderOf(policy, permit, on)).toEqual(when === null ? null : { when, ...window });
  });

  it('is not told of a card or of a permit that ended', () => {
    expect(reminderOf(policy, { ...permit, kind: 'physical' }, '2027-01-01')).toBeNull();
    expect(reminderOf(policy, { ...permit, status: 'cancelled' }, '2027-01-01')).toBeNull();
  });
});

describe('the receipt', () => {
  const visit: Journey = { ...nobody, facts: { ...factsOfChen, permit } };

  it('of an endorsement tells the next window', () => {
    const endorsement = {
      ...window,
      late: false,
      newAnchorOn: '2026-01-20',
      newValidTo: '2028-01-20',
    };
    const endorsed: Journey = {
      ...visit,
      purpose: 'endorsement',
      decision: { ...acceptedDecision, endorsement },
    };
    expect(reminderOnReceipt(policy, endorsed, '2026-12-21')).toEqual({
      when: 'before',
      opensOn: '2027-12-20',
      closesOn: '2028-01-20',
    });
  });

  it('of another service tells the window of the permit, of a cancellation nothing', () => {
    const changed: Journey = { ...visit, purpose: 'item_change' };
    expect(reminderOnReceipt(policy, changed, '2026-12-21')?.when).toBe('within');
    expect(
      reminderOnReceipt(policy, { ...visit, purpose: 'cancellation' }, '2026-12-21'),
    ).toBeNull();
  });

  it('whoever is not known is told nothing', () => {
    expect(reminderFor(policy, nobody, '2026-12-21')).toBeNull();
  });
});
