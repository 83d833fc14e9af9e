// PINs as scrypt hashes (RFC 7914) and new PINs at random. Must not know whose they are, nor count tries (lockout.ts).
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const bytes = 32;
const r = 8;

/** A PIN's hash as a staff list brings it; salt and hash base64url, `n` the cost. */
export const PinHash = z.strictObject({
  salt: z.string().regex(/^[\w-]{22,64}$/),
  hash: z.string().regex(/^[\w-]{43}$/),
  /** 2^17 is what OWASP asks for; less is for machines that cannot, and for tests. */
  n: z.union([z.literal(2 ** 14), z.literal(2 ** 15), z.literal(2 ** 16), z.literal(2 ** 17)]),
});
export type PinHash = z.infer<typeof PinHash>;

function derive(pin: string, { salt, n }: Pick<PinHash, 'salt' | 'n'>): Promise<Buffer> {
  return new Promise((done, failed) => {
    const options = { N: n, r, p: 1, maxmem: 256 * n * r };
    scrypt(pin, Buffer.from(salt, 'base64url'), bytes, options, (error, key) =>
      error === null ? done(key) : failed(error),
    );
  });
}

/** Hashes a PIN with a salt of its own. */
export async function hashPin(pin: string, n: PinHash['n'] = 2 ** 17): Promise<PinHash> {
  const salt = randomBytes(16).toString('base64url');
  return { salt, n, hash: (await derive(pin, { salt, n })).toString('base64url') };
}

/** True when the PIN is the one that was hashed; takes as long either way. */
export async function pinMatches(pin: string, hash: PinHash): Promise<boolean> {
  return timingSafeEqual(await derive(pin, hash), Buffer.from(hash.hash, 'base64url'));
}

/** All the same, or up or down by one: the first that are guessed. */
function isWeak(pin: string): boolean {
  const digits = Array.from({ length: pin.length }, (_, index) => Number(pin[index]));
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0));
  return [0, 1, -1].some((step) => steps.every((each) => each === step));
}

/** A new PIN: six digits at random, none of those that are guessed first. */
export function randomPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    if (!isWeak(pin)) return pin;
  }
}
