// The staff desk: who is signed in, at which window, and for how long. A badge and a PIN open it; three quiet minutes, a new
// list without the member, or leaving close it. Rights are bound to this, never to what a window says of itself.
import type { Access, Surface } from '../../contract.ts';
import type { AuditKind, Clock, Log, StaffMember } from '../../domain.ts';
import { Refusal } from '../dispatch.ts';
import type { Directory } from './directory.ts';
import type { Lockout } from './lockout.ts';
import type { PinHash } from './pins.ts';
import { pinMatches } from './pins.ts';
import { badgeHash } from './staff-list.ts';

const quietMs = 3 * 60_000;
/** A badge that was shown is good for one PIN, typed within that time. */
const badgeGoodMs = 60_000;
/** A panel opened over the public screen that nobody signs in to goes away. */
const idlePanelMs = 45_000;

export type DeskStage =
  | { readonly stage: 'set-up' }
  | { readonly stage: 'locked'; readonly waitSeconds: number }
  | { readonly stage: 'badge-seen' }
  | { readonly stage: 'open'; readonly member: StaffMember };

export interface Desk {
  /** What the window shows of it. */
  stage(surface: Surface): DeskStage;
  /** The panel lies over the public screen. */
  panelOpen(): boolean;
  openPanel(): void;
  closePanel(): Promise<void>;
  /** The member signed in at that window. */
  member(surface: Surface): StaffMember | null;
  /** May whoever is at that window call verbs of this access? */
  allows(surface: Surface, access: Access): boolean;
  /** Whoever is at the desk did something. */
  touch(surface: Surface): void;
  showBadge(surface: Surface, code: string): void;
  /** Throws `badge-needed`, `panel-locked` (with the seconds), `pin-wrong`. */
  enterPin(surface: Surface, pin: string): Promise<void>;
  /** Badge and PIN of anybody on the list, for a second person beside the one signed in. Throws as `enterPin`. */
  check(code: string, pin: string): Promise<StaffMember>;
  setUp(code: string): Promise<{ readonly badge: string; readonly pin: string }>;
  leave(): Promise<void>;
  /** The list changed: whoever is no longer on it is out. */
  review(): void;
  stop(): void;
}

export interface DeskDeps {
  readonly directory: Directory;
  readonly lockout: Lockout;
  /** Compared for unknown badges, so that they take as long. */
  readonly nobodysPin: PinHash;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: (event: {
    readonly kind: AuditKind;
    readonly actor?: string;
    readonly code?: string;
  }) => Promise<void>;
  /** Something a window shows has changed. */
  readonly changed: () => void;
}

/** Opens the desk, nobody signed in. */
export function createDesk(deps: DeskDeps): Desk {
  const { directory, lockout, nobodysPin, clock, log, audit, changed } = deps;
  let signedIn: { member: StaffMember; surface: Surface; badge: string } | null = null;
  let shown: { badge: string; surface: Surface; at: number } | null = null;
  let panel = false;
  let touchedAt = clock.monotonic();
  let cancel = (): void => undefined;

  function watch(): void {
    cancel();
    if (signedIn === null && shown === null && !panel) return;
    cancel = clock.after(1000, tick);
  }
  function tick(): void {
    const now = clock.monotonic();
    if (shown !== null && now - shown.at >= badgeGoodMs) {
      shown = null;
      changed();
    }
    review();
    const quiet = now - touchedAt;
    if (signedIn !== null && quiet >= quietMs) void end('quiet');
    else if (signedIn === null && panel && quiet >= idlePanelMs) {
      panel = false;
      shown = null;
      changed();
    }
    watch();
  }
  function touched(): void {
    touchedAt = clock.monotonic();
    watch();
  }
  async function end(why: 'left' | 'quiet' | 'removed'): Promise<void> {
    const leaving = signedIn;
    signedIn = null;
    shown = null;
    panel = false;
    changed();
    if (leaving === null) return;
    const kind = why === 'removed' ? 'staff.removed' : 'staff.left';
    log('info', 'desk.closed', { why });
    await audit({ kind, actor: leaving.member.number, code: why });
  }

  function review(): void {
    if (signedIn === null) return;
    const now = directory.find(signedIn.badge);
    if (now === null || now.role !== signedIn.member.role) void end('removed');
  }
  async function checkBadge(badge: string, pin: string): Promise<StaffMember> {
    const wait = lockout.waitSeconds(badge);
    if (wait > 0) throw new Refusal('panel-locked', String(wait));
    await lockout.begin(badge);
    const member = directory.find(badge);
    const right = await pinMatches(pin, member?.pin ?? nobodysPin);
    if (member === null || !right) {
      const locked = lockout.waitSeconds(badge) > 0;
      const kind = locked ? 'staff.locked-out' : 'staff.pin-wrong';
      await audit({ kind, ...(member === null ? {} : { actor: member.number }) });
      log('warn', 'desk.pin-wrong', { locked });
      throw new Refusal('pin-wrong');
    }
    await lockout.right(badge);
    return { number: member.number, role: member.role };
  }

  return {
    stage(surface) {
      if (signedIn?.surface === surface) return { stage: 'open', member: signedIn.member };
      if (directory.wantsSetUp()) return { stage: 'set-up' };
      if (shown?.surface === surface) {
        const waitSeconds = lockout.waitSeconds(shown.badge);
        return waitSeconds > 0 ? { stage: 'locked', waitSeconds } : { stage: 'badge-seen' };
      }
      return { stage: 'locked', waitSeconds: 0 };
    },
    panelOpen: () => panel,
    openPanel() {
      panel = true;
      touched();
      changed();
    },
    closePanel: () => end('left'),
    member: (surface) => (signedIn?.surface === surface ? signedIn.member : null),
    allows(surface, access) {
      const member = signedIn?.surface === surface ? signedIn.member : null;
      switch (access) {
        case 'public':
          // A member signed in at their own window helps at the person's step; nobody else acts from there.
          return surface === 'public' || member !== null;
        case 'panel':
          return surface === 'staff' || panel;
        case 'staff':
          return member !== null;
        case 'supervisor':
          return member?.role === 'supervisor';
        case 'demonstration':
          return false;
      }
    },
    touch(surface) {
      if (signedIn?.surface === surface || (surface === 'public' && panel)) touched();
    },
    showBadge(surface, code) {
      if (signedIn !== null) return;
      shown = { badge: badgeHash(code), surface, at: clock.monotonic() };
      touched();
      changed();
    },
    async enterPin(surface, pin) {
      if (shown?.surface !== surface) throw new Refusal('badge-needed');
      const { badge } = shown;
      touched();
      const member = await checkBadge(badge, pin).finally(changed);
      // One showing, one sign-in: the next needs the badge again.
      shown = null;
      signedIn = { member, surface, badge };
      touched();
      changed();
      await audit({ kind: 'staff.signed-in', actor: member.number, code: surface });
    },
    check: (code, pin) => checkBadge(badgeHash(code), pin),
    async setUp(code) {
      if (!directory.wantsSetUp()) throw new Refusal('not-now');
      const wait = lockout.waitSeconds('set-up');
      if (wait > 0) throw new Refusal('panel-locked', String(wait));
      await lockout.begin('set-up');
      const made = await directory.setUp(code);
      if (made === null) throw new Refusal('setup-code-wrong');
      await lockout.right('set-up');
      changed();
      return made;
    },
    leave: () => end('left'),
    review,
    stop: () => cancel(),
  };
}
