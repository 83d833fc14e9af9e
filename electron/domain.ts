// The nouns: schema and type of the same name, failure codes, branded ids.
// A leaf: imports zod and nothing of ours. Terms follow the field's glossary (README, "Words").
import { z } from 'zod';

/** Calendar date in Asia/Shanghai, `YYYY-MM-DD`. */
export const IsoDate = z.iso.date();
export type IsoDate = z.infer<typeof IsoDate>;
/** Moment in UTC, ISO 8601. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;
/** Division code, GB/T 2260: six digits. */
export const Adcode = z.string().regex(/^\d{6}$/);
/** Citizen identity number, GB 11643: 17 digits and a check character. The checksum is judged in core/identity.ts. */
export const IdNumber = z.string().regex(/^\d{17}[\dX]$/);
export type IdNumber = z.infer<typeof IdNumber>;
/** UUIDv7, minted with the case row; also the idempotency key upstream. */
export const CaseId = z.uuid().brand<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;
/** What the person holds: `R`, 12 Crockford base32 characters (60 random bits), one ISO 7064 MOD 37-36 check character. */
export const CaseNumber = z
  .string()
  .regex(/^R[0-9A-HJKMNP-TV-Z]{12}[0-9A-Z]$/)
  .brand<'CaseNumber'>();
export type CaseNumber = z.infer<typeof CaseNumber>;
/** Licence id of an issued permit: `P`, 4-digit city, 12 digits, check character as CaseNumber. */
export const PermitNumber = z
  .string()
  .regex(/^P\d{16}[0-9A-Z]$/)
  .brand<'PermitNumber'>();
export type PermitNumber = z.infer<typeof PermitNumber>;
const Base64 = z.base64();

export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof Language>;
/** Capital height 4.8 / 6.75 / 8.75 mm (ADA 707.7.2; EN 301 549 5.1.4). */
export const TextSize = z.enum(['standard', 'large', 'largest']);
export type TextSize = z.infer<typeof TextSize>;
export const Theme = z.enum(['standard', 'high-contrast']);
export type Theme = z.infer<typeof Theme>;
export const Comfort = z.strictObject({ language: Language, textSize: TextSize, theme: Theme });
export type Comfort = z.infer<typeof Comfort>;

/** Services of the permit. */
export const Service = z.enum([
  'application',
  'paper_copy',
  'endorsement',
  'item_change',
  'cancellation',
  'presentation',
  'physical_first_issue',
  'physical_reissue',
  'physical_exchange',
]);
export type Service = z.infer<typeof Service>;

// ---- identity -------------------------------------------------------------------------------

export const IdDocumentKind = z.enum([
  'ID_CARD',
  'TEMP_ID_CARD',
  'HOUSEHOLD_REGISTER',
  'PASSPORT',
  'DRIVER_LICENCE',
  'PSB_IDENTITY_CERT',
  'HKMT_RESIDENCE_PERMIT',
  'HOME_RETURN_PERMIT',
  'TAIWAN_TRAVEL_PERMIT',
  'FOREIGN_PASSPORT',
  'FOREIGN_PR_CARD',
]);
export type IdDocumentKind = z.infer<typeof IdDocumentKind>;
/** GB/T 2261.1. */
export const SexCode = z.enum(['0', '1', '2', '9']);
/** What a reader hands over, unread: GA 450 text block (256 bytes, UTF-16LE) and chip photo (WLT, 1024 bytes). */
export const RawCard = z.strictObject({ text: Base64, photo: Base64 });
export type RawCard = z.infer<typeof RawCard>;
/** A card as read and checked by core/identity.ts. `validTo` null = 长期 (no end). */
export const IdCard = z.strictObject({
  kind: IdDocumentKind,
  name: z.string().min(1).max(60),
  sex: SexCode,
  ethnicity: z.string().max(2),
  birthDate: IsoDate,
  hukouAddress: z.string().max(100),
  /** Prefecture-level code found in the card's address text, null when the text does not name one (rule P2: never from the number). */
  hukouAdcode: Adcode.nullable(),
  idNumber: IdNumber,
  authority: z.string().max(60),
  /** Null = the document names none (户口簿). */
  validFrom: IsoDate.nullable(),
  validTo: IsoDate.nullable(),
  chipPhoto: Base64.nullable(),
});
export type IdCard = z.infer<typeof IdCard>;

