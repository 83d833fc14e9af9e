// The staff of a service centre as upstream signs it: numbers, roles, hashes of badges and PINs, no names. Read whole, with
// pinned keys; usable without upstream until the day it names. Must not sign anybody in (desk.ts).
import { createHash } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import { Instant, StaffMember } from '../../domain.ts';
import { parsedJson, verifiedText } from '../signed-text.ts';
import { PinHash } from './pins.ts';

export const ListedMember = z.strictObject({
  ...StaffMember.shape,
  /** base64url of SHA-256 of the badge's code. */
  badgeHash: z.string().regex(/^[\w-]{43}$/),
  pin: PinHash,
  notAfter: Instant,
});
export type ListedMember = z.infer<typeof ListedMember>;

const StaffList = z.strictObject({
  version: z.int().min(1),
  issuedAt: Instant,
  /** Nobody is signed in by this list after that. */
  usableUntil: Instant,
  centreId: z.string().max(40),
  staff: z.array(ListedMember).max(500),
});
export type StaffList = z.infer<typeof StaffList>;

/** Before the first list came. */
export const noStaff: StaffList = {
  version: 0,
  issuedAt: '1970-01-01T00:00:00Z',
  usableUntil: '1970-01-01T00:00:00Z',
  centreId: '',
  staff: [],
};

/** What is kept and compared of a badge. */
export function badgeHash(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

/** Reads one list. Never rejects for what it holds: a number or badge named twice refuses the whole. */
export async function readStaffList(
  jws: string,
  trust: { readonly keys: readonly JWK[]; readonly centreId: string },
): Promise<
  | { readonly ok: true; readonly data: StaffList }
  | { readonly ok: false; readonly code: 'signature-wrong' | 'form-wrong' | 'other-centre' }
> {
  const text = await verifiedText(jws, trust.keys, 'staff+jws');
  if (text === null) return { ok: false, code: 'signature-wrong' };
  const list = StaffList.safeParse(parsedJson(text));
  if (!list.success) return { ok: false, code: 'form-wrong' };
  const { staff, centreId } = list.data;
  if (centreId !== trust.centreId) return { ok: false, code: 'other-centre' };
  const once = (values: readonly string[]): boolean => new Set(values).size === values.length;
  return once(staff.map(({ number }) => number)) && once(staff.map((member) => member.badgeHash))
    ? { ok: true, data: list.data }
    : { ok: false, code: 'form-wrong' };
}
