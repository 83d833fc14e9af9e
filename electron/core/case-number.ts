// The numbers a person holds: case number on the receipt, permit number on the permit. Mints and checks; stores nothing.
// Check character: ISO 7064 MOD 37-36 (pure hybrid), which finds every single wrong character and every swap of neighbours.
import { randomInt } from 'node:crypto';
import { CaseNumber, PermitNumber } from '../domain.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Crockford's base32: no I, L, O, U, which are misread on paper. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new case number: R, 60 random bits, check character. */
export function mintCaseNumber(): CaseNumber {
  const body = `R${Array.from({ length: 12 }, () => CROCKFORD[randomInt(32)]).join('')}`;
  return CaseNumber.parse(body + checkCharacter(body));
}

/** A new permit number: P, the city's 4 digits, 12 random digits, check character. */
export function mintPermitNumber(cityAdcode: string): PermitNumber {
  const digits = Array.from({ length: 12 }, () => randomInt(10)).join('');
  const body = `P${cityAdcode.slice(0, 4)}${digits}`;
  return PermitNumber.parse(body + checkCharacter(body));
}

/** True when the form and the check character hold. */
export function isCaseNumber(text: string): text is CaseNumber {
  return CaseNumber.safeParse(text).success && endsInCheckCharacter(text);
}

/** True when the form and the check character hold. */
export function isPermitNumber(text: string): text is PermitNumber {
  return PermitNumber.safeParse(text).success && endsInCheckCharacter(text);
}

function endsInCheckCharacter(text: string): boolean {
  return checkCharacter(text.slice(0, -1)) === text.at(-1);
}

/** ISO 7064 MOD 37-36 over 0–9 A–Z. */
function checkCharacter(body: string): string {
  let product = 36;
  for (const character of body) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET.charAt((37 - product) % 36);
}
