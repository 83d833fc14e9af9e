// The verbs: every method and event as data, plus the one picture (KioskState) the renderer draws.
// A leaf: imports domain and zod. A new verb is one row here and one line in core/handlers.ts.
import { z } from 'zod';
import {
  Adcode,
  BadgeCode,
  CancellationTarget,
  CaseNumber,
  CaseStatus,
  ChangeItem,
  Comfort,
  Consent,
  Decision,
  Declarer,
  DeviceStatus,
  DocumentKind,
  Failure,
  FailureCode,
  Ground,
  IsoDate,
  Instant,
  Language,
  MaterialSlot,
  NoticeGiven,
  PermitNumber,
  PermitStanding,
  Pin,
  PrincipalNeed,
  PrintOutcome,
  ReasonCode,
  Relation,
  Reminder,
  Service,
  SexCode,
  StaffMember,
  TextSize,
  Theme,
} from './domain.ts';
export * from './domain.ts';

const Image = z.base64();
/** Largest image a verb may carry, characters of base64 (about 3 MB of JPEG). */
export const MAX_IMAGE_CHARS = 4_000_000;
const UploadedImage = z.base64().max(MAX_IMAGE_CHARS);

/** What the camera worker measured on the cropped 358×441 photo; judged in core/photo.ts. Pixels of that crop. */
export const PhotoMeasures = z.strictObject({
  faces: z
    .array(
      z.strictObject({
        x: z.number(),
        y: z.number(),
        width: z.number(),
        height: z.number(),
        score: z.number(),
      }),
    )
    .max(20),
  /** Eye line, distance from the top, null when the model gave none. */
  eyesY: z.number().nullable(),
  /** Mean luminance of the face, 0–255. */
  brightness: z.number(),
  /** Variance of the Laplacian over the face. */
  sharpness: z.number(),
});
export type PhotoMeasures = z.infer<typeof PhotoMeasures>;

/** A row of “check answers”; each can be changed without losing the rest. */
export const AnswerRow = z.enum([
  'identity',
  'acting',
  'link',
  'residence',
  'ground',
  'validity',
  'change',
  'mobile',
  'papers',
  'photo',
  'card',
  'lost-on',
  'delivery',
  'fee',
]);
export type AnswerRow = z.infer<typeof AnswerRow>;

const PaperRow = z.strictObject({
  slot: MaterialSlot,
  anyOf: z.array(DocumentKind),
  taken: z
    .strictObject({ kind: DocumentKind, pages: z.number().int(), thumbnail: Image })
    .nullable(),
});

/** What a visit is for: the services that walk at this window, looking up a case, checking a permit that is shown. */
export const Purpose = z.enum([
  'paper_copy',
  'application',
  'endorsement',
  'item_change',
  'cancellation',
  'presentation',
  'status',
  'physical_first_issue',
  'physical_reissue',
  'physical_exchange',
  'verification',
]);
export type Purpose = z.infer<typeof Purpose>;
/** The services of the physical card (实体证), in the order they are offered. */
export const CardService = Purpose.extract([
  'physical_first_issue',
  'physical_reissue',
  'physical_exchange',
]);
export type CardService = z.infer<typeof CardService>;
/** What can be chosen from a tile: which of the physical card's services is asked on a screen of its own. */
export const Choice = z.enum([
  ...Purpose.exclude(['physical_first_issue', 'physical_reissue', 'physical_exchange']).options,
  'physical_card',
]);
export type Choice = z.infer<typeof Choice>;
/** Why a physical card is wanted: the first one, the old one lost, damaged, or what it says has changed. */
export const CardNeed = z.enum(['first', 'lost', 'damaged', 'changed']);
export type CardNeed = z.infer<typeof CardNeed>;

/** Where a refused person goes instead; `city` = the division whose permit it is, where that is what decides. */
export const GoTo = z.strictObject({
  to: z.enum(['shenzhen-service', 'foshan-service', 'window', 'police-branch', 'issuing-city']),
  city: Adcode.nullable(),
});
export type GoTo = z.infer<typeof GoTo>;

const PersonShown = z.strictObject({
  name: z.string(),
  sex: SexCode,
  idNumberMasked: z.string(),
});

/** What is said of a physical card once its case is filed. */
export const CardTold = z.strictObject({
  feeYuan: z.number().int(),
  by: z.enum(['window', 'courier']),
});
const ConsentBy = Consent.shape.by;

