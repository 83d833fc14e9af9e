// One picture of the kiosk for every screen and for what can be wrong on it, all of invented people. Each is checked
// against the contract when it is made, so a fixture can never show a screen what the core cannot.
import { CaseNumber, KioskState, Relation } from '../../electron/contract.ts';
import type { Decision, DeviceStatus, Failure, Screen } from '../../electron/contract.ts';

const since = '2026-11-23T01:00:00Z';
const ready: DeviceStatus = { state: 'ready', reason: 'ok', since };
export const paperOut: DeviceStatus = { state: 'attention', reason: 'paper-out', since };
export const away: DeviceStatus = { state: 'disconnected', reason: 'port-missing', since };

const accepted: Decision = {
  outcome: 'accepted',
  stage: null,
  reasons: [],
  missing: [],
  policyIds: ['gz-2024-application'],
  source: '居住证暂行条例 (State Council Decree 663) art. 9',
  feeYuan: 0,
  eligibleOn: '2026-05-23',
  promisedDueOn: '2026-11-30',
  statutoryDueOn: '2026-12-14',
  promisedLimit: { value: 5, unit: 'working_day' },
  provisional: false,
};
const missing: Decision['missing'] = [
  { slot: 'IDENTITY_DOC', anyOf: ['ID_CARD', 'TEMP_ID_CARD', 'HOUSEHOLD_REGISTER'] },
  {
    slot: 'HOUSING_PROOF',
    anyOf: [
      'LEASE_CONTRACT',
      'PROPERTY_CERT',
      'PURCHASE_CONTRACT',
      'LANDLORD_LODGING_CERT',
      'EMPLOYER_LODGING_CERT',
      'SCHOOL_LODGING_CERT',
      'BORROWED_HOUSING_AGREEMENT',
    ],
  },
  { slot: 'ADDRESS_PROOF', anyOf: ['LEASE_CONTRACT', 'LANDLORD_LODGING_CERT'] },
];
/** 25 characters, as many as a name field must hold. */
export const longName = '阿卜杜热合曼·买买提依明·吐尔逊江·阿布都克里木江';
const permit = {
  number: 'P4401202611230001A',
  name: '王秀英',
  idNumberMasked: '440***********1234',
  validFrom: '2026-02-01',
  validTo: '2027-01-31',
  issuingAuthority: '广州市公安局天河区分局',
};
const caseNumber = 'R7K2M9QWX4TZ5P';
const noSlip = { printing: false, outcome: null };
const notice = { caseNumber: CaseNumber.parse(caseNumber), keepUntil: '2026-12-23' };
const status = {
  name: 'see-status',
  caseNumber,
  reason: null,
  service: 'application',
  acceptedOn: '2026-11-20',
  promisedDueOn: '2026-11-27',
  stale: false,
  notice: null,
} as const;
/** As long as a real one: three parts, 86 characters of signature. */
const screenCode = {
  token: `eyJhbGciOiJFUzI1NiIsImtpZCI6InBlcm1pdC1Ec0ZYIiwidHlwIjoic2hvdytqd3MifQ.${'eyJpc3MiOiJ1cm46'.repeat(11)}.${'K7mQ'.repeat(21)}Aw`,
  secondsLeft: 55,
};
const holder = {
  nameMasked: '王**',
  idNumberMasked: '440***********1234',
  cityAdcode: '440100',
  validTo: '2027-01-31',
};
const shown = {
  name: 'show-permit',
  permit: {
    name: '王秀英',
    idNumberMasked: permit.idNumberMasked,
    cityAdcode: '440100',
    validTo: permit.validTo,
    photo: null,
  },
  standing: 'active',
  code: null,
} as const;
const receipt = {
  name: 'see-receipt',
  service: 'application',
  newValidTo: null,
  caseNumber,
  promisedDueOn: '2026-11-30',
  promisedWorkingDays: 5,
} as const;

