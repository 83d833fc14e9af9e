// The numbers people hold: case number (receipt) and permit number (licence id). Mints and checks them.
// Must not look anything up: a number that passes here is well formed, not known.
import { randomBytes } from 'node:crypto';
import { CaseNumber, PermitNumber } from '../domain.ts';

/** Gives `n` random bytes; `crypto.randomBytes` unless a test says otherwise. */
export type RandomBytes = (n: number) => Uint8Array;

/** Crockford base32: no I, L, O, U, so that a number read aloud or copied by hand stays itself. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** ISO 7064 alphanumeric alphabet; the place of a character is its value. */
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Check character of `body` by ISO/IEC 7064 MOD 37,36 (hybrid system): catches every single wrong
 * character and every swap of two neighbours but one pair.
 * @throws RangeError when `body` holds anything but 0-9 and A-Z.
 */
export function checkCharacter(body: string): string {
  let product = 36;
  for (const character of body) {
    const value = ALPHANUMERIC.indexOf(character);
    if (value < 0) throw new RangeError('check character of a text outside 0-9 A-Z');
    product = (product + value) % 36 || 36;
    product = (product * 2) % 37;
  }
  return ALPHANUMERIC.charAt((37 - product) % 36);
}

/** A new case number: `R`, 60 random bits as 12 base32 characters, check character over all 13. */
export function mintCaseNumber(random: RandomBytes = randomBytes): CaseNumber {
  let body = 'R';
  // 256 is a multiple of 32: the low five bits of a random byte are unbiased.
  for (const byte of random(12)) body += CROCKFORD.charAt(byte & 31);
  return CaseNumber.parse(body + checkCharacter(body));
}

/**
 * A new permit number: `P`, the city's first four digits, 12 random digits, check character.
 * Random and not running, so that numbers tell nothing about other holders.
 * @param cityAdcode division code of the city, six digits (GB/T 2260).
 */
export function mintPermitNumber(
  cityAdcode: string,
  random: RandomBytes = randomBytes,
): PermitNumber {
  let digits = '';
  while (digits.length < 12) {
    for (const byte of random(16)) {
      // 250 is the largest multiple of ten below 256: bytes above would favour low digits.
      if (byte < 250 && digits.length < 12) digits += String(byte % 10);
    }
  }
  const body = `P${cityAdcode.slice(0, 4)}${digits}`;
  return PermitNumber.parse(body + checkCharacter(body));
}

/** True when the form and the check character are right. Upper case, without grouping. */
export function isCaseNumber(text: string): text is CaseNumber {
  return CaseNumber.safeParse(text).success && endsWithItsCheck(text);
}

/** True when the form and the check character are right. */
export function isPermitNumber(text: string): text is PermitNumber {
  return PermitNumber.safeParse(text).success && endsWithItsCheck(text);
}

/**
 * Reads a case number as people write it: lower case, with spaces or hyphens, O for 0, I or L for 1
 * in the middle part (Crockford's decoding). Null when it is not one.
 */
export function parseCaseNumber(text: string): CaseNumber | null {
  if (text.length > 40) return null;
  const plain = text.replace(/[\s\-‐‑–—]/g, '').toUpperCase();
  if (plain.length !== 14) return null;
  const middle = plain.slice(1, 13).replace(/O/g, '0').replace(/[IL]/g, '1');
  const candidate = plain.charAt(0) + middle + plain.charAt(13);
  return isCaseNumber(candidate) ? candidate : null;
}

/** Grouped for eye and voice: `R-XXXX-XXXX-XXXX-C`. */
export function formatCaseNumber(number: CaseNumber): string {
  const groups = [number.slice(0, 1), number.slice(1, 5), number.slice(5, 9), number.slice(9, 13)];
  return [...groups, number.slice(13)].join('-');
}

function endsWithItsCheck(text: string): boolean {
  return checkCharacter(text.slice(0, -1)) === text.slice(-1);
}
