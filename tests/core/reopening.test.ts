// Who may go on with an incomplete case, once upstream has given it back.
import { describe, expect, it } from 'vitest';
import type { Acting } from '../../electron/core/journey.ts';
import { isTheirs } from '../../electron/core/reopening.ts';
import { sampleApplicant, sampleCase } from '../support/kiosk-device.ts';
import { cardOfChen } from '../support/people.ts';

const proxy = {
  card: cardOfChen,
  need: 'under_16',
  relation: 'parent',
  relationConfirmed: false,
} as const;
const stranger = { ...cardOfChen, idNumber: sampleApplicant.idNumber };
const acting = (role: 'proxy' | 'declarer', card: typeof cardOfChen): Acting =>
  role === 'proxy' ? { role, ...proxy, card } : { role, as: 'landlord', card };

describe('an incomplete case', () => {
  const own = sampleCase({ incomplete: true });
  const byProxy = sampleCase({ incomplete: true, proxy });
  const reported = sampleCase({
    incomplete: true,
    service: 'cancellation',
    details: {
      service: 'cancellation',
      target: 'registration',
      reportedBy: { as: 'landlord', card: cardOfChen },
    },
  });

  it('is gone on with by its own person, whoever filed it for them', () => {
    expect(isTheirs({ acting: null }, own)).toBe(true);
    expect(isTheirs({ acting: null }, byProxy)).toBe(true);
  });

  it('is gone on with by the proxy who filed it, and by no other', () => {
    expect(isTheirs({ acting: acting('proxy', cardOfChen) }, byProxy)).toBe(true);
    expect(isTheirs({ acting: acting('proxy', stranger) }, byProxy)).toBe(false);
    expect(isTheirs({ acting: acting('proxy', cardOfChen) }, own)).toBe(false);
  });

  it('that reports somebody’s departure is never shown to whom it is about', () => {
    expect(isTheirs({ acting: null }, reported)).toBe(false);
    expect(isTheirs({ acting: acting('declarer', cardOfChen) }, reported)).toBe(true);
    expect(isTheirs({ acting: acting('declarer', stranger) }, reported)).toBe(false);
  });
});