// ---- policy ---------------------------------------------------------------------------------

export const Outcome = z.enum(['accepted', 'missing_materials', 'rejected', 'staff_review']);
export type Outcome = z.infer<typeof Outcome>;
export const ReasonCode = z.enum([
  'SERVICE_NOT_AVAILABLE',
  'CITY_NOT_SUPPORTED',
  'CHANNEL_NOT_AVAILABLE',
  'PHYSICAL_ABOLISHED',
  'PAPER_COPY_NOT_AVAILABLE',
  'HKMT_NOT_COVERED',
  'NOT_MAINLAND_CITIZEN',
  'ID_INVALID',
  'ID_MISMATCH',
  'ID_EXPIRED',
  'LOCAL_HUKOU',
  'PROXY_NOT_AVAILABLE',
  'MEMBER_LINK_MISSING',
  'PROXY_PRINCIPAL_NOT_COVERED',
  'PROXY_RELATION_NOT_ALLOWED',
  'PROXY_NOT_ADULT',
  'DECLARER_NOT_ALLOWED',
  'MINOR_UNACCOMPANIED',
  'VERIFY_DEPARTURE',
  'ALREADY_HOLDS_PERMIT',
  'ENDORSE_INSTEAD',
  'NO_REGISTRATION',
  'REGISTRATION_INACTIVE',
  'REGISTRATION_OTHER_CITY',
  'HALF_YEAR_NOT_REACHED',
  'EXEMPTION_NOT_IN_FORCE',
  'EXEMPTION_NOT_MET',
  'NO_GROUND',
  'NO_PERMIT',
  'PERMIT_CANCELLED',
  'PERMIT_OTHER_CITY',
  'PERMIT_SUSPENDED',
  'PHYSICAL_NOT_ENDORSABLE',
  'NO_ELECTRONIC_PERMIT',
  'TOO_EARLY',
  'GROUND_NO_LONGER_MET',
  'NOTHING_TO_CHANGE',
  'CROSS_CITY_MOVE',
  'ITEM_NOT_CHANGEABLE',
  'EPERMIT_REQUIRED_FIRST',
  'NOT_FIRST_ISSUE',
  'CALENDAR_MISSING',
]);
export type ReasonCode = z.infer<typeof ReasonCode>;
export const MaterialSlot = z.enum([
  'PROXY_ID',
  'PRINCIPAL_ID',
  'RELATIONSHIP_PROOF',
  'IDENTITY_DOC',
  'PHOTO',
  'HOUSING_PROOF',
  'EMPLOYMENT_PROOF',
  'SCHOOLING_PROOF',
  'ADDRESS_PROOF',
  'OWNER_RELATIONSHIP_PROOF',
  'CHANGE_PROOF',
  'OLD_CARD',
  'DECLARER_STATEMENT',
  'DECLARER_ID',
  'LEASE_CONTRACT',
  'STAMPED_LEAVE_CERT',
]);
export type MaterialSlot = z.infer<typeof MaterialSlot>;
/** Kinds of document; which fills which slot is data in assets/policies/materials.json. */
export const DocumentKind = z.string().regex(/^[A-Z_]{3,40}$/);
export type DocumentKind = z.infer<typeof DocumentKind>;
export const Ground = z.enum(['housing', 'employment', 'schooling']);
export type Ground = z.infer<typeof Ground>;
export const Exemption = z.enum([
  'social_insurance_half_year',
  'own_or_family_home_half_year',
  'talent_green_card',
  'enrolled_half_year',
  'hotel_registered_half_year',
]);
/** Residence registration (居住登记) as government data has it. */
export const Registration = z.strictObject({
  status: z.enum(['active', 'cancelled', 'expired']),
  declaredOn: IsoDate,
  adcode: Adcode,
  town: z.string().max(60).optional(),
  address: z.string().max(100).optional(),
});
export type Registration = z.infer<typeof Registration>;
/** The permit on record, for the engine. `anchorOn` = first day of the running series of years. */
export const PermitOnRecord = z.strictObject({
  kind: z.enum(['electronic', 'physical']),
  status: z.enum(['active', 'cancelled', 'suspended']),
  cityAdcode: Adcode,
  anchorOn: IsoDate,
  validTo: IsoDate,
});
export type PermitOnRecord = z.infer<typeof PermitOnRecord>;
/** The engine's answer. Dates null when the rule gives none (rules §3 F6). */
export const Decision = z.strictObject({
  outcome: Outcome,
  /** Stage 1–6 that answered; null when accepted. */
  stage: z.number().int().min(1).max(6).nullable(),
  reasons: z.array(ReasonCode),
  missing: z.array(z.strictObject({ slot: MaterialSlot, anyOf: z.array(DocumentKind) })),
  policyIds: z.array(z.string()),
  /** Rule cited for the answer, as the policy row's source has it. */
  source: z.string().nullable(),
  feeYuan: z.number().int().nullable(),
  eligibleOn: IsoDate.nullable(),
  promisedDueOn: IsoDate.nullable(),
  statutoryDueOn: IsoDate.nullable(),
  /** The promised limit in words for the slip when no date may be printed, e.g. 5 working days. */
  promisedLimit: z
    .strictObject({ value: z.number().int(), unit: z.enum(['working_day', 'calendar_day']) })
    .nullable(),
  /** True when upstream could not be asked: papers are taken instead and upstream decides. */
  provisional: z.boolean(),
  /** Endorsement: the window, and what an accepted endorsement gives (rules of Decree 663 art. 10). */
  endorsement: z
    .strictObject({
      opensOn: IsoDate,
      closesOn: IsoDate,
      late: z.boolean(),
      newAnchorOn: IsoDate,
      newValidTo: IsoDate,
    })
    .optional(),
  /** Cancellation: what stands afterwards. */
  after: z
    .strictObject({
      permit: z.enum(['active', 'cancelled']),
      registration: z.enum(['active', 'cancelled']),
    })
    .optional(),
  /** Who serves instead, where a city has its own service. */
  referTo: z.enum(['shenzhen-service', 'foshan-service']).optional(),
});
export type Decision = z.infer<typeof Decision>;
/** Facts upstream's data verification (政务数据核验) confirms; each absent fact is answered by a paper. */
export const VerifiedFacts = z.strictObject({
  identity: z.boolean(),
  photoOnFile: z.boolean(),
  registration: Registration.nullable(),
  /** Grounds confirmed by data. */
  grounds: z.array(Ground),
  permit: PermitOnRecord.nullable(),
  hukouAdcode: Adcode.nullable(),
  mobile: z.string().max(20).nullable(),
  /** A case of this person that is still open upstream. */
  openCase: CaseNumber.nullable(),
  /** A case of this person that waits for the papers its one-time notice told. */
  incompleteCase: z
    .strictObject({ caseNumber: CaseNumber, service: Service })
    .nullable()
    .default(null),
  /** A physical card was issued to this person before; absent = the data do not tell. */
  cardIssued: z.boolean().optional(),
});
export type VerifiedFacts = z.infer<typeof VerifiedFacts>;

