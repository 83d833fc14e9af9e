// The policy of the visit: whoever began under one table is judged by it to the end, whatever arrives meanwhile.
// Must not decide anything itself.
import type { Policy } from './policy/engine.ts';

/** The visit at the window: its number, and whether nobody is there. */
export interface VisitAtWindow {
  readonly number: number;
  readonly nobody: boolean;
}

/** A policy that follows `newest` between visits and stands still within one. */
export function visitPolicy(newest: () => Policy, visit: () => VisitAtWindow): Policy {
  let used = newest();
  let usedIn = -1;
  function now(): Policy {
    const { number, nobody } = visit();
    if (nobody || number !== usedIn) {
      used = newest();
      usedIn = number;
    }
    return used;
  }
  return {
    get version() {
      return now().version;
    },
    decide: (request) => now().decide(request),
    availability: (service, city, on) => now().availability(service, city, on),
    endorsementWindow: (permit, on) => now().endorsementWindow(permit, on),
    documentsFor: (slot, city) => now().documentsFor(slot, city),
    slotsFilledBy: (kinds, city) => now().slotsFilledBy(kinds, city),
    sourceOf: (slot, city) => now().sourceOf(slot, city),
    sourceOfReason: (reason) => now().sourceOfReason(reason),
  };
}
