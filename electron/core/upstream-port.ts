// What the core may ask of upstream and how it is answered: types only. Variant: upstream.ts (HTTP).
// Every answer is a value; an upstream that is away or talks nonsense never throws.
import type {
  CaseDecision,
  CaseId,
  CaseNumber,
  CaseStatus,
  IsoDate,
  KnownRelation,
  NoticeGiven,
  Permit,
  PermitNumber,
  PermitStanding,
  PrintOutcome,
  Service,
  VerifiedFacts,
} from '../domain.ts';

/** How a request ended. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** Upstream itself said no (4xx with its problem body); the same again will not help. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  /** 409 different-content: another case is stored under this id. */
  | { readonly kind: 'conflict' }
  /** 408, 429 or 5xx: try later, not before `retryAfterMs` when given. */
  | { readonly kind: 'busy'; readonly retryAfterMs?: number }
  /** No connection: nothing was sent. */
  | { readonly kind: 'away' }
  /** The request may have arrived, the answer did not: ask before sending again. */
  | { readonly kind: 'silent' }
  /** Something answered that is not upstream as agreed (captive portal, proxy, wrong form). */
  | { readonly kind: 'nonsense' };

export interface SealedItem {
  readonly id: CaseId;
  /** Compact JWS, typ kiosk-env+jws. */
  readonly envelope: string;
  /** Compact JWE, typ kiosk-case+jwe. */
  readonly sealed: string;
}
/** Not yet trusted: the signature is checked by whoever settles the row. */
export interface Acknowledged {
  readonly acknowledgement: string;
}
/** One item of a batch: exactly one of the two is present. */
export interface BatchResult {
  readonly id: string;
  readonly acknowledgement?: string;
  readonly problem?: { readonly status: number; readonly code: string };
}
export interface CaseStanding {
  readonly status: CaseStatus;
  readonly reason: string | null;
  readonly service: Service;
  readonly acceptedOn: IsoDate;
  readonly promisedDueOn: IsoDate | null;
  readonly permitNumber: PermitNumber | null;
  /** What an incomplete case waits for; null for any other. */
  readonly notice: NoticeGiven | null;
}
/** Public P-256 key (RFC 7517). */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

export interface Upstream {
  enrol(request: {
    readonly deviceId: string;
    readonly enrolmentCode: string;
    readonly publicKey: PublicJwk;
  }): Promise<Answer<null>>;
  putCase(item: SealedItem): Promise<Answer<Acknowledged>>;
  /** null: not stored upstream. */
  getCase(id: CaseId): Promise<Answer<Acknowledged | null>>;
  /** Up to 50 items; each answered by itself. */
  putBatch(items: readonly SealedItem[]): Promise<Answer<readonly BatchResult[]>>;
  /** null: no case with this number arrived. */
  caseStatus(caseNumber: CaseNumber): Promise<Answer<CaseStanding | null>>;
  /**
   * The content of an incomplete case of this person as a compact JWE for `replyKey` (RFC 7516, ECDH-ES). null: there is
   * none, it was completed, or its time is over.
   */
  reopen(request: {
    readonly caseNumber: CaseNumber;
    readonly idNumber: string;
    readonly replyKey: PublicJwk;
  }): Promise<Answer<string | null>>;
  decisions(
    after: number,
    limit: number,
  ): Promise<Answer<{ readonly decisions: readonly CaseDecision[]; readonly next: number }>>;
  verify(person: {
    readonly idNumber: string;
    readonly name: string;
    readonly cityAdcode: string;
  }): Promise<Answer<VerifiedFacts>>;
  /** How the first is related to the second, as far as the city's data know. Both cards were read. */
  relation(pair: {
    readonly proxy: { readonly idNumber: string; readonly name: string };
    readonly principal: { readonly idNumber: string; readonly name: string };
  }): Promise<Answer<KnownRelation>>;
  /** The signed policy table when there is one newer than `version`, else null. Not yet trusted. */
  currentPolicy(version: number): Promise<Answer<string | null>>;
  /** The centre's staff as signed, null when the list is not newer than `version`. */
  currentStaff(version: number): Promise<Answer<string | null>>;
  /** The permit as it stands now; null when the person holds none of the city. */
  lookupPermit(person: {
    readonly idNumber: string;
    readonly cityAdcode: string;
  }): Promise<Answer<Permit | null>>;
  reportPrint(
    number: PermitNumber,
    report: { readonly serial: string; readonly outcome: PrintOutcome['result'] },
  ): Promise<Answer<null>>;
  /** A code that shows the permit on a screen: compact JWS, typ show+jws. Refused with `permit-not-active` otherwise. */
  presentPermit(number: PermitNumber): Promise<Answer<string>>;
  /** How the permit behind a code or a number stands now; null: there is none. Refused with `token-expired`. */
  verifyPermit(
    asked: { readonly token: string } | { readonly number: PermitNumber },
  ): Promise<Answer<PermitStanding | null>>;
  /** Closes kept connections. */
  close(): Promise<void>;
}