/** When a permit is to be endorsed, told to whoever holds one (Decree 663 art. 10). */
export const Reminder = z.strictObject({
  /** `before` the window, `within` it, or `after`: the permit's function is suspended. */
  when: z.enum(['before', 'within', 'after']),
  opensOn: IsoDate,
  closesOn: IsoDate,
});
export type Reminder = z.infer<typeof Reminder>;

// ---- acting for another ---------------------------------------------------------------------

/** The proxy is the principal's … : guardians and close relatives (Civil Code arts 27, 28, 1045), and everyone else. */
export const Relation = z.enum([
  'parent',
  'grandparent',
  'spouse',
  'child',
  'sibling',
  'grandchild',
  'appointed_guardian',
  'other',
]);
export type Relation = z.infer<typeof Relation>;
/** Why a person may be represented (Decree 663 art. 9(3)). */
export const PrincipalNeed = z.enum(['under_16', 'elderly_mobility_difficulty', 'disabled']);
export type PrincipalNeed = z.infer<typeof PrincipalNeed>;
/** Who may report that somebody left (rules of the city, 2023-06-25). */
export const Declarer = z.enum([
  'homeowner',
  'landlord',
  'landlord_agent',
  'employer',
  'school',
  'hotel',
]);
export type Declarer = z.infer<typeof Declarer>;
/** 代办人: who acts for the applicant, by the card on the reader. */
export const Proxy = z.strictObject({
  card: IdCard,
  need: PrincipalNeed,
  relation: Relation,
  /** The city's data know the relation; else a paper proves it. */
  relationConfirmed: z.boolean(),
});
export type Proxy = z.infer<typeof Proxy>;
/** What the city's data know of two people. */
export const KnownRelation = z.strictObject({
  /** The first is the second's …; null = the data do not tell. */
  relation: Relation.nullable(),
  /** The second let the first show and print for them (成员关联), with a face check of their own that staff reviewed. */
  linked: z.boolean().optional(),
});
export type KnownRelation = z.infer<typeof KnownRelation>;