/** How far a slip has come that the person asked for. */
const SlipShown = z.strictObject({ printing: z.boolean(), outcome: PrintOutcome.nullable() });
/** What a code that was scanned turned out to be. */
export const CheckedPermit = z.strictObject({
  /** Where the code stood: on a paper copy, on a screen, or the bar code, which is not signed. */
  code: z.enum(['paper', 'screen', 'number']),
  /**
   * The status upstream tells; or unknown = upstream has no such permit, expired = a screen code whose time is over,
   * changed = no issuer signed this, unchecked = upstream could not be asked.
   */
  result: z.enum([
    ...PermitStanding.shape.status.options,
    'unknown',
    'expired',
    'changed',
    'unchecked',
  ]),
  /** As told by upstream; by the paper itself when unchecked. */
  holder: PermitStanding.omit({ status: true }).nullable(),
});
export type CheckedPermit = z.infer<typeof CheckedPermit>;

/** The screen the person is at: one task each; its name is the file in renderer/screens. */
export const Screen = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('home') }),
  /** What else can be done here (还可以办). */
  z.strictObject({ name: z.literal('see-more') }),
  z.strictObject({
    name: z.literal('place-card'),
    purpose: Purpose,
    reading: z.boolean(),
    /** Whose card is asked for: with two people one after the other. */
    whose: z.enum(['own', 'proxy', 'principal', 'declarer']),
  }),
  /** 您帮谁办？ */
  z.strictObject({ name: z.literal('choose-principal') }),
  z.strictObject({ name: z.literal('choose-family-service'), need: PrincipalNeed }),
  /** Asked only when the city's data do not tell. */
  z.strictObject({ name: z.literal('choose-relation'), options: z.array(Relation) }),
  /** Who reports a departure. */
  z.strictObject({ name: z.literal('choose-declarer') }),
  /** Number and name of somebody without a card here: a principal with a 户口簿, or whoever left. */
  z.strictObject({ name: z.literal('enter-person'), who: z.enum(['principal', 'departed']) }),
  /** While upstream is asked about the person. */
  z.strictObject({ name: z.literal('please-wait'), purpose: z.enum(['look-up', 'submit']) }),
  z.strictObject({
    name: z.literal('confirm-identity'),
    purpose: Purpose,
    person: PersonShown,
    /** Who acts for them. */
    proxy: PersonShown.nullable(),
    /** A sealed draft of this person waits and will be reopened. */
    draftFound: z.boolean(),
  }),
  z.strictObject({
    name: z.literal('see-eligibility'),
    decision: Decision,
    goTo: GoTo.nullable(),
    slip: SlipShown,
  }),
  /** “Still living here?”: the permit's dates before and after, and the address on record. */
  z.strictObject({
    name: z.literal('confirm-endorsement'),
    person: PersonShown,
    address: z.string().nullable(),
    validTo: IsoDate.nullable(),
    newValidTo: IsoDate.nullable(),
    closesOn: IsoDate.nullable(),
    late: z.boolean(),
  }),
  z.strictObject({ name: z.literal('choose-change'), items: z.array(ChangeItem) }),
  z.strictObject({ name: z.literal('choose-cancellation') }),
  z.strictObject({ name: z.literal('choose-card') }),
  /** The day the card was lost, and the statement that it was. */
  z.strictObject({ name: z.literal('tell-loss'), today: IsoDate, lostOn: IsoDate.nullable() }),
  /** `address` = the one on the permit, where a courier would go; null = not known. */
  z.strictObject({
    name: z.literal('choose-delivery'),
    centreName: z.string(),
    address: z.string().nullable(),
  }),
  /** The second asking: what will stand afterwards. */
  z.strictObject({
    name: z.literal('confirm-cancellation'),
    target: CancellationTarget,
    noticeVersion: z.string(),
  }),
  z.strictObject({ name: z.literal('choose-ground'), chosen: Ground.nullable() }),
  z.strictObject({
    name: z.literal('list-papers'),
    papers: z.array(PaperRow),
    complete: z.boolean(),
  }),
  z.strictObject({
    name: z.literal('take-paper'),
    slot: MaterialSlot,
    anyOf: z.array(DocumentKind),
    /** Which of the papers this is, from 1. */
    number: z.number().int(),
    of: z.number().int(),
  }),
  z.strictObject({
    name: z.literal('see-missing'),
    missing: z.array(z.strictObject({ slot: MaterialSlot, anyOf: z.array(DocumentKind) })),
    print: PrintOutcome.nullable(),
    printing: z.boolean(),
    /** The notice this case has been given, by this kiosk or another. */
    given: z.strictObject({ caseNumber: CaseNumber, keepUntil: IsoDate }).nullable(),
  }),
  z.strictObject({
    name: z.literal('take-photo'),
    onFile: z.boolean(),
    taken: Image.nullable(),
    attempts: z.number().int(),
    /** The photo in the card's chip; null = none that can be decoded here: staff compare by eye. */
    onCard: Image.nullable(),
  }),
  z.strictObject({
    name: z.literal('check-answers'),
    rows: z.array(
      z.strictObject({
        row: AnswerRow,
        value: z.string(),
        changeable: z.boolean(),
        missing: z.boolean(),
      }),
    ),
    photo: Image.nullable(),
  }),
  z.strictObject({
    name: z.literal('enter-mobile'),
    mobile: z.string(),
    /** A courier calls before coming: no card is sent without a number. */
    needed: z.boolean(),
  }),
  z.strictObject({ name: z.literal('give-consent'), noticeVersion: z.string(), by: ConsentBy }),
  /** Before the camera sees a face. `onFile`: an earlier photo may serve instead. */
  z.strictObject({ name: z.literal('give-face-consent'), by: ConsentBy, onFile: z.boolean() }),
  /** 不同意, 不办了: nothing was kept. */
  z.strictObject({ name: z.literal('see-forgotten') }),
  z.strictObject({
    name: z.literal('see-receipt'),
    service: Service,
    caseNumber: CaseNumber,
    status: CaseStatus,
    promisedDueOn: IsoDate.nullable(),
    promisedWorkingDays: z.number().int().nullable(),
    /** Endorsement: validity once it is approved. */
    newValidTo: IsoDate.nullable(),
    /** Physical card: what is paid at the window, and how the card is handed over. */
    card: CardTold.optional(),
    receipt: PrintOutcome.nullable(),
  }),
  z.strictObject({ name: z.literal('scan-code'), purpose: z.enum(['status', 'verification']) }),
  z.strictObject({
    name: z.literal('see-status'),
    caseNumber: CaseNumber,
    status: CaseStatus,
    reason: z.string().nullable(),
    service: Service,
    acceptedOn: IsoDate,
    promisedDueOn: IsoDate.nullable(),
    stale: z.boolean(),
    /** What the case still waits for; the person's card goes on with it. */
    notice: NoticeGiven.nullable(),
  }),
  z.strictObject({
    name: z.literal('confirm-print'),
    permit: z.strictObject({
      number: PermitNumber,
      name: z.string(),
      idNumberMasked: z.string(),
      validFrom: IsoDate,
      validTo: IsoDate,
      issuingAuthority: z.string(),
    }),
  }),
  /** 亮证: the permit with a code that is good for a minute; the code is never kept anywhere. */
  z.strictObject({
    name: z.literal('show-permit'),
    permit: z.strictObject({
      name: z.string(),
      idNumberMasked: z.string(),
      cityAdcode: Adcode,
      validTo: IsoDate,
      photo: Image.nullable(),
    }),
    standing: z.enum(['active', 'suspended']),
    /** null while there is none to show: suspended, or upstream is away. */
    code: z.strictObject({ token: z.string().max(1000), secondsLeft: z.number().int() }).nullable(),
  }),
  /** What the code of a permit tells whoever checks it. */
  z.strictObject({ name: z.literal('see-verification'), checked: CheckedPermit }),
  /** `status` is the printer's own word while it works, e.g. attention / paper-out. */
  z.strictObject({ name: z.literal('wait-for-print'), printer: DeviceStatus }),
  z.strictObject({ name: z.literal('collect-print'), outcome: PrintOutcome, serial: z.string() }),
  /** A clear no with the way out; `failure` is the reason in the locales, `next` where to go. */
  z.strictObject({
    name: z.literal('see-problem'),
    failure: Failure,
    next: z.enum(['staff', 'police-branch', 'try-again', 'apply', 'later']),
    /** Rule cited, as the policy data write it. */
    source: z.string().nullable(),
    slip: SlipShown,
  }),
  z.strictObject({ name: z.literal('out-of-use'), failure: Failure }),
]);
export type Screen = z.infer<typeof Screen>;
export type ScreenName = Screen['name'];

