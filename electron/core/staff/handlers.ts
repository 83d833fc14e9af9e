// One line per verb of the staff's window.
import type { Surface } from '../../contract.ts';
import type { StaffHandlers } from '../dispatch.ts';
import type { Kiosk } from '../kiosk.ts';
import { printReadiness } from '../readiness.ts';
import type { StaffWindow } from './staff-window.ts';

const done = {};

/** The staff verbs as heard from one window. */
export function createStaffHandlers(
  kiosk: Kiosk,
  surface: Surface,
  window: StaffWindow,
): StaffHandlers {
  const { desk, session } = kiosk;
  return {
    'panel.open'() {
      desk.openPanel();
      return done;
    },
    async 'panel.close'() {
      await desk.closePanel();
      return done;
    },
    'panel.state': () => window.picture(),
    async 'call.answer'() {
      if (session.answerCall())
        await kiosk.audit({ kind: 'call.answered', ...actor(kiosk, surface) });
      return done;
    },
    'badge.show'({ code }) {
      desk.showBadge(surface, code);
      return done;
    },
    async 'pin.enter'({ pin }) {
      await desk.enterPin(surface, pin);
      return done;
    },
    'setup.begin': ({ code }) => desk.setUp(code),
    'device.report': () => printReadiness(kiosk),
    async 'desk.leave'() {
      await desk.leave();
      return done;
    },
  };
}

/** Who acts, for the audit trail; nobody when the desk is locked. */
function actor({ desk }: Kiosk, surface: Surface): { actor?: string } {
  const member = desk.member(surface);
  return member === null ? {} : { actor: member.number };
}