// ---- the case -------------------------------------------------------------------------------

/** Face photo as kept: JPEG 358×441, 350 dpi, 14–30 KB (GA 461 as quoted by the residence-permit guides). */
export const FacePhoto = z.strictObject({ jpeg: Base64 });
/** One paper handed in: pages are JPEG. */
export const Material = z.strictObject({
  slot: MaterialSlot,
  kind: DocumentKind,
  pages: z.array(Base64).min(1).max(10),
});
export type Material = z.infer<typeof Material>;
export const Consent = z.strictObject({
  noticeVersion: z.string().max(20),
  givenAt: Instant,
  language: Language,
  /** Who gave it: for a child under 14 a guardian (PIPL art. 31). */
  by: z.enum(['self', 'proxy', 'guardian']),
});
export type Consent = z.infer<typeof Consent>;
/** Items of a permit that can change (项目变更). */
export const ChangeItem = z.enum([
  'residence_address',
  'photo',
  'hukou_address',
  'name',
  'sex',
  'ethnicity',
  'id_number',
]);
export type ChangeItem = z.infer<typeof ChangeItem>;
/** A cancellation ends the permit alone, or the residence registration and the permit with it (rules of the city, 2023-06-25). */
export const CancellationTarget = z.enum(['permit', 'registration']);
export type CancellationTarget = z.infer<typeof CancellationTarget>;
/** How a physical card is handed over: at a window, or by courier to the address on the permit. */
export const CardDelivery = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('window'), pickupPoint: z.string().max(60) }),
  z.strictObject({
    by: z.literal('courier'),
    postalAddress: z.string().min(1).max(100),
    recipient: z.string().max(60),
    recipientMobile: z.string().regex(/^1\d{10}$/),
  }),
]);
export type CardDelivery = z.infer<typeof CardDelivery>;
/** What each service asks beyond the person. */
export const ServiceDetails = z.discriminatedUnion('service', [
  z.strictObject({ service: z.literal('application') }),
  z.strictObject({
    service: z.literal('endorsement'),
    /** The holder confirms it, always (Decree 663 art. 10). */
    stillResident: z.literal(true),
    /** Told at the window; null when upstream could not be asked. */
    newValidTo: IsoDate.nullable(),
  }),
  z.strictObject({
    service: z.literal('item_change'),
    item: ChangeItem,
    /** From the card or the registration; null = it is on the paper handed in, or in the photo. */
    newValue: z.string().max(100).nullable(),
  }),
  /** A member lets the proxy of the case show and print for them; the photo is the member's face, taken then. */
  z.strictObject({ service: z.literal('presentation'), memberLink: z.literal(true) }),
  z.strictObject({
    service: z.literal('cancellation'),
    target: CancellationTarget,
    /** Set when somebody else reports that the person left: staff verify before anything ends. */
    reportedBy: z.strictObject({ as: Declarer, card: IdCard }).nullable(),
  }),
  z.strictObject({ service: z.literal('physical_first_issue'), delivery: CardDelivery }),
  z.strictObject({
    service: z.literal('physical_reissue'),
    /** The holder states the loss with its day. */
    lostOn: IsoDate,
    lossStatement: z.literal(true),
    delivery: CardDelivery,
  }),
  z.strictObject({
    service: z.literal('physical_exchange'),
    reason: z.enum(['damaged', 'changed']),
    delivery: CardDelivery,
  }),
]);
export type ServiceDetails = z.infer<typeof ServiceDetails>;
/** What is sealed and sent: everything the reviewer needs and nothing else. */
export const CaseContent = z.strictObject({
  schemaVersion: z.literal(1),
  caseId: CaseId,
  caseNumber: CaseNumber,
  service: Service,
  details: ServiceDetails,
  cityAdcode: Adcode,
  centreId: z.string(),
  deviceId: z.string(),
  acceptedOn: IsoDate,
  acceptedAt: Instant,
  decision: Decision,
  /** Version of the policy table that the decision's rows stand in. */
  policyVersion: z.int().optional(),
  applicant: IdCard,
  proxy: Proxy.nullable(),
  mobile: z.string().nullable(),
  registration: Registration.nullable(),
  ground: Ground.nullable(),
  materials: z.array(Material),
  /** null = the photo on file is reused (S1 Q9). */
  photo: FacePhoto.nullable(),
  consent: Consent,
  /** Asked for by itself before the camera sees a face (face recognition rules of 2025-06-01); null = none was taken. */
  faceConsent: Consent.nullable(),
  demonstration: z.boolean(),
  /** Papers are missing and a one-time notice told which (`decision.missing`): kept until they come. */
  incomplete: z.boolean().default(false),
  /** The incomplete case this one completes. */
  continues: CaseNumber.nullable().default(null),
});
export type CaseContent = z.infer<typeof CaseContent>;
/** What the one-time notice of an incomplete case told. The case is kept until `keepUntil`, that day included. */
export const NoticeGiven = z.strictObject({
  missing: z.array(z.strictObject({ slot: MaterialSlot, anyOf: z.array(DocumentKind) })),
  keepUntil: IsoDate,
});
export type NoticeGiven = z.infer<typeof NoticeGiven>;
/** Five states in plain words, plus the two that need a person. */
export const CaseStatus = z.enum([
  'received',
  'delivered',
  'in_review',
  'issued',
  'needs_materials',
  'rejected',
  'needs_staff',
]);
export type CaseStatus = z.infer<typeof CaseStatus>;
/** A decision upstream reports by cursor. */
export const CaseDecision = z.strictObject({
  cursor: z.number().int().nonnegative(),
  caseId: CaseId,
  status: CaseStatus,
  reason: z.string().max(80).nullable(),
  permitNumber: PermitNumber.nullable(),
  decidedAt: Instant,
});
export type CaseDecision = z.infer<typeof CaseDecision>;

