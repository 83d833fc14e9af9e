// Draws KioskState, the one picture a shell shows, from the journey and what surrounds it. Pure: decides nothing.
import type { Choice, KioskState, Screen } from '../contract.ts';
import type {
  DeviceStatus,
  Failure,
  FailureCode,
  MaterialSlot,
  ReasonCode,
  Reminder,
} from '../domain.ts';
import { ChangeItem } from '../domain.ts';
import type { CardPresence } from '../devices/id-reader.ts';
import { answerRows } from './answers.ts';
import { consentBy } from './consents.ts';
import { localDate } from './eligibility.ts';

import { maskIdNumber } from './identity.ts';
import type { Journey } from './journey.ts';
import { missingPapers, papersComplete } from './journey.ts';
import { paperSlots, stepNumber } from './next-task.ts';
import { relationsFor } from './relation.ts';
import { cardLeftAt } from './card-left.ts';
import { canGoBack } from './way-back.ts';
import { whereToGo } from './where-to-go.ts';
import { confirmPrint, showPermit } from './permit-screens.ts';
import type { Window } from './session.ts';
import { noticeVersion } from './notice.ts';

/** What the picture shows of the kiosk around the person. */
export interface Surroundings {
  readonly demonstration: boolean;
  readonly place: KioskState['place'];
  readonly now: Date;
  readonly devices: KioskState['devices'];
  readonly cardPresence: CardPresence;
  /** The photo in the card's chip, where it can be decoded. */
  readonly chipPhoto: string | null;
  readonly wedge: KioskState['wedge'];
  readonly online: boolean;
  readonly waiting: number;
  readonly needsStaff: number;
  /** Set when the kiosk may take no new cases (disk nearly full, storage broken). */
  readonly outOfUse: Failure | null;
  /** Why the city does not offer the service at this window today; null = it does. */
  readonly notHere: (service: Choice) => ReasonCode | null;
  readonly documentsFor: (slot: MaterialSlot) => readonly string[];
  readonly reminderFor: (journey: Journey) => Reminder | null;
  /** The staff's panel lies over the public screen. */
  readonly staffPanel: boolean;
  /** Rule cited for a failure; null when it rests on none. */
  readonly sourceOfFailure: (code: FailureCode) => string | null;
}

function usable(device: DeviceStatus): boolean {
  return device.state === 'ready' || device.state === 'busy';
}

/** Home offers only what can be finished now, and says why not. */
function offered(around: Surroundings): KioskState['offered'] {
  const reader = usable(around.devices.idReader);
  const printer = usable(around.devices.permitPrinter);
  const printing = !reader
    ? 'reader-away'
    : !printer
      ? 'printer-away'
      : !around.online
        ? 'permit-offline'
        : null;
  const asking = reader ? null : 'reader-away';
  const row = (
    service: Choice,
    place: 'home' | 'more',
    why: 'reader-away' | 'printer-away' | 'permit-offline' | 'show-offline' | null,
  ): KioskState['offered'][number] => {
    const notHere = around.notHere(service);
    // The answer of the city needs no device.
    return notHere === null
      ? { service, place, available: why === null, why, notHere }
      : { service, place, available: false, why: null, notHere };
  };
  return [
    row('paper_copy', 'home', printing),
    row('application', 'home', asking),
    row('endorsement', 'home', asking),
    row('presentation', 'more', asking ?? (around.online ? null : 'show-offline')),
    row('status', 'more', null),
    row('verification', 'more', null),
    row('item_change', 'more', asking),
    row('cancellation', 'more', asking),
    row('physical_card', 'more', asking),
  ];
}

function listPapers(journey: Journey, around: Surroundings): Screen {
  const rows = paperSlots(journey, around.documentsFor).map((row) => {
    const paper = journey.papers.find((taken) => taken.slot === row.slot);
    return {
      ...row,
      taken:
        paper === undefined
          ? null
          : { kind: paper.kind, pages: paper.pages.length, thumbnail: paper.thumbnail },
    };
  });
  return { name: 'list-papers', papers: rows, complete: papersComplete(journey) };
}

function takePaper(journey: Journey, around: Surroundings): Screen {
  const slot = journey.slot ?? 'ADDRESS_PROOF';
  const missing = missingPapers(journey).find((item) => item.slot === slot);
  const rows = paperSlots(journey, around.documentsFor);
  return {
    name: 'take-paper',
    slot,
    anyOf: [...(missing?.anyOf ?? around.documentsFor(slot))],
    number: Math.max(1, rows.findIndex((row) => row.slot === slot) + 1),
    of: Math.max(1, rows.length),
  };
}