/** Pictures a screen may be given, as base64 of JPEG. */
export interface SamplePictures {
  readonly face: string;
  readonly page: string;
}

type Rest = Partial<Omit<KioskState, 'screen'>>;
type Loose<S> = S extends { caseNumber: unknown }
  ? Omit<S, 'caseNumber'> & { caseNumber: string }
  : S;
type AnyScreen =
  | Loose<Exclude<Screen, { name: 'confirm-print' }>>
  | { name: 'confirm-print'; permit: typeof permit };

/** What is offered, with why printing and everything that needs a card cannot be had. */
function offered(
  printing: 'permit-offline' | 'printer-away' | null,
  card: 'reader-away' | null,
): KioskState['offered'] {
  const row = (
    service: KioskState['offered'][number]['service'],
    place: 'home' | 'more',
    why: 'permit-offline' | 'printer-away' | 'reader-away' | 'show-offline' | null,
  ) => ({ service, place, available: why === null, why, notHere: null });
  return [
    row('paper_copy', 'home', printing ?? card),
    row('application', 'home', card),
    row('endorsement', 'home', card),
    row('presentation', 'more', printing === 'permit-offline' ? 'show-offline' : card),
    row('status', 'more', null),
    row('verification', 'more', null),
    row('item_change', 'more', card),
    row('cancellation', 'more', card),
    row('physical_card', 'more', card),
  ];
}

const place: KioskState['place'] = {
  cityAdcode: '440100',
  cityName: '广州市',
  centreName: '石牌街政务服务中心',
  deviceId: 'GZ-SP-01',
  elsewhere: null,
};
/** The centre named another window to go to. */
const withElsewhere: Rest = {
  place: {
    ...place,
    elsewhere: { name: '冼村街政务服务中心', address: '天河区样例路88号一楼大厅' },
  },
};

function state(screen: AnyScreen, rest: Rest = {}): KioskState {
  return KioskState.parse({
    revision: 1,
    demonstration: false,
    place,
    now: '2026-11-23T02:35:00Z',
    comfort: { language: 'zh-CN', textSize: 'standard', theme: 'standard' },
    devices: { idReader: ready, receiptPrinter: ready, permitPrinter: ready, codeScanner: null },
    wedge: null,
    upstream: 'online',
    waiting: 0,
    needsStaff: 0,
    offered: offered(null, null),
    screen,
    step: null,
    canGoBack: true,
    reminder: null,
    problem: null,
    countdown: null,
    staffCall: null,
    staff: { panel: false, helping: false },
    cardLeft: null,
    ...rest,
  });
}

function step(number: number, problem: Failure | null = null): Rest {
  return { step: { number, of: 5 }, problem };
}

