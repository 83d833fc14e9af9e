// Invented persons and decisions for the core's tests. Numbers carry sequence 000, which is given to nobody.
import type { Decision, IdCard, Permit, VerifiedFacts } from '../../electron/domain.ts';
import { PermitNumber } from '../../electron/domain.ts';

export const cardOfChen: IdCard = {
  kind: 'ID_CARD',
  name: '陈安禾',
  sex: '2',
  ethnicity: '01',
  birthDate: '1990-05-01',
  hukouAddress: '湖南省长沙市岳麓区测试路1号',
  hukouAdcode: '430000',
  idNumber: '430000199005010007',
  authority: '长沙市公安局岳麓分局',
  validFrom: '2020-01-01',
  validTo: '2040-01-01',
  chipPhoto: null,
};

export const acceptedDecision: Decision = {
  outcome: 'accepted',
  stage: null,
  reasons: [],
  missing: [],
  policyIds: ['GZ-APPLICATION-2024'],
  source: 'test row',
  feeYuan: 0,
  eligibleOn: '2025-02-01',
  promisedDueOn: '2026-11-30',
  statutoryDueOn: '2026-12-08',
  promisedLimit: { value: 5, unit: 'working_day' },
  provisional: false,
};

export const papersNeeded: Decision = {
  ...acceptedDecision,
  outcome: 'missing_materials',
  stage: 6,
  missing: [
    { slot: 'HOUSING_PROOF', anyOf: ['LEASE_CONTRACT', 'PROPERTY_CERT'] },
    { slot: 'PHOTO', anyOf: ['PHOTO'] },
  ],
};

export const tooSoon: Decision = {
  ...acceptedDecision,
  outcome: 'rejected',
  stage: 5,
  reasons: ['HALF_YEAR_NOT_REACHED'],
  eligibleOn: '2027-01-10',
};

export const factsOfChen: VerifiedFacts = {
  identity: true,
  photoOnFile: false,
  registration: {
    status: 'active',
    declaredOn: '2025-01-01',
    adcode: '440106',
    town: '石牌街道',
    address: '广州市天河区测试路2号301房',
  },
  grounds: ['housing'],
  permit: null,
  hukouAdcode: '430100',
  mobile: '13800000000',
  openCase: null,
  incompleteCase: null,
};

export const permitOfChen: Omit<Permit, 'credential' | 'photoJpeg'> = {
  number: PermitNumber.parse('P44010000000000000'),
  status: 'active',
  name: cardOfChen.name,
  sex: '2',
  ethnicity: '01',
  birthDate: cardOfChen.birthDate,
  idNumber: cardOfChen.idNumber,
  hukouAddress: cardOfChen.hukouAddress,
  residenceAddress: '广州市天河区测试路2号301房',
  cityAdcode: '440100',
  validFrom: '2026-11-01',
  validTo: '2027-11-01',
  issuingAuthority: '广州市公安局天河区分局',
  issuedOn: '2026-11-01',
  endorsedOn: null,
  specimen: true,
};
