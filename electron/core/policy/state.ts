// Stage 5: what stands on record (permit, registration, half-year) against each service. Stops at the first hit.
// Facts that upstream could not be asked for are passed over; engine.ts marks the decision provisional.
import type { ReasonCode, Service } from '../../domain.ts';
import { whyUnavailable } from './availability.ts';
import { isSuspended, windowOf } from './endorsement-window.ts';
import { judgeHalfYear } from './half-year.ts';
import { isThirdPartyReport } from './proxy.ts';
import type { PolicyRequest } from './request.ts';
import { chooseRow } from './rows.ts';
import type { Finding, Stage, StageInput } from './stage.ts';
import { refused } from './stage.ts';

function sameCity(a: string, b: string): boolean {
  return a.slice(0, 4) === b.slice(0, 4);
}

/** NO_REGISTRATION, REGISTRATION_INACTIVE, REGISTRATION_OTHER_CITY. */
function registrationReason({ registration, city }: PolicyRequest): ReasonCode | null {
  if (registration === 'unknown') return null;
  if (registration === null) return 'NO_REGISTRATION';
  if (registration.status !== 'active') return 'REGISTRATION_INACTIVE';
  return sameCity(registration.adcode, city) ? null : 'REGISTRATION_OTHER_CITY';
}

/** A valid physical card does not stand in the way of the electronic permit (provincial guide of 2022-05-31, Q1). */
function heldReason({ request, values }: StageInput): ReasonCode | null {
  const { permit, city, on } = request;
  if (permit === null || permit === 'unknown' || permit.status === 'cancelled') return null;
  if (!sameCity(permit.cityAdcode, city)) return null;
  if (permit.kind === 'physical' && values.form !== 'physical') return null;
  return isSuspended(values, permit, on) ? 'ENDORSE_INSTEAD' : 'ALREADY_HOLDS_PERMIT';
}

function judgeApplication(input: StageInput): Finding | null {
  const { request, values } = input;
  const reason = heldReason(input) ?? registrationReason(request);
  if (reason !== null) return refused([reason]);
  const { registration, ground } = request;
  if (registration !== null && registration !== 'unknown') {
    const finding = judgeHalfYear(values, request, registration);
    if (finding !== null) return finding;
  }
  return ground === null || !values.grounds.includes(ground) ? refused(['NO_GROUND']) : null;
}

function judgeEndorsement({ request, values }: StageInput): Finding | null {
  const { permit, city, on, ground } = request;
  if (permit === null) return refused(['NO_PERMIT']);
  if (permit !== 'unknown') {
    if (permit.status === 'cancelled') return refused(['PERMIT_CANCELLED']);
    const forms = values.endorsableForms ?? ['electronic', 'physical'];
    if (!forms.includes(permit.kind)) return refused(['PHYSICAL_NOT_ENDORSABLE']);
    if (!sameCity(permit.cityAdcode, city)) return refused(['PERMIT_OTHER_CITY']);
    const { opensOn } = windowOf(values, permit);
    if (on < opensOn) return { outcome: 'rejected', reasons: ['TOO_EARLY'], eligibleOn: opensOn };
  }
  const reason = registrationReason(request);
  if (reason !== null) return refused([reason]);
  const stands = ground !== null && values.grounds.includes(ground);
  return stands ? null : refused(['GROUND_NO_LONGER_MET']);
}

/**
 * Showing and printing. Both show a permit as it stands now: when it could not be looked up, a person helps.
 * A permit of another city needs that city's row for the same service as well.
 */
function judgeShowing({ request, values, rows }: StageInput): Finding | null {
  const { permit, city, service, on } = request;
  if (permit === 'unknown') return { outcome: 'staff_review', reasons: ['NO_PERMIT'] };
  if (permit === null) return refused(['NO_PERMIT']);
  if (permit.kind === 'physical') return refused(['NO_ELECTRONIC_PERMIT']);
  if (permit.status === 'cancelled') return refused(['PERMIT_CANCELLED']);
  if (isSuspended(values, permit, on)) return refused(['PERMIT_SUSPENDED']);
  if (sameCity(permit.cityAdcode, city)) return null;
  const issuersRow = chooseRow(rows, permit.cityAdcode, service, on);
  const reason = whyUnavailable(request, issuersRow);
  return reason === null ? null : refused([reason]);
}

function judgeItemChange({ request, values }: StageInput): Finding | null {
  const { permit, city, items = [], newAdcode } = request;
  if (permit === null) return refused(['NO_PERMIT']);
  if (permit !== 'unknown' && permit.status === 'cancelled') return refused(['PERMIT_CANCELLED']);
  if (items.length === 0) return refused(['NOTHING_TO_CHANGE']);
  const moves = items.includes('residence_address') && newAdcode !== undefined;
  if (moves && !sameCity(newAdcode, city)) return refused(['CROSS_CITY_MOVE']);
  const changeable = values.items;
  const every = changeable === undefined || items.every((item) => changeable.includes(item));
  return every ? null : refused(['ITEM_NOT_CHANGEABLE']);
}

/** A third party's report ends the registration and must not learn whether a permit is held. */
function judgeCancellation({ request }: StageInput): Finding | null {
  const { permit } = request;
  if (isThirdPartyReport(request) || permit === 'unknown') return null;
  if (permit === null) return refused(['NO_PERMIT']);
  return permit.status === 'cancelled' ? refused(['PERMIT_CANCELLED']) : null;
}

function judgeCard({ request, values }: StageInput): Finding | null {
  const { permit, service, on, cardIssued } = request;
  const active =
    permit === 'unknown' ||
    (permit?.kind === 'electronic' &&
      permit.status !== 'cancelled' &&
      !isSuspended(values, permit, on));
  if (values.requiresElectronicPermit === true && !active)
    return refused(['EPERMIT_REQUIRED_FIRST']);
  const again = service === 'physical_first_issue' && cardIssued === true;
  return again ? refused(['NOT_FIRST_ISSUE']) : null;
}

const judges = {
  application: judgeApplication,
  endorsement: judgeEndorsement,
  presentation: judgeShowing,
  paper_copy: judgeShowing,
  item_change: judgeItemChange,
  cancellation: judgeCancellation,
  physical_first_issue: judgeCard,
  physical_reissue: judgeCard,
  physical_exchange: judgeCard,
} satisfies Record<Service, Stage>;

/** The record against the service; at most one reason. */
export function judgeState(input: StageInput): Finding | null {
  return judges[input.request.service](input);
}