/** Every sample by its name; the first of each screen carries the screen's own name. */
export function sampleStates({ face, page }: SamplePictures): Readonly<Record<string, KioskState>> {
  const takenAs = (kind: string) => ({ kind, pages: 1, thumbnail: page });
  const rows = {
    none: missing.map((item) => ({ ...item, taken: null })),
    all: missing.map((item) => ({ ...item, taken: takenAs(item.anyOf[0] ?? '') })),
  };
  const answers = [
    { row: 'identity', value: '王秀英 440***********1234', changeable: false, missing: false },
    {
      row: 'residence',
      value: '广州市天河区石牌街道龙口西路一百二十三号之二',
      changeable: false,
      missing: false,
    },
    { row: 'ground', value: 'housing', changeable: true, missing: false },
    { row: 'mobile', value: '13800138000', changeable: true, missing: false },
    { row: 'papers', value: '2', changeable: true, missing: false },
    { row: 'photo', value: 'taken', changeable: true, missing: false },
  ] as const;
  const rejected: Decision = {
    ...accepted,
    outcome: 'rejected',
    stage: 3,
    reasons: ['HALF_YEAR_NOT_REACHED'],
    eligibleOn: '2027-02-14',
    promisedDueOn: null,
    statutoryDueOn: null,
  };
  const home = { canGoBack: false };
  return {
    home: state({ name: 'home' }, home),
    'home-demonstration': state({ name: 'home' }, { ...home, demonstration: true }),
    'home-offline': state(
      { name: 'home' },
      {
        ...home,
        upstream: 'offline',
        waiting: 3,
        offered: offered('permit-offline', null),
      },
    ),
    'home-reader-away': state(
      { name: 'home' },
      {
        ...home,
        ...withElsewhere,
        devices: {
          idReader: away,
          receiptPrinter: ready,
          permitPrinter: paperOut,
          codeScanner: null,
        },
        problem: { code: 'card-unreadable' },
        offered: offered('printer-away', 'reader-away'),
      },
    ),
    'place-card': state(
      { name: 'place-card', purpose: 'application', reading: false, whose: 'own' },
      step(1),
    ),
    'place-card-principal': state({
      name: 'place-card',
      purpose: 'endorsement',
      reading: false,
      whose: 'principal',
    }),
    'choose-principal': state({ name: 'choose-principal' }),
    'choose-family-service': state({ name: 'choose-family-service', need: 'under_16' }),
    'choose-relation': state({ name: 'choose-relation', options: [...Relation.options] }, step(1)),
    'enter-person': state({ name: 'enter-person', who: 'departed' }),
    'choose-declarer': state({ name: 'choose-declarer' }),
    'confirm-identity-proxy': state(
      {
        name: 'confirm-identity',
        purpose: 'endorsement',
        person: { name: '王秀英', sex: '2', idNumberMasked: permit.idNumberMasked },
        proxy: { name: longName, sex: '1', idNumberMasked: '653***********1234' },
        draftFound: false,
      },
      step(1),
    ),
    'place-card-reading': state({
      name: 'place-card',
      purpose: 'paper_copy',
      reading: true,
      whose: 'own',
    }),
    'place-card-demonstration': state(
      { name: 'place-card', purpose: 'application', reading: false, whose: 'own' },
      { ...step(1, { code: 'card-unreadable' }), demonstration: true },
    ),
    'please-wait': state({ name: 'please-wait', purpose: 'look-up' }, { canGoBack: false }),
    'please-wait-submit': state({ name: 'please-wait', purpose: 'submit' }, { canGoBack: false }),
    'confirm-identity': state(
      {
        name: 'confirm-identity',
        purpose: 'application',
        person: { name: '王秀英', sex: '2', idNumberMasked: permit.idNumberMasked },
        proxy: null,
        draftFound: false,
      },
      step(1),
    ),
    'confirm-identity-long-name': state(
      {
        name: 'confirm-identity',
        purpose: 'application',
        person: { name: longName, sex: '1', idNumberMasked: permit.idNumberMasked },
        proxy: null,
        draftFound: true,
      },
      step(1, { code: 'card-other-person' }),
    ),
    'confirm-identity-rare-name': state(
      {
        name: 'confirm-identity',
        purpose: 'application',
        person: { name: '𠮷䶮喆', sex: '1', idNumberMasked: permit.idNumberMasked },
        proxy: null,
        draftFound: false,
      },
      step(1),
    ),
    'see-eligibility': state(
      { name: 'see-eligibility', decision: accepted, goTo: null, slip: noSlip },
      step(2),
    ),
    'see-eligibility-papers': state(
      {
        name: 'see-eligibility',
        decision: { ...accepted, outcome: 'missing_materials', missing, provisional: true },
        goTo: null,
        slip: noSlip,
      },
      { ...step(2), upstream: 'offline' },
    ),
    'see-eligibility-rejected': state(
      { name: 'see-eligibility', decision: rejected, goTo: null, slip: noSlip },
      step(2),
    ),
    'see-eligibility-changed': state(
      { name: 'see-eligibility', decision: rejected, goTo: null, slip: noSlip },
      step(2, { code: 'facts-changed' }),
    ),
    'see-eligibility-staff': state(
      {
        name: 'see-eligibility',
        decision: { ...rejected, outcome: 'staff_review', reasons: ['ID_MISMATCH'], source: null },
        goTo: null,
        slip: noSlip,
      },
      step(2),
    ),
    'see-eligibility-not-here': state({
      name: 'see-eligibility',
      decision: {
        ...rejected,
        stage: 1,
        reasons: ['CITY_NOT_SUPPORTED'],
        eligibleOn: null,
        promisedLimit: null,
        source: '深圳经济特区居住证条例 (in force 2015-06-01); 粤省事 service guide of 2022-06',
        referTo: 'shenzhen-service',
      },
      goTo: { to: 'shenzhen-service', city: null },
      slip: noSlip,
    }),
    'see-eligibility-other-city': state({
      name: 'see-eligibility',
      decision: {
        ...rejected,
        reasons: ['PERMIT_OTHER_CITY'],
        eligibleOn: null,
        source: '居住证暂行条例 (State Council Decree 663) art. 10',
      },
      goTo: { to: 'issuing-city', city: '441900' },
      slip: noSlip,
    }),
    'see-eligibility-link': state({
      name: 'see-eligibility',
      decision: {
        ...rejected,
        stage: 4,
        reasons: ['MEMBER_LINK_MISSING'],
        eligibleOn: null,
        promisedLimit: null,
        source: '居住证暂行条例 (State Council Decree 663) art. 9',
      },
      goTo: null,
      slip: noSlip,
    }),
    'see-more': state({ name: 'see-more' }),
    'choose-card': state({ name: 'choose-card' }),
    'tell-loss': state({ name: 'tell-loss', today: '2026-11-23', lostOn: null }, step(2)),
    'choose-delivery': state(
      {
        name: 'choose-delivery',
        centreName: '石牌街政务服务中心',
        address: '东莞市南城街道样例大道106号样例花园3栋2单元1502房',
      },
      step(2),
    ),
    'choose-delivery-nowhere': state(
      { name: 'choose-delivery', centreName: '石牌街政务服务中心', address: null },
      step(2),
    ),
    'check-answers-card': state(
      {
        name: 'check-answers',
        rows: [
          ...answers.slice(0, 1),
          { row: 'card', value: 'lost', changeable: false, missing: false },
          { row: 'lost-on', value: '2026-11-20', changeable: true, missing: false },
          {
            row: 'delivery',
            value: '东莞市南城街道样例大道106号样例花园3栋2单元1502房',
            changeable: true,
            missing: false,
          },
          { row: 'fee', value: '20', changeable: false, missing: false },
          { row: 'mobile', value: '13800000001', changeable: true, missing: false },
        ],
        photo: null,
      },
      step(3),
    ),
    'enter-mobile-courier': state(
      { name: 'enter-mobile', mobile: '', needed: true },
      { ...step(3), problem: { code: 'mobile-needed' } },
    ),
    'home-not-here': state(
      { name: 'home' },
      {
        canGoBack: false,
        offered: offered(null, null).map((row) =>
          row.service === 'status'
            ? row
            : { ...row, available: false, notHere: 'CITY_NOT_SUPPORTED' as const },
        ),
      },
    ),
    'confirm-endorsement': state(
      {
        name: 'confirm-endorsement',
        person: { name: '刘桂兰', sex: '2', idNumberMasked: permit.idNumberMasked },
        address: '广州市海珠区昌岗街道样例中路8号201房',
        validTo: '2026-12-10',
        newValidTo: '2027-12-10',
        closesOn: '2026-12-10',
        late: false,
      },
      { step: { number: 2, of: 4 } },
    ),
    'confirm-endorsement-late': state(
      {
        name: 'confirm-endorsement',
        person: { name: longName, sex: '1', idNumberMasked: permit.idNumberMasked },
        address: null,
        validTo: '2026-09-10',
        newValidTo: '2027-11-23',
        closesOn: '2026-09-10',
        late: true,
      },
      { step: { number: 2, of: 4 } },
    ),
    'choose-change': state(
      {
        name: 'choose-change',
        items: [
          'residence_address',
          'photo',
          'hukou_address',
          'name',
          'sex',
          'ethnicity',
          'id_number',
        ],
      },
      step(2),
    ),
    'choose-cancellation': state({ name: 'choose-cancellation' }, { step: { number: 2, of: 3 } }),
    'confirm-cancellation': state(
      { name: 'confirm-cancellation', target: 'permit', noticeVersion: '2026-11' },
      { step: { number: 3, of: 3 } },
    ),
    'confirm-cancellation-registration': state(
      { name: 'confirm-cancellation', target: 'registration', noticeVersion: '2026-11' },
      { step: { number: 3, of: 3 } },
    ),
    'choose-ground': state({ name: 'choose-ground', chosen: 'housing' }, step(2)),
    'list-papers': state({ name: 'list-papers', papers: rows.none, complete: false }, step(3)),
    'list-papers-problem': state(
      {
        name: 'list-papers',
        papers: rows.none.map((row, at) => (at === 0 ? (rows.all[0] ?? row) : row)),
        complete: false,
      },
      step(3, { code: 'papers-incomplete' }),
    ),
    'list-papers-complete': state(
      { name: 'list-papers', papers: rows.all.slice(0, 2), complete: true },
      step(3),
    ),
    'take-paper': state(
      {
        name: 'take-paper',
        slot: 'HOUSING_PROOF',
        anyOf: missing[1]?.anyOf ?? [],
        number: 2,
        of: 3,
      },
      step(3),
    ),
    'take-paper-one-kind': state(
      { name: 'take-paper', slot: 'LEASE_CONTRACT', anyOf: ['LEASE_CONTRACT'], number: 1, of: 1 },
      step(3, { code: 'paper-blurred' }),
    ),
    'see-missing': state(
      { name: 'see-missing', missing, print: null, printing: false, given: null },
      step(3),
    ),
    'see-missing-given': state(
      {
        name: 'see-missing',
        missing,
        print: { result: 'printed', reason: 'ok' },
        printing: false,
        given: notice,
      },
      step(3),
    ),
    'see-missing-second': state(
      { name: 'see-missing', missing, print: null, printing: false, given: notice },
      step(3, { code: 'notice-second' }),
    ),
    'see-missing-failed': state(
      {
        name: 'see-missing',
        missing: missing.slice(0, 1),
        print: { result: 'failed', reason: 'paper-out' },
        printing: false,
        given: notice,
      },
      step(3),
    ),
    'take-photo': state(
      { name: 'take-photo', onFile: true, taken: null, attempts: 0, onCard: null },
      step(3),
    ),
    'take-photo-problem': state(
      { name: 'take-photo', onFile: false, taken: null, attempts: 3, onCard: null },
      step(3, { code: 'photo-many-faces' }),
    ),
    'take-photo-taken': state(
      { name: 'take-photo', onFile: false, taken: face, attempts: 1, onCard: null },
      step(3),
    ),
    'take-photo-on-card': state(
      { name: 'take-photo', onFile: false, taken: face, attempts: 1, onCard: face },
      step(3),
    ),
    'check-answers': state({ name: 'check-answers', rows: [...answers], photo: face }, step(4)),
    'check-answers-long': state(
      {
        name: 'check-answers',
        rows: answers.map((row) =>
          row.row === 'identity' ? { ...row, value: `${longName} ${permit.idNumberMasked}` } : row,
        ),
        photo: face,
      },
      step(4),
    ),
    'check-answers-link': state({
      name: 'check-answers',
      rows: [
        answers[0],
        { row: 'acting', value: '陈安禾 430***********0007', changeable: false, missing: false },
        { row: 'link', value: 'link', changeable: false, missing: false },
        answers[3],
        answers[5],
      ],
      photo: face,
    }),
    'enter-mobile': state({ name: 'enter-mobile', mobile: '', needed: false }, step(4)),
    'enter-mobile-problem': state(
      { name: 'enter-mobile', mobile: '138001380', needed: false },
      step(4, { code: 'mobile-wrong' }),
    ),
    'give-consent': state({ name: 'give-consent', noticeVersion: '2026-11', by: 'self' }, step(5)),
    'give-consent-guardian': state(
      { name: 'give-consent', noticeVersion: '2026-11', by: 'guardian' },
      step(5),
    ),
    'give-face-consent': state({ name: 'give-face-consent', by: 'self', onFile: true }, step(3)),
    'give-face-consent-guardian': state(
      { name: 'give-face-consent', by: 'guardian', onFile: false },
      step(3),
    ),
    'see-forgotten': state({ name: 'see-forgotten' }),
    'give-consent-problem': state(
      { name: 'give-consent', noticeVersion: '2026-11', by: 'self' },
      step(5, { code: 'disk-full' }),
    ),
    'see-receipt': state(
      { ...receipt, status: 'received', receipt: { result: 'printed', reason: 'ok' } },
      { canGoBack: false, upstream: 'offline', waiting: 1 },
    ),
    'see-receipt-card': state(
      {
        ...receipt,
        service: 'physical_exchange',
        promisedDueOn: '2026-12-07',
        promisedWorkingDays: 10,
        card: { feeYuan: 20, by: 'courier' },
        status: 'delivered',
        receipt: { result: 'printed', reason: 'ok' },
      },
      { canGoBack: false },
    ),
    'see-receipt-delivered': state(
      { ...receipt, promisedDueOn: null, status: 'delivered', receipt: null },
      { canGoBack: false },
    ),
    'see-receipt-unknown': state(
      { ...receipt, status: 'received', receipt: { result: 'unknown', reason: 'no-answer' } },
      { canGoBack: false },
    ),
    'see-receipt-failed': state(
      { ...receipt, status: 'delivered', receipt: { result: 'failed', reason: 'paper-out' } },
      { canGoBack: false },
    ),
    'scan-code': state({ name: 'scan-code', purpose: 'status' }),
    'scan-code-problem': state(
      { name: 'scan-code', purpose: 'status' },
      { problem: { code: 'code-not-ours' } },
    ),
    'see-status': state({ ...status, status: 'in_review' }),
    'see-status-received': state(
      { ...status, status: 'received', stale: true },
      { upstream: 'offline' },
    ),
    'see-status-issued': state({ ...status, status: 'issued' }),
    'see-status-needs-materials': state({ ...status, status: 'needs_materials', reason: 'PHOTO' }),
    'see-status-notice': state({
      ...status,
      status: 'needs_materials',
      notice: { missing, keepUntil: notice.keepUntil },
    }),
    'see-status-rejected': state({ ...status, status: 'rejected', reason: 'already-completed' }),
    'scan-code-verification': state({ name: 'scan-code', purpose: 'verification' }),
    'show-permit': state(
      { ...shown, permit: { ...shown.permit, photo: face }, code: screenCode },
      { canGoBack: false },
    ),
    'show-permit-long-name': state({
      ...shown,
      permit: { ...shown.permit, name: longName },
      code: screenCode,
    }),
    'show-permit-suspended': state({
      ...shown,
      permit: { ...shown.permit, photo: face, validTo: '2026-10-31' },
      standing: 'suspended',
    }),
    'show-permit-offline': state(
      { ...shown, permit: { ...shown.permit, photo: face } },
      { upstream: 'offline' },
    ),
    'see-verification': state({
      name: 'see-verification',
      checked: { code: 'paper', result: 'active', holder },
    }),
    'see-verification-number': state({
      name: 'see-verification',
      checked: { code: 'number', result: 'suspended', holder },
    }),
    'see-verification-changed': state({
      name: 'see-verification',
      checked: { code: 'paper', result: 'changed', holder: null },
    }),
    'see-verification-expired': state({
      name: 'see-verification',
      checked: { code: 'screen', result: 'expired', holder: null },
    }),
    'see-verification-unchecked': state(
      { name: 'see-verification', checked: { code: 'paper', result: 'unchecked', holder } },
      { upstream: 'offline' },
    ),
    'confirm-print-due': state(
      { name: 'confirm-print', permit },
      { reminder: { when: 'within', opensOn: '2026-11-20', closesOn: '2026-12-20' } },
    ),
    'confirm-print': state({ name: 'confirm-print', permit }),
    'confirm-print-long-name': state({
      name: 'confirm-print',
      permit: { ...permit, name: longName },
    }),
    'wait-for-print': state(
      { name: 'wait-for-print', printer: { ...ready, state: 'busy' } },
      { canGoBack: false },
    ),
    'wait-for-print-paper-out': state(
      { name: 'wait-for-print', printer: paperOut },
      { canGoBack: false },
    ),
    'collect-print': state(
      {
        name: 'collect-print',
        outcome: { result: 'printed', reason: 'ok' },
        serial: 'GZSP01-000123',
      },
      { canGoBack: false },
    ),
    'collect-print-card-left': state(
      {
        name: 'collect-print',
        outcome: { result: 'printed', reason: 'ok' },
        serial: 'GZSP01-000123',
      },
      { canGoBack: false, cardLeft: 'take' },
    ),
    'collect-print-failed': state(
      {
        name: 'collect-print',
        outcome: { result: 'failed', reason: 'paper-jam' },
        serial: 'GZSP01-000123',
      },
      { canGoBack: false },
    ),
    'collect-print-unknown': state(
      {
        name: 'collect-print',
        outcome: { result: 'unknown', reason: 'no-answer' },
        serial: 'GZSP01-000123',
      },
      { canGoBack: false },
    ),
    'see-problem-notice': state({
      name: 'see-problem',
      failure: { code: 'notice-not-yours' },
      next: 'staff',
      source: null,
      slip: noSlip,
    }),
    'see-problem': state({
      name: 'see-problem',
      failure: { code: 'card-not-covered-hkmt' },
      next: 'police-branch',
      source: null,
      slip: noSlip,
    }),
    'see-problem-staff': state({
      name: 'see-problem',
      failure: { code: 'card-expired' },
      next: 'staff',
      source: null,
      slip: noSlip,
    }),
    'see-problem-try-again': state({
      name: 'see-problem',
      failure: { code: 'card-unreadable' },
      next: 'try-again',
      source: null,
      slip: noSlip,
    }),
    'see-problem-apply': state({
      name: 'see-problem',
      failure: { code: 'permit-none' },
      next: 'apply',
      source: null,
      slip: noSlip,
    }),
    'see-problem-later': state({
      name: 'see-problem',
      failure: { code: 'permit-offline' },
      next: 'later',
      source: null,
      slip: noSlip,
    }),
    'out-of-use': state(
      { name: 'out-of-use', failure: { code: 'disk-full' } },
      { canGoBack: false, ...withElsewhere },
    ),
    countdown: state(
      { name: 'check-answers', rows: [...answers], photo: face },
      { ...step(4), countdown: { secondsLeft: 38 } },
    ),
    'staff-call': state(
      { name: 'list-papers', papers: rows.none, complete: false },
      { ...step(3), staffCall: { calledAt: since, coming: false } },
    ),
    'staff-helping': state(
      { name: 'list-papers', papers: rows.none, complete: false },
      { ...step(3), staff: { panel: false, helping: true } },
    ),
  };
}