/** Fields of an issued permit (forms §D; Decree 663 art. 4). */
export const Permit = z.strictObject({
  number: PermitNumber,
  status: z.enum(['active', 'suspended', 'cancelled']),
  name: z.string(),
  sex: SexCode,
  ethnicity: z.string(),
  birthDate: IsoDate,
  idNumber: IdNumber,
  hukouAddress: z.string(),
  residenceAddress: z.string(),
  cityAdcode: Adcode,
  validFrom: IsoDate,
  validTo: IsoDate,
  issuingAuthority: z.string(),
  issuedOn: IsoDate,
  endorsedOn: IsoDate.nullable(),
  photoJpeg: Base64,
  /** Compact JWS (ES256, typ permit+jws), verifies offline against the issuer's pinned keys. */
  credential: z.string(),
  /** True unless a real issuer is connected: the paper then carries a specimen mark. */
  specimen: z.boolean(),
});
export type Permit = z.infer<typeof Permit>;

/** How a permit stands now, as told to whoever checks it: nobody is named in the clear. */
export const PermitStanding = z.strictObject({
  status: Permit.shape.status,
  validTo: IsoDate,
  cityAdcode: Adcode,
  /** Family name, a star for every other character. */
  nameMasked: z.string().min(1).max(60),
  /** First 3 and last 4. */
  idNumberMasked: z.string().regex(/^\d{3}\*{11}\d{3}[\dX]$/),
});
export type PermitStanding = z.infer<typeof PermitStanding>;

// ---- devices and printing -------------------------------------------------------------------

