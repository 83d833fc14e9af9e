// When a permit is in its endorsement window, when it is suspended, and what an endorsement makes of its dates.
// Computed from dates alone: a stored status flag is never asked (a suspension needs no batch job).
import type { IsoDate, PermitOnRecord } from '../../domain.ts';
import { addDays, addMonths, yearOf } from './dates.ts';
import type { FullValues } from './rows.ts';

export interface EndorsementWindow {
  readonly opensOn: IsoDate;
  readonly closesOn: IsoDate;
}

/** The month before the current full-year day, both ends included (Decree 663 art. 10; the last day is an assumed boundary). */
export function windowOf(values: FullValues, permit: PermitOnRecord): EndorsementWindow {
  const { opensMonthsBefore, windowIncludesFullYearDay } = values.endorsement;
  return {
    opensOn: addMonths(permit.validTo, -opensMonthsBefore),
    closesOn: windowIncludesFullYearDay ? permit.validTo : addDays(permit.validTo, -1),
  };
}

/** Suspended from the day after the window, unless it was endorsed (which moves `validTo`). */
export function isSuspended(values: FullValues, permit: PermitOnRecord, on: IsoDate): boolean {
  return on > windowOf(values, permit).closesOn;
}

/** The first full-year day after `validTo`, counted from the anchor so that 29 February comes back in leap years. */
function nextFullYearDay(permit: PermitOnRecord, everyMonths: number): IsoDate {
  const { anchorOn, validTo } = permit;
  const years = Math.max(0, yearOf(validTo) - yearOf(anchorOn));
  let count = Math.floor((years * 12) / everyMonths);
  while (count > 0 && addMonths(anchorOn, count * everyMonths) > validTo) count -= 1;
  const next = addMonths(anchorOn, (count + 1) * everyMonths);
  // An anchor that does not fit the validity on record: the validity is what the holder was told.
  return next > validTo ? next : addMonths(validTo, everyMonths);
}

/** On time the anchor stays; late, the years run on from the day of the late endorsement (Decree 663 art. 10(3)). */
export function endorsed(
  values: FullValues,
  permit: PermitOnRecord,
  on: IsoDate,
): { late: boolean; newAnchorOn: IsoDate; newValidTo: IsoDate } {
  const { everyMonths } = values.endorsement;
  if (isSuspended(values, permit, on))
    return { late: true, newAnchorOn: on, newValidTo: addMonths(on, everyMonths) };
  return {
    late: false,
    newAnchorOn: permit.anchorOn,
    newValidTo: nextFullYearDay(permit, everyMonths),
  };
}
