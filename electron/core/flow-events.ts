// What can happen to a journey, as past-tense events with what they bring. Types only; flow.ts says what follows.
import type {
  CancellationTarget,
  Consent,
  CardDelivery,
  CaseNumber,
  ChangeItem,
  Decision,
  Declarer,
  Failure,
  FailureCode,
  Ground,
  IdCard,
  IsoDate,
  MaterialSlot,
  KnownRelation,
  Permit,
  PrincipalNeed,
  PrintOutcome,
  Relation,
  VerifiedFacts,
} from '../domain.ts';
import type { CardNeed, CardService } from '../contract.ts';
import type { Journey, Paper, Purpose } from './journey.ts';

/** Rows of the checked answers that can be changed. */
export type ChangeableRow =
  'ground' | 'change' | 'mobile' | 'papers' | 'photo' | 'lost-on' | 'delivery';

/** What an incomplete case brings back into the visit. */
export type HandedIn = Pick<
  Journey,
  | 'purpose'
  | 'ground'
  | 'papers'
  | 'photo'
  | 'mobile'
  | 'item'
  | 'newValue'
  | 'target'
  | 'physical'
  | 'acting'
>;

export type FlowEvent =
  | { readonly kind: 'service-chosen'; readonly purpose: Purpose }
  /** 实体证. */
  | { readonly kind: 'card-asked' }
  | { readonly kind: 'card-need-chosen'; readonly need: CardNeed; readonly purpose: CardService }
  | { readonly kind: 'card-address-found'; readonly address: string | null }
  | { readonly kind: 'loss-told'; readonly lostOn: IsoDate }
  | { readonly kind: 'delivery-chosen'; readonly by: CardDelivery['by'] }
  /** The city does not offer the service at this window. */
  | { readonly kind: 'not-offered'; readonly purpose: Purpose; readonly decision: Decision }
  | { readonly kind: 'card-read'; readonly card: IdCard; readonly draftFound: boolean }
  | { readonly kind: 'more-opened' }
  /** 帮家人办. */
  | { readonly kind: 'family-asked' }
  | { readonly kind: 'principal-chosen'; readonly need: PrincipalNeed }
  | { readonly kind: 'departure-asked' }
  | { readonly kind: 'declarer-chosen'; readonly as: Declarer }
  /** The card of whoever acts for another. */
  | { readonly kind: 'agent-card-read'; readonly card: IdCard }
  /** The principal has none: number and name are typed. */
  | { readonly kind: 'no-card-told' }
  | { readonly kind: 'departed-entered'; readonly card: IdCard }
  /** The city's data were asked about the two; null = they could not be. */
  | { readonly kind: 'relation-answered'; readonly known: KnownRelation | null }
  | { readonly kind: 'relation-needed' }
  | { readonly kind: 'relation-chosen'; readonly relation: Relation }
  /** The draft whose purpose was to be taken up is gone. */
  | { readonly kind: 'application-begun' }
  | { readonly kind: 'look-up-started' }
  | { readonly kind: 'facts-arrived'; readonly facts: VerifiedFacts | null }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'ground-needed' }
  | { readonly kind: 'ground-chosen'; readonly ground: Ground }
  | { readonly kind: 'endorsement-confirmed' }
  | { readonly kind: 'change-asked-for' }
  | { readonly kind: 'item-chosen'; readonly item: ChangeItem; readonly newValue: string | null }
  | { readonly kind: 'cancellation-asked-for' }
  | { readonly kind: 'target-chosen'; readonly target: CancellationTarget }
  | { readonly kind: 'draft-reopened'; readonly draft: Journey }
  | { readonly kind: 'identity-asked' }
  | { readonly kind: 'eligibility-seen' }
  | { readonly kind: 'paper-started'; readonly slot: MaterialSlot }
  /** With what the engine says now that it is there. */
  | { readonly kind: 'paper-added'; readonly paper: Paper; readonly decision: Decision }
  | { readonly kind: 'paper-removed'; readonly slot: MaterialSlot }
  | { readonly kind: 'papers-done' }
  | { readonly kind: 'papers-lacking' }
  /** The list is to be printed: first the consent to keep and send what was handed in. */
  | { readonly kind: 'notice-wanted' }
  | { readonly kind: 'notice-filed'; readonly noticed: NonNullable<Journey['noticed']> }
  | { readonly kind: 'notice-scanned'; readonly caseNumber: CaseNumber }
  /** An incomplete case came back from upstream: what was handed in with it. */
  | {
      readonly kind: 'case-reopened';
      readonly noticed: NonNullable<Journey['noticed']>;
      readonly handedIn: HandedIn;
    }
  | { readonly kind: 'case-went-on'; readonly decision: Decision; readonly changed: boolean }
  /** Decided again at submit, and the case cannot go as it is. */
  | {
      readonly kind: 'decision-changed';
      readonly facts: VerifiedFacts | null;
      readonly decision: Decision;
      readonly failure: Failure | null;
    }
  | {
      readonly kind: 'notice-print';
      readonly printing: boolean;
      readonly outcome: PrintOutcome | null;
    }
  | {
      readonly kind: 'refusal-print';
      readonly printing: boolean;
      readonly outcome: PrintOutcome | null;
    }
  | { readonly kind: 'face-agreed'; readonly consent: Consent }
  | { readonly kind: 'photo-taken'; readonly jpeg: string }
  | { readonly kind: 'photo-refused'; readonly code: FailureCode }
  | { readonly kind: 'photo-dropped' }
  | { readonly kind: 'photo-accepted' }
  | { readonly kind: 'photo-reused' }
  | { readonly kind: 'change-asked'; readonly row: ChangeableRow }
  | { readonly kind: 'mobile-entered'; readonly mobile: string }
  | { readonly kind: 'answers-confirmed' }
  | { readonly kind: 'submit-started' }
  | { readonly kind: 'submit-refused'; readonly failure: Failure }
  | { readonly kind: 'submitted'; readonly receipt: NonNullable<Journey['receipt']> }
  | {
      readonly kind: 'receipt-printed';
      readonly caseNumber: CaseNumber;
      readonly outcome: PrintOutcome;
    }
  | {
      readonly kind: 'case-moved';
      readonly caseNumber: CaseNumber;
      readonly status: NonNullable<Journey['receipt']>['status'];
    }
  | { readonly kind: 'status-found'; readonly status: NonNullable<Journey['status']> }
  | { readonly kind: 'permit-found'; readonly permit: Permit }
  | { readonly kind: 'link-asked' }
  | { readonly kind: 'permit-shown'; readonly shown: NonNullable<Journey['shown']> }
  /** Another code in time, or none: the old one ended and upstream is away. */
  | {
      readonly kind: 'code-renewed';
      readonly code: NonNullable<Journey['shown']>['code'];
    }
  | { readonly kind: 'permit-checked'; readonly checked: NonNullable<Journey['checked']> }
  | { readonly kind: 'print-started'; readonly serial: string }
  | { readonly kind: 'print-ended'; readonly outcome: PrintOutcome }
  | { readonly kind: 'refused'; readonly refusal: NonNullable<Journey['refusal']> }
  | { readonly kind: 'problem-met'; readonly failure: Failure }
  | { readonly kind: 'problem-seen' }
  | { readonly kind: 'went-back' }
  | { readonly kind: 'left' };