export const OfferedService = z.strictObject({
  service: Choice,
  /** Where it is offered: home shows the usual, 更多 the rest. */
  place: z.enum(['home', 'more']),
  available: z.boolean(),
  /** Why not, as a failure code of the locales. */
  why: Failure.shape.code.nullable(),
  /** The city does not offer it at this window: the tile leads straight to the reason, no card needed. */
  notHere: ReasonCode.nullable(),
});

/** The whole picture, pushed after each change. */
export const KioskState = z.strictObject({
  revision: z.number().int(),
  demonstration: z.boolean(),
  place: z.strictObject({
    cityAdcode: z.string(),
    cityName: z.string(),
    centreName: z.string(),
    deviceId: z.string(),
    elsewhere: z.strictObject({ name: z.string().max(30), address: z.string().max(60) }).nullable(),
  }),
  now: Instant,
  comfort: Comfort,
  devices: z.strictObject({
    idReader: DeviceStatus,
    receiptPrinter: DeviceStatus,
    permitPrinter: DeviceStatus,
    /** Null when no code scanner has a line of its own. */
    codeScanner: DeviceStatus.nullable(),
  }),
  /** What a scanner that types like a keyboard puts around a code (Enter as \r, tab as \t); null without one. */
  wedge: z.strictObject({ prefix: z.string().max(16), suffix: z.string().max(16) }).nullable(),
  upstream: z.enum(['online', 'offline']),
  /** Submitted here and not yet acknowledged by upstream. */
  waiting: z.number().int(),
  needsStaff: z.number().int(),
  offered: z.array(OfferedService),
  screen: Screen,
  step: z.strictObject({ number: z.number().int(), of: z.number().int() }).nullable(),
  canGoBack: z.boolean(),
  /** When the permit of the person at the window is to be endorsed. */
  reminder: Reminder.nullable(),
  /** Shown directly above the controls; cleared by the next step. */
  problem: Failure.nullable(),
  /** “Are you still there?”: seconds until screen and memory are wiped. */
  countdown: z.strictObject({ secondsLeft: z.number().int() }).nullable(),
  staffCall: z.strictObject({ calledAt: Instant, coming: z.boolean() }).nullable(),
  staff: z.strictObject({
    /** The staff's panel lies over this screen: nothing of the person is drawn. */
    panel: z.boolean(),
    /** A member of staff is acting at the person's step. */
    helping: z.boolean(),
  }),
  /** A card is known to lie on the reader that is to be taken along, or lifted and laid down again. */
  cardLeft: z.enum(['take', 'lift']).nullable(),
});
export type KioskState = z.infer<typeof KioskState>;

