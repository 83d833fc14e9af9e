// Who may sign in today: the signed list, or before the first one the supervisor made with the setup code.
// Must not look at PINs' tries (lockout.ts).
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../domain.ts';
import type { SignedFeed } from '../signed-feed.ts';
import { hashPin, randomPin } from './pins.ts';
import type { PinHash } from './pins.ts';
import type { ListedMember, StaffList } from './staff-list.ts';
import { badgeHash } from './staff-list.ts';

export type Member = Omit<ListedMember, 'notAfter'>;
export interface MadeHereStore {
  list(): Promise<readonly Member[]>;
  /** With its row in the audit trail, in one commit. */
  add(member: Member, at: number): Promise<void>;
}
export interface Directory {
  /** The member whose badge this is, if they may sign in now. */
  find(hash: string): Member | null;
  /** True while nobody can sign in because nobody was ever named: the setup code makes the first supervisor. */
  wantsSetUp(): boolean;
  /** Makes the first supervisor; null when the code is not the one. What it gives is shown once and kept nowhere. */
  setUp(code: string): Promise<{ readonly badge: string; readonly pin: string } | null>;
}

/** Number of the supervisor made here. */
const firstNumber = 'SETUP-01';

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(badgeHash(given)), Buffer.from(badgeHash(wanted))];
  return timingSafeEqual(a, b);
}

/** Opens the directory over the list in force. */
export async function openDirectory(deps: {
  readonly lists: SignedFeed<StaffList>;
  readonly madeHere: MadeHereStore;
  /** One-time code of whoever installs the kiosk; null = set-up only by a signed list. */
  readonly setupCode: string | null;
  readonly pinCost: PinHash['n'];
  readonly clock: Clock;
}): Promise<Directory> {
  const { lists, clock, setupCode } = deps;
  const made = [...(await deps.madeHere.list())];
  const listed = (): boolean => lists.newest().version > 0;
  return {
    find(hash) {
      if (!listed()) return made.find((member) => member.badgeHash === hash) ?? null;
      const { staff, usableUntil } = lists.newest();
      const now = clock.now().getTime();
      const member = staff.find((each) => each.badgeHash === hash);
      if (member === undefined || now > Date.parse(usableUntil)) return null;
      return now > Date.parse(member.notAfter) ? null : member;
    },
    wantsSetUp: () => !listed() && made.length === 0 && setupCode !== null,
    async setUp(code) {
      if (setupCode === null || !sameText(code, setupCode)) return null;
      const badge = randomBytes(15).toString('base64url');
      const pin = randomPin();
      const hash = badgeHash(badge);
      const member: Member = {
        number: firstNumber,
        role: 'supervisor',
        badgeHash: hash,
        pin: await hashPin(pin, deps.pinCost),
      };
      await deps.madeHere.add(member, clock.now().getTime());
      made.push(member);
      return { badge, pin };
    },
  };
}
