// Requests for the policy engine's tests: one plain application, and any request the schema admits.
import fc from 'fast-check';
import type { PolicyRequest } from '../../electron/core/policy/request.ts';
import { Channel } from '../../electron/core/policy/request.ts';
import {
  DocumentKind,
  Exemption,
  Ground,
  IdDocumentKind,
  MaterialSlot,
  PermitOnRecord,
  Registration,
  Service,
  SexCode,
} from '../../electron/domain.ts';

/** Everything confirmed by data, half a year over: accepted in Guangzhou on 2025-03-10. Number: sequence 000, given to nobody. */
export const plainApplication: PolicyRequest = {
  on: '2025-03-10',
  city: '440100',
  channel: 'kiosk',
  service: 'application',
  applicant: {
    idDocKind: 'ID_CARD',
    idNumber: '430000199005010007',
    birthDate: '1990-05-01',
    hukouAdcode: '430100',
    idValidTo: null,
    mobilityDifficulty: false,
    disabled: false,
  },
  registration: { status: 'active', declaredOn: '2024-08-01', adcode: '440106' },
  ground: 'housing',
  exemption: null,
  verified: {
    identity: true,
    photoOnFile: true,
    registration: true,
    ground: true,
    relationship: false,
    proxyIdentity: false,
  },
  materials: [],
  proxy: null,
  permit: null,
};

export const guangzhouPermit: PermitOnRecord = {
  kind: 'electronic',
  status: 'active',
  cityAdcode: '440100',
  anchorOn: '2024-10-01',
  validTo: '2025-10-01',
};

export const plainPaperCopy: PolicyRequest = {
  ...plainApplication,
  service: 'paper_copy',
  permit: guangzhouPermit,
};

/** A child of nine, and the mother with her. */
export const childWithMother: PolicyRequest = {
  ...plainApplication,
  applicant: {
    ...plainApplication.applicant,
    idNumber: '430000201506010005',
    birthDate: '2015-06-01',
  },
  verified: { ...plainApplication.verified, relationship: true, proxyIdentity: true },
  proxy: { relation: 'parent', birthDate: '1985-01-01', idDocKind: 'ID_CARD' },
};

const day = fc
  .tuple(
    fc.oneof(fc.integer({ min: 2015, max: 2030 }), fc.integer({ min: 0, max: 9999 })),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([y, m, d]) => [String(y).padStart(4, '0'), pad(m), pad(d)].join('-'));
const adcode = fc.constantFrom(
  '440100',
  '440106',
  '440300',
  '440600',
  '441900',
  '430100',
  '000000',
);
const word = fc.constantFrom(
  ...Exemption.options,
  'self',
  'parent',
  'spouse',
  'sibling',
  'appointed_guardian',
  'employer',
  'landlord',
  'photo',
  'name',
  'residence_address',
  'xy',
);
const documents = ['ID_CARD', 'LEASE_CONTRACT', 'MARRIAGE_CERT', ...MaterialSlot.options];
const unknown = fc.constant('unknown' as const);
const registration: fc.Arbitrary<Registration> = fc.record({
  status: fc.constantFrom(...Registration.shape.status.options),
  declaredOn: day,
  adcode,
});
const permit: fc.Arbitrary<PermitOnRecord> = fc.record({
  kind: fc.constantFrom(...PermitOnRecord.shape.kind.options),
  status: fc.constantFrom(...PermitOnRecord.shape.status.options),
  cityAdcode: adcode,
  anchorOn: day,
  validTo: day,
});

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

const verified = fc.record({
  identity: fc.boolean(),
  photoOnFile: fc.boolean(),
  registration: fc.boolean(),
  ground: fc.boolean(),
  relationship: fc.boolean(),
  proxyIdentity: fc.boolean(),
  ownerRelationship: fc.option(fc.boolean(), { nil: undefined }),
});
const materials = fc.array(
  fc.constantFrom(...documents).map((kind) => DocumentKind.parse(kind)),
  { maxLength: 6 },
);

/** Any request the schema admits, mostly near the table's cities and years. */
export const anyRequest: fc.Arbitrary<PolicyRequest> = fc.record({
  on: day,
  city: adcode,
  channel: fc.constantFrom(...Channel.options),
  service: fc.constantFrom(...Service.options),
  applicant: fc.record({
    idDocKind: fc.constantFrom(...IdDocumentKind.options),
    idNumber: fc.oneof(
      fc.constantFrom('430000199005010007', '810000198802030007', '430000201506010005'),
      fc.string({ maxLength: 30 }),
    ),
    birthDate: fc.oneof(fc.constantFrom('1990-05-01', '2015-06-01'), day),
    sex: fc.option(fc.constantFrom(...SexCode.options), { nil: undefined }),
    hukouAdcode: fc.option(adcode, { nil: null }),
    idValidTo: fc.option(day, { nil: null }),
    mobilityDifficulty: fc.boolean(),
    disabled: fc.boolean(),
  }),
  registration: fc.oneof(registration, fc.constant(null), unknown),
  ground: fc.option(fc.constantFrom(...Ground.options), { nil: null }),
  exemption: fc.option(
    fc.record({
      kind: word,
      since: fc.option(day, { nil: null }),
      owner: fc.option(word, { nil: undefined }),
    }),
    { nil: null },
  ),
  verified,
  materials,
  proxy: fc.option(
    fc.record({
      relation: word,
      birthDate: day,
      idDocKind: fc.constantFrom(...IdDocumentKind.options),
    }),
    { nil: null },
  ),
  permit: fc.oneof(permit, fc.constant(null), unknown),
  memberLink: fc.option(fc.boolean(), { nil: undefined }),
  declarer: fc.option(word, { nil: undefined }),
  target: fc.option(fc.constantFrom('permit' as const, 'registration' as const), {
    nil: undefined,
  }),
  items: fc.option(fc.array(word, { maxLength: 4 }), { nil: undefined }),
  newAdcode: fc.option(adcode, { nil: undefined }),
  cardIssued: fc.option(fc.boolean(), { nil: undefined }),
});

const issuedThere: PolicyRequest = { ...plainApplication, permit: guangzhouPermit };
const passing: readonly PolicyRequest[] = [
  plainApplication,
  childWithMother,
  plainPaperCopy,
  {
    ...plainApplication,
    registration: { status: 'active', declaredOn: '2025-03-01', adcode: '440106' },
    exemption: { kind: 'own_or_family_home_half_year', since: '2020-01-01', owner: 'parent' },
  },
  { ...issuedThere, service: 'endorsement', on: '2025-09-15' },
  { ...issuedThere, service: 'item_change', items: ['residence_address', 'name', 'photo'] },
  { ...issuedThere, service: 'cancellation', target: 'registration', declarer: 'employer' },
  { ...issuedThere, service: 'cancellation', channel: 'window', target: 'permit' },
  {
    ...plainApplication,
    city: '442000',
    service: 'physical_exchange',
    permit: { ...guangzhouPermit, cityAdcode: '442000' },
  },
];

/** Requests that pass the first five stages, with any facts confirmed and any papers handed in. */
export const passableRequest: fc.Arbitrary<PolicyRequest> = fc
  .record({
    base: fc.constantFrom(...passing),
    verified,
    materials,
    ground: fc.constantFrom(...Ground.options),
  })
  .map(({ base, ...facts }) => ({ ...base, ...facts }));