/** What the staff's window shows. Before somebody has signed in: where help is needed, and nothing of a person. */
export const StaffState = z.strictObject({
  revision: z.number().int(),
  demonstration: z.boolean(),
  place: KioskState.shape.place,
  now: Instant,
  devices: KioskState.shape.devices,
  online: z.boolean(),
  waiting: z.number().int(),
  needsStaff: z.number().int(),
  /** The person's screen, by name only. */
  at: z.string().max(40),
  call: z
    .strictObject({
      calledAt: Instant,
      at: z.string().max(40),
      problem: FailureCode.nullable(),
      answered: z.boolean(),
      /** Nobody answered for a minute: it rings again. */
      overdue: z.boolean(),
    })
    .nullable(),
  desk: z.discriminatedUnion('stage', [
    z.strictObject({ stage: z.literal('set-up') }),
    z.strictObject({ stage: z.literal('locked'), waitSeconds: z.number().int() }),
    z.strictObject({ stage: z.literal('badge-seen') }),
    z.strictObject({ stage: z.literal('open'), member: StaffMember }),
  ]),
});
export type StaffState = z.infer<typeof StaffState>;

/** The two windows: the person's, and the staff's on a screen of its own. */
export type Surface = 'public' | 'staff';
/** `panel`: at the staff's window, or where the panel lies over the public screen; nobody is signed in yet. */
export type Access = 'public' | 'panel' | 'staff' | 'supervisor' | 'demonstration';
export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly access: Access;
  readonly input: I;
  readonly output: O;
}
function method<I extends z.ZodType, O extends z.ZodType>(
  access: Access,
  input: I,
  output: O,
): Method<I, O> {
  return { access, input, output };
}
const Nothing = z.strictObject({});

