// Properties of the engine over any request, and what the case table leaves open about applications.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../../electron/core/policy/dates.ts';
import { loadPolicy } from '../../../electron/core/policy/load.ts';
import { PolicyRequest } from '../../../electron/core/policy/request.ts';
import { Decision } from '../../../electron/domain.ts';
import {
  anyRequest,
  guangzhouPermit,
  passableRequest,
  plainApplication,
} from '../../support/policy-requests.ts';

const policy = loadPolicy();
const slots = (decision: Decision) => decision.missing.map((item) => item.slot);

describe('any request the schema admits', () => {
  it('gets a decision that holds together, and never an exception', () => {
    const property = fc.property(fc.oneof(anyRequest, passableRequest), (request) => {
      const decision = policy.decide(PolicyRequest.parse(request));
      expect(Decision.safeParse(decision).error).toBeUndefined();
      expect(decision.stage === null).toBe(decision.outcome === 'accepted');
      const named = decision.outcome === 'rejected' || decision.outcome === 'staff_review';
      expect(decision.reasons.length > 0).toBe(named);
      expect(decision.missing.length > 0).toBe(decision.outcome === 'missing_materials');
      if (decision.outcome === 'rejected') expect(decision.source).not.toBe('');
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it('is accepted once every missing paper was brought, and names no slot that was filled', () => {
    const property = fc.property(passableRequest, (request) => {
      const first = policy.decide(request);
      const filled = policy.slotsFilledBy(request.materials, request.city);
      const single = slots(first).filter((slot) => slot !== 'PROXY_ID' && slot !== 'PRINCIPAL_ID');
      expect(single.filter((slot) => filled.includes(slot))).toEqual([]);
      const brought = first.missing.map((item) => item.anyOf[0] ?? 'NONE');
      const again = policy.decide({ ...request, materials: [...request.materials, ...brought] });
      expect(again.missing).toEqual([]);
      expect([null, 4]).toContain(again.stage);
    });
    fc.assert(property, { numRuns: 3000 });
  });
});

describe('an application', () => {
  it('is refused on every day before the first eligible one and accepted on each day from it', () => {
    const declared = fc.integer({ min: 0, max: 800 }).map((n) => addDays('2023-07-16', n));
    const property = fc.property(declared, fc.integer({ min: -400, max: 400 }), (from, offset) => {
      const eligibleOn = addMonths(from, 6);
      const on = addDays(eligibleOn, offset);
      fc.pre(on >= '2024-01-16' && on <= '2026-12-20');
      const decision = policy.decide({
        ...plainApplication,
        on,
        registration: { status: 'active', declaredOn: from, adcode: '440106' },
      });
      expect(decision.outcome).toBe(offset < 0 ? 'rejected' : 'accepted');
      expect(decision.eligibleOn).toBe(eligibleOn);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('needs no exemption once the half-year is reached', () => {
    const exemption = { kind: 'hotel_registered_half_year', since: '2025-03-01' };
    expect(policy.decide({ ...plainApplication, exemption }).outcome).toBe('accepted');
  });

  it('with an exemption not yet met is told the earlier of the two days', () => {
    const decision = policy.decide({
      ...plainApplication,
      registration: { status: 'active', declaredOn: '2025-01-10', adcode: '440106' },
      exemption: { kind: 'enrolled_half_year', since: '2024-12-01' },
    });
    expect(decision.reasons).toEqual(['EXEMPTION_NOT_MET']);
    expect(decision.eligibleOn).toBe('2025-06-01');
  });

  it('with a talent green card needs no half-year at all', () => {
    const decision = policy.decide({
      ...plainApplication,
      registration: { status: 'active', declaredOn: '2025-03-01', adcode: '440106' },
      exemption: { kind: 'talent_green_card', since: '2025-03-05' },
    });
    expect(decision.outcome).toBe('accepted');
  });

  it('whose due day lies in a year without a calendar goes to staff with the limit in words', () => {
    const decision = policy.decide({ ...plainApplication, on: '2026-12-29' });
    expect(decision).toMatchObject({
      outcome: 'staff_review',
      stage: 5,
      reasons: ['CALENDAR_MISSING'],
      promisedDueOn: null,
      statutoryDueOn: null,
      promisedLimit: { value: 5, unit: 'working_day' },
    });
  });

  it('keeps its promised day when only the statutory one would need the missing calendar', () => {
    const decision = policy.decide({ ...plainApplication, on: '2026-12-22' });
    expect(decision).toMatchObject({
      outcome: 'accepted',
      promisedDueOn: '2026-12-29',
      statutoryDueOn: null,
    });
  });

  it('is provisional when upstream could not be asked, and papers take the place of data', () => {
    const decision = policy.decide({
      ...plainApplication,
      registration: 'unknown',
      permit: 'unknown',
      verified: { ...plainApplication.verified, ground: false },
    });
    expect(decision).toMatchObject({
      outcome: 'missing_materials',
      provisional: true,
      eligibleOn: null,
    });
    expect(slots(decision)).toEqual(['HOUSING_PROOF']);
  });

  it('asks for the address as well when only the registration is unconfirmed', () => {
    const verified = { ...plainApplication.verified, registration: false };
    expect(slots(policy.decide({ ...plainApplication, verified }))).toEqual(['ADDRESS_PROOF']);
  });

  it('is not held up by a permit of another city nor by a physical card', () => {
    const elsewhere = { ...guangzhouPermit, cityAdcode: '441900' };
    expect(policy.decide({ ...plainApplication, permit: elsewhere }).outcome).toBe('accepted');
    const card = { ...guangzhouPermit, kind: 'physical' as const };
    expect(policy.decide({ ...plainApplication, permit: card }).outcome).toBe('accepted');
  });

  it('of a local is refused, and an expired card comes first', () => {
    const applicant = { ...plainApplication.applicant, hukouAdcode: '440111' };
    expect(policy.decide({ ...plainApplication, applicant }).reasons).toEqual(['LOCAL_HUKOU']);
    const expired = { ...applicant, idValidTo: '2025-03-09' };
    expect(policy.decide({ ...plainApplication, applicant: expired }).reasons).toEqual([
      'ID_EXPIRED',
    ]);
  });

  it('in another Guangdong city is promised in ten working days', () => {
    const decision = policy.decide({
      ...plainApplication,
      city: '441900',
      registration: { status: 'active', declaredOn: '2024-08-01', adcode: '441900' },
    });
    expect(decision.policyIds).toEqual(['GD-APPLICATION-2022']);
    expect(decision.promisedDueOn).toBe('2025-03-24');
  });

  it('in Shenzhen is sent to Shenzhen’s own service', () => {
    const decision = policy.decide({ ...plainApplication, city: '440300' });
    expect(decision).toMatchObject({ stage: 1, referTo: 'shenzhen-service' });
  });
});

describe('who the permit is for', () => {
  const numbered = (idNumber: string) => ({
    ...plainApplication,
    applicant: { ...plainApplication.applicant, idNumber },
  });

  it('excludes Taiwan residents and foreigners by number, and lets staff look at prefix 71', () => {
    expect(policy.decide(numbered('830000199005010003')).reasons).toEqual(['HKMT_NOT_COVERED']);
    expect(policy.decide(numbered('930000199005010003')).reasons).toEqual(['NOT_MAINLAND_CITIZEN']);
    expect(policy.decide(numbered('710000199005010003')).outcome).toBe('staff_review');
  });

  it('lets staff look when the sex on the card and the number’s digit differ', () => {
    const applicant = { ...plainApplication.applicant, sex: '1' as const };
    const decision = policy.decide({ ...plainApplication, applicant });
    expect(decision).toMatchObject({ outcome: 'staff_review', stage: 3, reasons: ['ID_MISMATCH'] });
  });
});
