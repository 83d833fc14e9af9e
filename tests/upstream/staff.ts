// The staff of the demonstration's service centre, invented: badges and PINs stand here for whoever tries the kiosk by hand.
import { hashPin } from '../../electron/core/staff/pins.ts';
import { badgeHash } from '../../electron/core/staff/staff-list.ts';
import type { StaffList } from '../../electron/core/staff/staff-list.ts';
import type { StaffRole } from '../../electron/domain.ts';

export interface DemoMember {
  readonly number: string;
  readonly role: StaffRole;
  readonly badge: string;
  readonly pin: string;
}
export const demoStaff = {
  clerk: { number: 'C-1001', role: 'clerk', badge: 'DEMO-BADGE-1001', pin: '493817' },
  colleague: { number: 'C-1002', role: 'clerk', badge: 'DEMO-BADGE-1002', pin: '720645' },
  supervisor: { number: 'S-2001', role: 'supervisor', badge: 'DEMO-BADGE-2001', pin: '158294' },
} as const satisfies Record<string, DemoMember>;

/** A staff list of these members for a centre, usable for thirty days from `now`. */
export async function staffListOf(
  members: readonly DemoMember[],
  options: { readonly centreId: string; readonly version: number; readonly now: Date },
): Promise<StaffList> {
  const { centreId, version, now } = options;
  const inDays = (days: number): string =>
    new Date(now.getTime() + days * 86_400_000).toISOString();
  const staff = await Promise.all(
    members.map(async ({ number, role, badge, pin }) => ({
      number,
      role,
      badgeHash: badgeHash(badge),
      // The least cost a kiosk takes: many kiosks sign in during the tests.
      pin: await hashPin(pin, 2 ** 14),
      notAfter: inDays(365),
    })),
  );
  return { version, issuedAt: now.toISOString(), usableUntil: inDays(30), centreId, staff };
}