/** Cards the demonstration's simulated reader can be given. */
export const DemoCard = z.enum([
  'newcomer',
  'too-soon',
  'needs-papers',
  'local',
  'expired',
  'hkmt',
  'foreigner',
  'rare-name',
  'due',
  'lapsed',
  'child',
  'pupil',
]);
export type DemoCard = z.infer<typeof DemoCard>;

export const methods = {
  'kiosk.state': method('public', Nothing, KioskState),
  /** A touch or key: starts the quiet time again. */
  'session.touch': method('public', Nothing, Nothing),
  'session.back': method('public', Nothing, Nothing),
  /** 不办了: wipes screen and memory, keeps no draft. */
  'session.quit': method('public', Nothing, Nothing),
  /** 多给我时间: the quiet time is three times as long for the rest of the visit. */
  'session.extend': method('public', Nothing, Nothing),
  'comfort.set': method(
    'public',
    z.strictObject({
      language: Language.optional(),
      textSize: TextSize.optional(),
      theme: Theme.optional(),
    }),
    Nothing,
  ),
  'panel.open': method('public', Nothing, Nothing),
  'panel.close': method('panel', Nothing, Nothing),
  'panel.state': method('panel', Nothing, StaffState),
  'call.answer': method('panel', Nothing, Nothing),
  'badge.show': method('panel', z.strictObject({ code: BadgeCode }), Nothing),
  'pin.enter': method('panel', z.strictObject({ pin: Pin }), Nothing),
  /** The first supervisor, by the code of whoever installs; badge and PIN are told once. */
  'setup.begin': method(
    'panel',
    z.strictObject({ code: z.string().min(1).max(80) }),
    z.strictObject({ badge: BadgeCode, pin: Pin }),
  ),
  'desk.leave': method('staff', Nothing, Nothing),
  /** Prints the readiness report. */
  'device.report': method('staff', Nothing, PrintOutcome),
  'staff.call': method('public', Nothing, Nothing),
  'staff.dismiss': method('public', Nothing, Nothing),
  'home.choose': method('public', z.strictObject({ service: Choice }), Nothing),
  'home.more': method('public', Nothing, Nothing),
  /** 帮家人办. */
  'home.family': method('public', Nothing, Nothing),
  /** A landlord, employer, school or hotel reports that somebody left. */
  'home.departure': method('public', Nothing, Nothing),
  /** `other` = none of those the law names: staff. */
  'principal.choose': method(
    'public',
    z.strictObject({ need: z.enum([...PrincipalNeed.options, 'other']) }),
    Nothing,
  ),
  'relation.choose': method('public', z.strictObject({ relation: Relation }), Nothing),
  /** The principal has no card: 户口簿. */
  'principal.no-card': method('public', Nothing, Nothing),
  'person.enter': method(
    'public',
    z.strictObject({ idNumber: z.string().max(18), name: z.string().max(60) }),
    Nothing,
  ),
  'declarer.choose': method('public', z.strictObject({ declarer: Declarer }), Nothing),
  /** 还住这里 / 搬家了: who moved changes the address first. */
  'endorsement.confirm': method('public', z.strictObject({ stillResident: z.boolean() }), Nothing),
  'change.choose': method('public', z.strictObject({ item: ChangeItem }), Nothing),
  'cancellation.choose': method('public', z.strictObject({ target: CancellationTarget }), Nothing),
  'card.choose': method('public', z.strictObject({ need: CardNeed }), Nothing),
  /** States the loss of the card, with its day. */
  'card.lost': method('public', z.strictObject({ lostOn: IsoDate }), Nothing),
  'delivery.choose': method('public', z.strictObject({ by: CardTold.shape.by }), Nothing),
  'identity.confirm': method('public', z.strictObject({ isMe: z.boolean() }), Nothing),
  'eligibility.continue': method('public', Nothing, Nothing),
  /** Asks that a family member may be shown and printed for: the member's face, their consent, a review upstream. */
  'link.ask': method('public', Nothing, Nothing),
  'ground.choose': method('public', z.strictObject({ ground: Ground }), Nothing),
  'papers.start': method('public', z.strictObject({ slot: MaterialSlot }), Nothing),
  'papers.add': method(
    'public',
    z.strictObject({ slot: MaterialSlot, kind: DocumentKind, image: UploadedImage }),
    Nothing,
  ),
  'papers.remove': method('public', z.strictObject({ slot: MaterialSlot }), Nothing),
  'papers.done': method('public', Nothing, Nothing),
  /** 我没带齐: shows and prints the whole list at once. */
  'papers.not-all': method('public', Nothing, Nothing),
  /** 打印这张单子: why it cannot be done, by which rule, from when, where to go. */
  'refusal.print': method('public', Nothing, Nothing),
  'missing.print': method('public', Nothing, Nothing),
  /** 我去准备: home, and what was handed in waits for the person. */
  'missing.leave': method('public', Nothing, Nothing),
  'face.agree': method('public', Nothing, Nothing),
  /** 不用脸: the photo on file, or staff. */
  'face.decline': method('public', Nothing, Nothing),
  'photo.take': method(
    'public',
    z.strictObject({ image: UploadedImage, measures: PhotoMeasures }),
    Nothing,
  ),
  'photo.retake': method('public', Nothing, Nothing),
  'photo.accept': method('public', Nothing, Nothing),
  'photo.use-on-file': method('public', Nothing, Nothing),
  'answers.change': method('public', z.strictObject({ row: AnswerRow }), Nothing),
  'answers.confirm': method('public', Nothing, Nothing),
  'mobile.enter': method('public', z.strictObject({ mobile: z.string().max(20) }), Nothing),
  'consent.refuse': method('public', Nothing, Nothing),
  /** Consent and submit are one tap; resolves after COMMIT with what the person holds. */
  'case.submit': method(
    'public',
    z.strictObject({ noticeVersion: z.string().max(20) }),
    z.strictObject({ caseNumber: CaseNumber }),
  ),
  /** A code seen by the camera or a scanner; text as read. No QR code holds more than 7,089 characters. */
  'code.scanned': method(
    'public',
    z.strictObject({ text: z.string().max(8000), format: z.string().max(20) }),
    Nothing,
  ),
  'permit.print': method('public', Nothing, Nothing),
  'print.collected': method('public', z.strictObject({ whole: z.boolean() }), Nothing),
  'problem.acknowledge': method('public', Nothing, Nothing),
  'demo.place-card': method('demonstration', z.strictObject({ card: DemoCard }), Nothing),
} as const satisfies Record<string, Method>;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
export type Input<M extends MethodName> = z.infer<Methods[M]['input']>;
export type Output<M extends MethodName> = z.infer<Methods[M]['output']>;