const lost: Screen = {
  name: 'see-problem',
  failure: { code: 'internal' },
  next: 'staff',
  source: null,
  slip: { printing: false, outcome: null },
};

type PersonShown = Extract<Screen, { name: 'confirm-identity' }>['person'];

function personShown(card: NonNullable<Journey['card']>): PersonShown {
  return { name: card.name, sex: card.sex, idNumberMasked: maskIdNumber(card.idNumber) };
}

function personOf(journey: Journey): Screen {
  const { card, acting } = journey;
  if (card === null) return lost;
  return {
    name: 'confirm-identity',
    purpose: journey.purpose ?? 'application',
    person: personShown(card),
    proxy: acting?.card ? personShown(acting.card) : null,
    draftFound: journey.draftFound,
  };
}

/** A photo that is to change is not answered by the old one. */
function photoOnFile({ purpose, facts }: Journey): boolean {
  return purpose === 'application' && (facts?.photoOnFile ?? false);
}

function consenting(journey: Journey, around: Surroundings): 'self' | 'proxy' | 'guardian' {
  return consentBy(journey, localDate(around.now)) ?? 'proxy';
}

function whoseCard({ acting }: Journey): Extract<Screen, { name: 'place-card' }>['whose'] {
  if (acting === null) return 'own';
  return acting.card === null ? acting.role : 'principal';
}

function endorsementOf(journey: Journey): Screen {
  const { card, facts, decision } = journey;
  if (card === null || decision === null) return lost;
  return {
    name: 'confirm-endorsement',
    person: personShown(card),
    address: facts?.registration?.address ?? null,
    validTo: facts?.permit?.validTo ?? null,
    newValidTo: decision.endorsement?.newValidTo ?? null,
    closesOn: decision.endorsement?.closesOn ?? null,
    late: decision.endorsement?.late ?? false,
  };
}

