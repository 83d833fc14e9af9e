// Draws StaffState for one window and tells whoever listens when it changes. Decides nothing; holds nothing of a person.
import type { KioskState, StaffState, Surface } from '../../contract.ts';
import type { Clock } from '../../domain.ts';
import type { Desk } from './desk.ts';

/** An unanswered call rings again after that. */
export const overdueMs = 60_000;

export interface StaffWindow {
  picture(): StaffState;
  /** Something changed: draw and tell. */
  publish(): void;
  listen(listener: (state: StaffState) => void): () => void;
  stop(): void;
}

/** `shown` is the person's picture, of which only places and counts are taken. */
export function createStaffWindow(deps: {
  readonly surface: Surface;
  readonly desk: Desk;
  readonly shown: () => KioskState;
  readonly clock: Clock;
}): StaffWindow {
  const { desk, clock, surface } = deps;
  const listeners = new Set<(state: StaffState) => void>();
  let revision = 0;
  let cancel = (): void => undefined;

  function picture(): StaffState {
    const { demonstration, place, now, devices, upstream, waiting, needsStaff, screen, ...rest } =
      deps.shown();
    const { staffCall, problem } = rest;
    return {
      revision,
      demonstration,
      place,
      now,
      devices,
      online: upstream === 'online',
      waiting,
      needsStaff,
      at: screen.name,
      call:
        staffCall === null
          ? null
          : {
              calledAt: staffCall.calledAt,
              at: screen.name,
              problem: problem?.code ?? null,
              answered: staffCall.coming,
              overdue: !staffCall.coming && overdue(staffCall.calledAt),
            },
      desk: desk.stage(surface),
    };
  }
  function overdue(calledAt: string): boolean {
    return clock.now().getTime() - Date.parse(calledAt) >= overdueMs;
  }
  function publish(): void {
    revision += 1;
    const state = picture();
    for (const listener of listeners) listener(state);
    cancel();
    const { call, desk: at } = state;
    // A call becomes overdue, and a lock ends, without anybody doing anything.
    if ((call !== null && !call.answered) || (at.stage === 'locked' && at.waitSeconds > 0))
      cancel = clock.after(1000, () => publish());
  }
  return {
    picture,
    publish,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => cancel(),
  };
}