export const events = { state: KioskState, staff: StaffState } as const;
export type EventName = keyof typeof events;

/** Envelope out: one object, a value or a coded failure. */
export type Reply<T = unknown> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
export const Reply = z.union([
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), failure: Failure }),
]);

/** What both wires carry. Requests are numbered by the renderer. */
export const Request = z.strictObject({
  id: z.number().int().nonnegative(),
  method: z.string().max(60),
  input: z.unknown(),
});
export type Request = z.infer<typeof Request>;
export const ServerMessage = z.union([
  z.strictObject({ id: z.number().int(), reply: Reply }),
  z.strictObject({ event: z.literal('state'), value: KioskState }),
  z.strictObject({ event: z.literal('staff'), value: StaffState }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;
/** An event as the core tells it. */
export type KioskEvent =
  | { readonly event: 'state'; readonly value: KioskState }
  | { readonly event: 'staff'; readonly value: StaffState };

/** What a shell carries for one window: the gate and the events. */
export interface WindowPort {
  /** Never rejects. `input` is untrusted. */
  call(method: string, input: unknown): Promise<Reply>;
  /** Returns the function that stops listening. */
  listen(listener: (event: KioskEvent) => void): () => void;
}
/** What a shell needs of the core: the person's window, and the staff's. */
export interface App extends WindowPort {
  readonly staff: WindowPort;
  /** Stops timers, devices, pump and database; resolves when all is closed. */
  close(): Promise<void>;
}
/** What the renderer holds: preload exposes it as `window.kiosk`, the browser transport builds the same. */
export interface Transport {
  call(method: string, input: unknown): Promise<unknown>;
  listen(event: string, listener: (value: unknown) => void): () => void;
}