/** The screen with what it shows; a journey that lacks what its screen needs (a bug) is sent to staff, not drawn half. */
function screenOf(journey: Journey, window: Window, around: Surroundings): Screen {
  switch (journey.screen) {
    case 'home':
      return around.outOfUse === null
        ? { name: 'home' }
        : { name: 'out-of-use', failure: around.outOfUse };
    case 'place-card':
      return {
        name: 'place-card',
        purpose: journey.purpose ?? 'application',
        reading: around.devices.idReader.state === 'busy',
        whose: whoseCard(journey),
      };
    case 'choose-principal':
      return { name: 'choose-principal' };
    case 'choose-family-service':
      return journey.acting?.role === 'proxy'
        ? { name: 'choose-family-service', need: journey.acting.need }
        : lost;
    case 'choose-relation':
      return { name: 'choose-relation', options: relationsFor(journey) };
    case 'choose-declarer':
      return { name: 'choose-declarer' };
    case 'enter-person':
      return {
        name: 'enter-person',
        who: journey.acting?.role === 'declarer' ? 'departed' : 'principal',
      };
    case 'please-wait':
      return { name: 'please-wait', purpose: journey.waitingFor };
    case 'confirm-identity':
      return personOf(journey);
    case 'see-eligibility':
      return journey.decision === null
        ? lost
        : {
            name: 'see-eligibility',
            decision: { ...journey.decision, missing: missingPapers(journey) },
            goTo: whereToGo(journey.decision, journey.facts?.permit?.cityAdcode ?? null),
            slip: journey.refusalPrint,
          };
    case 'see-more':
      return { name: 'see-more' };
    case 'confirm-endorsement':
      return endorsementOf(journey);
    case 'choose-change':
      return { name: 'choose-change', items: [...ChangeItem.options] };
    case 'choose-card':
      return { name: 'choose-card' };
    case 'tell-loss':
      return {
        name: 'tell-loss',
        today: localDate(around.now),
        lostOn: journey.physical?.lostOn ?? null,
      };
    case 'choose-delivery':
      return {
        name: 'choose-delivery',
        centreName: around.place.centreName,
        address: journey.physical?.address ?? null,
      };
    case 'choose-cancellation':
      return { name: 'choose-cancellation' };
    case 'confirm-cancellation':
      return journey.target === null
        ? lost
        : { name: 'confirm-cancellation', target: journey.target, noticeVersion };
    case 'choose-ground':
      return { name: 'choose-ground', chosen: journey.ground };
    case 'list-papers':
      return listPapers(journey, around);
    case 'take-paper':
      return takePaper(journey, around);
    case 'see-missing':
      return {
        name: 'see-missing',
        missing: missingPapers(journey),
        print: journey.notice.outcome,
        printing: journey.notice.printing,
        given:
          journey.noticed === null
            ? null
            : { caseNumber: journey.noticed.caseNumber, keepUntil: journey.noticed.keepUntil },
      };
    case 'take-photo':
      return {
        name: 'take-photo',
        onFile: photoOnFile(journey),
        taken: journey.photo?.jpeg ?? null,
        attempts: journey.photoAttempts,
        onCard: around.chipPhoto,
      };
    case 'check-answers':
      return {
        name: 'check-answers',
        rows: answerRows(journey),
        photo: journey.photo?.jpeg ?? null,
      };
    case 'enter-mobile':
      return {
        name: 'enter-mobile',
        mobile: journey.mobile ?? '',
        needed: journey.physical?.by === 'courier',
      };
    case 'give-consent':
      return { name: 'give-consent', noticeVersion, by: consenting(journey, around) };
    case 'give-face-consent':
      return {
        name: 'give-face-consent',
        by: consenting(journey, around),
        onFile: photoOnFile(journey),
      };
    case 'see-forgotten':
      return { name: 'see-forgotten' };
    case 'see-receipt':
      return journey.receipt === null
        ? lost
        : { name: 'see-receipt', ...receiptOf(journey.receipt) };
    case 'scan-code':
      return {
        name: 'scan-code',
        purpose: journey.purpose === 'verification' ? 'verification' : 'status',
      };
    case 'see-status':
      return journey.status === null ? lost : { name: 'see-status', ...journey.status };
    case 'confirm-print':
      return journey.permit === null ? lost : confirmPrint(journey.permit);
    case 'show-permit':
      return journey.shown === null ? lost : showPermit(journey.shown, around.now);
    case 'see-verification':
      return journey.checked === null
        ? lost
        : { name: 'see-verification', checked: journey.checked };
    case 'wait-for-print':
      return { name: 'wait-for-print', printer: window.printing ?? around.devices.permitPrinter };
    case 'collect-print':
      return journey.print?.outcome
        ? { name: 'collect-print', outcome: journey.print.outcome, serial: journey.print.serial }
        : lost;
    case 'see-problem':
      return journey.refusal === null
        ? lost
        : {
            name: 'see-problem',
            ...journey.refusal,
            source: around.sourceOfFailure(journey.refusal.failure.code),
            slip: journey.refusalPrint,
          };
    case 'out-of-use':
      return { name: 'out-of-use', failure: around.outOfUse ?? { code: 'internal' } };
  }
}

function receiptOf(
  receipt: NonNullable<Journey['receipt']>,
): Omit<Extract<Screen, { name: 'see-receipt' }>, 'name'> {
  const { service, caseNumber, status, promisedDueOn, promisedWorkingDays, newValidTo } = receipt;
  const told = { service, caseNumber, status, promisedDueOn, promisedWorkingDays, newValidTo };
  const { card, outcome } = receipt;
  return { ...told, ...(card === undefined ? {} : { card }), receipt: outcome };
}

/** A person asked for their card must not wait for a reader that is not there. */
function readerTrouble(journey: Journey, around: Surroundings): Failure | null {
  const away = !usable(around.devices.idReader);
  return journey.screen === 'place-card' && away ? { code: 'reader-away' } : null;
}

/** The whole picture. `revision` rises with each publication. */
export function drawState(
  journey: Journey,
  window: Window,
  revision: number,
  around: Surroundings,
): KioskState {
  return {
    revision,
    demonstration: around.demonstration,
    place: around.place,
    now: around.now.toISOString(),
    comfort: window.comfort,
    devices: around.devices,
    wedge: around.wedge,
    upstream: around.online ? 'online' : 'offline',
    waiting: around.waiting,
    needsStaff: around.needsStaff,
    offered: offered(around),
    screen: screenOf(journey, window, around),
    step: stepNumber(journey),
    canGoBack: canGoBack(journey),
    reminder: around.reminderFor(journey),
    problem: journey.problem ?? readerTrouble(journey, around),
    countdown: window.secondsLeft === null ? null : { secondsLeft: window.secondsLeft },
    staffCall:
      window.staffCall === null
        ? null
        : { calledAt: window.staffCall.at.toISOString(), coming: window.staffCall.coming },
    staff: { panel: around.staffPanel, helping: window.helping },
    cardLeft: cardLeftAt(journey.screen, around.cardPresence),
  };
}
