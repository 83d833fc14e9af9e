// What the case table leaves open: acting for another, paper copies, the switches of assumed boundaries, later services.
import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../electron/core/policy/engine.ts';
import { loadPolicy, loadPolicyData } from '../../../electron/core/policy/load.ts';
import type { PolicyRequest } from '../../../electron/core/policy/request.ts';
import type { RowValues } from '../../../electron/core/policy/rows.ts';
import type { Decision } from '../../../electron/domain.ts';
import {
  childWithMother,
  guangzhouPermit,
  plainApplication,
  plainPaperCopy,
} from '../../support/policy-requests.ts';

const policy = loadPolicy();
const slots = (decision: Decision) => decision.missing.map((item) => item.slot);

/** The engine with one value of the national row set otherwise. */
function withNational(values: Partial<RowValues>) {
  const data = loadPolicyData();
  const rows = data.rows.map((row) =>
    row.id === 'CN-ELIG-2016' ? { ...row, values: { ...row.values, ...values } } : row,
  );
  return createPolicy({ ...data, rows });
}

describe('acting for another', () => {
  it('is closed to in-laws and, at 70, to the children of the able-bodied', () => {
    const inLaw = {
      relation: 'parent_in_law',
      birthDate: '1960-01-01',
      idDocKind: 'ID_CARD' as const,
    };
    expect(policy.decide({ ...childWithMother, proxy: inLaw }).reasons).toEqual([
      'PROXY_RELATION_NOT_ALLOWED',
    ]);
    const decision = policy.decide({
      ...childWithMother,
      applicant: {
        ...plainApplication.applicant,
        idNumber: '430000195501010008',
        birthDate: '1955-01-01',
      },
      proxy: { relation: 'child', birthDate: '1985-01-01', idDocKind: 'ID_CARD' },
    });
    expect(decision.reasons).toEqual(['PROXY_PRINCIPAL_NOT_COVERED']);
  });

  it('needs the identity documents of both: one card shows one person', () => {
    const request: PolicyRequest = {
      ...childWithMother,
      verified: { ...childWithMother.verified, identity: false, proxyIdentity: false },
      materials: ['ID_CARD'],
    };
    expect(slots(policy.decide(request))).toEqual(['PROXY_ID']);
    const both = policy.decide({ ...request, materials: ['ID_CARD', 'HOME_RETURN_PERMIT'] });
    expect(both.outcome).toBe('accepted');
  });

  it('to print is open to close family of anyone, and to nobody else', () => {
    const verified = { ...plainPaperCopy.verified, relationship: true, proxyIdentity: true };
    const asked = (relation: string) =>
      policy.decide({
        ...plainPaperCopy,
        verified,
        proxy: { relation, birthDate: '1985-01-01', idDocKind: 'ID_CARD' },
      });
    expect(asked('spouse').outcome).toBe('accepted');
    expect(asked('friend').reasons).toEqual(['PROXY_RELATION_NOT_ALLOWED']);
  });

  it('to show needs the member link', () => {
    const shown: PolicyRequest = {
      ...plainPaperCopy,
      service: 'presentation',
      proxy: { relation: 'child', birthDate: '1990-01-01', idDocKind: 'ID_CARD' },
    };
    expect(policy.decide({ ...shown, memberLink: true }).outcome).toBe('accepted');
    expect(policy.decide(shown).reasons).toEqual(['MEMBER_LINK_MISSING']);
  });

  it('is not asked of a child who shows an own permit', () => {
    const shown = { ...childWithMother, proxy: null, service: 'presentation' as const };
    expect(policy.decide({ ...shown, permit: guangzhouPermit }).outcome).toBe('accepted');
  });
});

describe('a paper copy', () => {
  it('is never given for a permit that could not be looked up', () => {
    const decision = policy.decide({ ...plainPaperCopy, permit: 'unknown' });
    expect(decision).toMatchObject({ outcome: 'staff_review', provisional: true });
  });

  it('is given on the last day and refused on the day after, whatever the stored flag says', () => {
    const permit = { ...guangzhouPermit, status: 'suspended' as const };
    expect(policy.decide({ ...plainPaperCopy, on: '2025-10-01', permit }).outcome).toBe('accepted');
    const after = policy.decide({ ...plainPaperCopy, on: '2025-10-02' });
    expect(after.reasons).toEqual(['PERMIT_SUSPENDED']);
  });

  it('of a permit from Shenzhen is refused with where to go', () => {
    const permit = { ...guangzhouPermit, cityAdcode: '440300' };
    expect(policy.decide({ ...plainPaperCopy, permit }).reasons).toEqual(['CITY_NOT_SUPPORTED']);
  });
});

