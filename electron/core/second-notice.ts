// How long a notice holds, and when another may be given for the same case. Pure; prints nothing.
import type { IsoDate } from '../domain.ts';
import type { Journey } from './journey.ts';
import { addDays } from './policy/dates.ts';

/** Days upstream keeps an incomplete case. */
const keepDays = 30;

/** Why a second notice for the same case is given; members of staff choose one of the agreed reasons. */
export type StaffReason = string;

/** The law tells once: another notice for the same case needs the reason of a member of staff. The one place that judges it. */
export function mayTellAgain(journey: Journey, staffReason: StaffReason | null): boolean {
  return journey.noticed === null || staffReason !== null;
}

/** The last day on which the case can be taken up again. */
export function keepUntil(acceptedOn: IsoDate): IsoDate {
  return addDays(acceptedOn, keepDays);
}
