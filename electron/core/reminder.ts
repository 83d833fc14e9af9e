// Reminds whoever holds a permit of its yearly endorsement: before, within and after the window, with its dates.
// Must not compute a date (policy/endorsement-window.ts).
import type { IsoDate, PermitOnRecord, Reminder } from '../domain.ts';
import type { Journey } from './journey.ts';
import type { Policy } from './policy/engine.ts';
import { addMonths } from './policy/dates.ts';

/** Earlier than this many months before the window nobody is reminded: it would be forgotten again. */
const soonMonths = 2;

type Windows = Pick<Policy, 'endorsementWindow'>;

/** What to tell the holder of this permit today; null when there is nothing to tell yet, or ever. */
export function reminderOf(policy: Windows, permit: PermitOnRecord, on: IsoDate): Reminder | null {
  if (permit.kind !== 'electronic' || permit.status === 'cancelled') return null;
  const window = policy.endorsementWindow(permit, on);
  if (window === null) return null;
  const { opensOn, closesOn } = window;
  if (on > closesOn) return { when: 'after', opensOn, closesOn };
  if (on >= opensOn) return { when: 'within', opensOn, closesOn };
  return opensOn <= addMonths(on, soonMonths) ? { when: 'before', opensOn, closesOn } : null;
}

/** The permit of the person at the window, as far as the visit knows it. */
function permitIn({ permit, facts }: Journey): PermitOnRecord | null {
  if (permit === null) return facts?.permit ?? null;
  const { status, cityAdcode, validFrom, validTo } = permit;
  return { kind: 'electronic', status, cityAdcode, anchorOn: validFrom, validTo };
}

/** The reminder of this visit. A case just filed keeps the one its receipt tells. */
export function reminderFor(policy: Windows, journey: Journey, on: IsoDate): Reminder | null {
  if (journey.receipt !== null) return journey.receipt.reminder;
  const permit = permitIn(journey);
  return permit === null ? null : reminderOf(policy, permit, on);
}

/** What the receipt tells: after an endorsement the next window, else the one of the permit as it is. */
export function reminderOnReceipt(policy: Windows, journey: Journey, on: IsoDate): Reminder | null {
  const { purpose, decision, facts } = journey;
  if (purpose === 'cancellation') return null;
  if (purpose !== 'endorsement') return reminderFor(policy, journey, on);
  const given = decision?.endorsement;
  const permit = facts?.permit ?? null;
  if (given === undefined || permit === null) return null;
  const window = policy.endorsementWindow(
    { ...permit, anchorOn: given.newAnchorOn, validTo: given.newValidTo },
    on,
  );
  return window === null ? null : { when: 'before', ...window };
}