describe('the assumed boundaries are switches in the rows', () => {
  it('moves the last day of the endorsement window', () => {
    const strict = withNational({
      endorsement: { everyMonths: 12, opensMonthsBefore: 1, windowIncludesFullYearDay: false },
    });
    const lastDay: PolicyRequest = { ...plainPaperCopy, on: '2025-10-01' };
    expect(policy.decide(lastDay).outcome).toBe('accepted');
    expect(strict.decide(lastDay).reasons).toEqual(['PERMIT_SUSPENDED']);
    const endorsing = strict.decide({ ...lastDay, service: 'endorsement' });
    expect(endorsing.endorsement).toMatchObject({ closesOn: '2025-09-30', late: true });
  });

  it('moves the day on which an age is reached', () => {
    const dayAfter = withNational({
      ages: { minorUnder: 16, elderlyFrom: 60, proxyFrom: 18, ageReached: 'day_after' },
    });
    const birthday: PolicyRequest = {
      ...plainApplication,
      applicant: {
        ...plainApplication.applicant,
        idNumber: '43000020090310000X',
        birthDate: '2009-03-10',
      },
    };
    expect(policy.decide(birthday).outcome).toBe('accepted');
    expect(dayAfter.decide(birthday).reasons).toEqual(['MINOR_UNACCOMPANIED']);
  });
});

describe('other services', () => {
  it('cancels on a landlord’s word only after staff have checked, without telling of a permit', () => {
    const report: PolicyRequest = {
      ...plainApplication,
      service: 'cancellation',
      declarer: 'landlord',
      target: 'registration',
      materials: ['DECLARER_STATEMENT', 'ID_CARD', 'LEASE_CONTRACT'],
    };
    expect(policy.decide(report)).toMatchObject({
      outcome: 'staff_review',
      reasons: ['VERIFY_DEPARTURE'],
    });
    expect(policy.decide({ ...report, target: 'permit' }).reasons).toEqual([
      'DECLARER_NOT_ALLOWED',
    ]);
    expect(policy.decide({ ...report, declarer: 'neighbour' }).reasons).toEqual([
      'DECLARER_NOT_ALLOWED',
    ]);
  });

  it('asks for the old card at an exchange', () => {
    const exchange: PolicyRequest = {
      ...plainApplication,
      city: '442000',
      service: 'physical_exchange',
      permit: { ...guangzhouPermit, cityAdcode: '442000' },
    };
    expect(slots(policy.decide(exchange))).toEqual(['OLD_CARD']);
    const done = policy.decide({ ...exchange, materials: ['OLD_CARD'] });
    expect(done).toMatchObject({ outcome: 'accepted', feeYuan: 20 });
  });

  it('sends a physical card to the window while only the window may endorse it', () => {
    const card: PolicyRequest = {
      ...plainApplication,
      on: '2024-01-15',
      service: 'endorsement',
      permit: {
        ...guangzhouPermit,
        kind: 'physical',
        anchorOn: '2023-02-01',
        validTo: '2024-02-01',
      },
    };
    expect(policy.decide(card).reasons).toEqual(['CHANNEL_NOT_AVAILABLE']);
    expect(policy.decide({ ...card, channel: 'window' }).outcome).toBe('accepted');
  });

  it('takes the dearest and the slowest of several changed items', () => {
    const change: PolicyRequest = {
      ...plainApplication,
      on: '2024-01-15',
      channel: 'window',
      service: 'item_change',
      permit: { ...guangzhouPermit, anchorOn: '2023-10-01', validTo: '2024-10-01' },
      materials: ['LEASE_CONTRACT', 'CHANGE_PROOF'],
      newAdcode: '440111',
      items: ['residence_address'],
    };
    expect(policy.decide(change)).toMatchObject({ feeYuan: 0, promisedDueOn: '2024-01-15' });
    const both = policy.decide({ ...change, items: ['residence_address', 'name'] });
    expect(both).toMatchObject({ feeYuan: 20, promisedDueOn: '2024-01-29' });
    const moved = policy.decide({ ...change, newAdcode: '441900' });
    expect(moved.reasons).toEqual(['CROSS_CITY_MOVE']);
  });
});

describe('documents and slots', () => {
  it('lets Guangzhou add to the nation’s list', () => {
    expect(policy.documentsFor('HOUSING_PROOF', '440100')).toContain('HOTEL_LODGING_CERT');
    expect(policy.documentsFor('HOUSING_PROOF', '441900')).not.toContain('HOTEL_LODGING_CERT');
    expect(policy.documentsFor('ADDRESS_PROOF', '440100')).toEqual(
      policy.documentsFor('HOUSING_PROOF', '440100'),
    );
  });

  it('lists every slot a set of documents fills', () => {
    expect(policy.slotsFilledBy(['HOUSEHOLD_REGISTER', 'LEASE_CONTRACT'], '440100')).toEqual([
      'PROXY_ID',
      'PRINCIPAL_ID',
      'RELATIONSHIP_PROOF',
      'IDENTITY_DOC',
      'HOUSING_PROOF',
      'ADDRESS_PROOF',
      'OWNER_RELATIONSHIP_PROOF',
      'CHANGE_PROOF',
      'DECLARER_ID',
      'LEASE_CONTRACT',
    ]);
    expect(policy.slotsFilledBy(['STUDENT_ID'], '440100')).toEqual(['SCHOOLING_PROOF']);
  });
});
