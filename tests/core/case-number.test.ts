// Numbers people hold: form, check character by ISO 7064 MOD 37,36, what a wrong copy does.
import { describe, expect, test } from 'vitest';
import {
  checkCharacter,
  formatCaseNumber,
  isCaseNumber,
  isPermitNumber,
  mintCaseNumber,
  mintPermitNumber,
  parseCaseNumber,
} from '../../electron/core/case-number.ts';
import { CaseNumber } from '../../electron/domain.ts';

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const fixed = (value: number) => (n: number) => new Uint8Array(n).fill(value);

/** The standard's verification, which is another computation than the one that generates: the sum must be 1. */
function holdsByTheStandard(number: string): boolean {
  let product = 36;
  const values = Array.from(number).map((character) => ALPHANUMERIC.indexOf(character));
  for (const value of values.slice(0, -1)) {
    const sum = (product + value) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return (product + (values.at(-1) ?? 0)) % 36 === 1;
}

describe('check character', () => {
  test("is the one of the Global Release Identifier's published example", () => {
    // The GRid Standard (Global Release Identifier) uses this system; its example is A1-2425G-ABC1234002-M.
    expect(checkCharacter('A12425GABC1234002')).toBe('M');
  });

  test('satisfies the verification sum for many random numbers', () => {
    for (let i = 0; i < 500; i += 1) expect(holdsByTheStandard(mintCaseNumber())).toBe(true);
  });

  test('refuses characters outside the alphabet', () => {
    expect(() => checkCharacter('R喆')).toThrow(RangeError);
  });
});

describe('case number', () => {
  test('is minted from the low five bits of twelve random bytes', () => {
    expect(mintCaseNumber(fixed(0)).slice(0, 13)).toBe('R000000000000');
    expect(mintCaseNumber(fixed(255)).slice(0, 13)).toBe('RZZZZZZZZZZZZ');
    expect(mintCaseNumber((n) => Uint8Array.from({ length: n }, (_, i) => i)).slice(0, 13)).toBe(
      'R0123456789AB',
    );
  });

  test('does not repeat in ten thousand', () => {
    const seen = new Set(Array.from({ length: 10_000 }, () => mintCaseNumber()));
    expect(seen.size).toBe(10_000);
  });

  test('notices every single wrong character', () => {
    const number = mintCaseNumber(fixed(77));
    let tried = 0;
    for (let at = 1; at < number.length; at += 1)
      for (const other of ALPHANUMERIC) {
        if (other === number[at]) continue;
        tried += 1;
        expect(isCaseNumber(number.slice(0, at) + other + number.slice(at + 1))).toBe(false);
      }
    expect(tried).toBe(13 * 35);
  });

  test('notices swapped neighbours', () => {
    const number = mintCaseNumber((n) => Uint8Array.from({ length: n }, (_, i) => 3 * i));
    for (let at = 1; at < 12; at += 1) {
      const swapped =
        number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
      expect(isCaseNumber(swapped)).toBe(false);
    }
  });

  test('is shown in groups and read back from them', () => {
    const number = mintCaseNumber(fixed(9));
    const shown = formatCaseNumber(number);
    expect(shown).toMatch(/^R-9999-9999-9999-[0-9A-Z]$/);
    expect(parseCaseNumber(shown)).toBe(number);
    expect(parseCaseNumber(` ${shown.toLowerCase().replaceAll('-', ' ')}\r\n`)).toBe(number);
  });

  test('is read although 0 and 1 were copied as O, I or L', () => {
    const number = mintCaseNumber((n) => Uint8Array.from({ length: n }, (_, i) => i % 2));
    expect(number.slice(0, 13)).toBe('R010101010101');
    expect(parseCaseNumber(`Ro1OIolOI0101${number.slice(13)}`)).toBe(number);
  });

  test('is not read from other texts', () => {
    for (const text of ['', 'R', 'R00000000000U0', 'P44010000000000000', 'R'.repeat(5_000)])
      expect(parseCaseNumber(text)).toBeNull();
  });

  test('has the form that the domain asks for', () => {
    expect(CaseNumber.safeParse(mintCaseNumber()).success).toBe(true);
  });
});

describe('permit number', () => {
  test('begins with the city and ends with its check character', () => {
    const number = mintPermitNumber('440100');
    expect(number).toMatch(/^P4401\d{12}[0-9A-Z]$/);
    expect(isPermitNumber(number)).toBe(true);
    expect(holdsByTheStandard(number)).toBe(true);
  });

  test('takes no digit from random bytes that would favour low digits', () => {
    let call = 0;
    const number = mintPermitNumber('440300', (n) => {
      call += 1;
      return new Uint8Array(n).fill(call === 1 ? 255 : 249);
    });
    expect(number.slice(0, 17)).toBe('P4403999999999999');
    expect(call).toBe(2);
  });

  test('notices a wrong digit', () => {
    const number = mintPermitNumber('440100');
    const wrong = number.slice(0, 8) + String((Number(number[8]) + 1) % 10) + number.slice(9);
    expect(isPermitNumber(wrong)).toBe(false);
  });
});