export const DeviceReason = z.enum([
  'ok',
  'starting',
  'not-configured',
  'port-missing',
  'no-answer',
  'garbled',
  'self-test-failed',
  'not-authorised',
  'paper-out',
  'paper-low',
  'paper-jam',
  'cover-open',
  'cutter',
  'overheated',
  'offline',
  'toner-low',
  'toner-out',
  'queue-stopped',
  'queue-missing',
  'refused',
  'unknown',
]);
export type DeviceReason = z.infer<typeof DeviceReason>;
/** ready = usable; busy = usable soon; attention = a person must look; disconnected = not there. */
export const DeviceStatus = z.strictObject({
  state: z.enum(['ready', 'busy', 'attention', 'disconnected']),
  reason: DeviceReason,
  since: Instant,
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;
/** `printed` only on the printer's own word; `unknown` when it gave none. */
export const PrintOutcome = z.strictObject({
  result: z.enum(['printed', 'failed', 'unknown']),
  reason: DeviceReason,
});
export type PrintOutcome = z.infer<typeof PrintOutcome>;

/** Why a verb was refused or a step could not be done: a key in the locales (`failure.<code>`), never a sentence. */
export const FailureCode = z.enum([
  'panel-locked',
  'badge-needed',
  'pin-wrong',
  'setup-code-wrong',
  'bad-input',
  'not-allowed',
  'not-now',
  'internal',
  'too-fast',
  'card-unreadable',
  'card-wrong-kind',
  'card-not-genuine',
  'card-number-wrong',
  'card-expired',
  'card-not-covered-hkmt',
  'card-not-covered-foreigner',
  'card-dates-wrong',
  'card-other-person',
  'card-same-person',
  'typed-number-wrong',
  'typed-name-wrong',
  'typed-same-person',
  'principal-not-covered',
  'guardian-needed',
  'relation-unknown',
  'reader-away',
  'photo-no-face',
  'photo-many-faces',
  'photo-face-small',
  'photo-face-large',
  'photo-off-centre',
  'photo-dark',
  'photo-bright',
  'photo-blurred',
  'photo-format',
  'photo-camera-away',
  'paper-blurred',
  'paper-dark',
  'paper-too-large',
  'paper-format',
  'papers-incomplete',
  'mobile-wrong',
  'mobile-needed',
  'day-to-come',
  'address-unknown',
  'code-not-ours',
  'code-unknown',
  'code-resident',
  'permit-none',
  'permit-not-active',
  'permit-offline',
  'permit-signature-wrong',
  'show-offline',
  'printer-away',
  'upstream-away',
  'upstream-nonsense',
  'disk-full',
  'storage',
  'case-open',
  'facts-changed',
  'notice-second',
  'notice-not-yours',
]);
export type FailureCode = z.infer<typeof FailureCode>;
export const Failure = z.strictObject({ code: FailureCode, detail: z.string().max(80).optional() });
export type Failure = z.infer<typeof Failure>;

// ---- staff ----------------------------------------------------------------------------------

export const StaffNumber = z.string().regex(/^[A-Z0-9-]{2,20}$/);
export type StaffNumber = z.infer<typeof StaffNumber>;
export const StaffRole = z.enum(['clerk', 'supervisor']);
export type StaffRole = z.infer<typeof StaffRole>;
/** What a badge's code or chip says, printable ASCII. */
export const BadgeCode = z.string().regex(/^[\x21-\x7e]{8,64}$/);
export type BadgeCode = z.infer<typeof BadgeCode>;
/** Six digits, given by the system and never chosen. */
export const Pin = z.string().regex(/^\d{6}$/);
export type Pin = z.infer<typeof Pin>;
export const StaffMember = z.strictObject({ number: StaffNumber, role: StaffRole });
export type StaffMember = z.infer<typeof StaffMember>;

/** Everything the audit trail can say. Closed: a new kind is a change of this list. */
export const AuditKind = z.enum([
  'case.submitted',
  'case.acknowledged',
  'case.decided',
  'case.needs-staff',
  'case.quarantined',
  'staff.made-here',
  'staff.signed-in',
  'staff.pin-wrong',
  'staff.locked-out',
  'staff.left',
  'staff.removed',
  'staff.acted',
  'call.made',
  'call.answered',
  'call.ended',
]);
export type AuditKind = z.infer<typeof AuditKind>;

// ---- what is passed in ----------------------------------------------------------------------

/** Time as the core sees it; tests move it by hand. */
export interface Clock {
  now(): Date;
  /** Milliseconds that never go back; for time-outs. */
  monotonic(): number;
  /** Runs `then` once after `ms`; the returned function cancels it. */
  after(ms: number, then: () => void): () => void;
}
/** One coded line. Fields are codes, counts and ids; a person's data never. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  code: string,
  fields?: Readonly<Record<string, string | number | boolean>>,
) => void;
