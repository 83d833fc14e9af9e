// A person typed at the window: nothing is taken that cannot be a number or a name.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTypedPerson } from '../../electron/core/typed-person.ts';

const today = '2026-11-23';
const read = (idNumber: string, name = '陈小禾') =>
  readTypedPerson({ idNumber, name }, 'HOUSEHOLD_REGISTER', today);

it('takes number and name, and reads birth date and sex out of the number', () => {
  expect(read('43000020190901000x')).toMatchObject({
    ok: true,
    card: { birthDate: '2019-09-01', sex: '2', idNumber: '43000020190901000X', validFrom: null },
  });
});

it('takes no number with one digit changed', () => {
  const digits = '43000020190901000X';
  fc.assert(
    fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const changed = String((Number(digits[at]) + by) % 10);
      expect(read(digits.slice(0, at) + changed + digits.slice(at + 1)).ok).toBe(false);
    }),
  );
});

it('takes nobody who is not born yet', () => {
  expect(
    readTypedPerson({ idNumber: '43000020190901000X', name: '陈' }, 'ID_CARD', '2019-08-31').ok,
  ).toBe(false);
});

it.each(['', '·', '陈·', '1', '陈3', '<b>', 'a'.repeat(51), '陈 小'])(
  'takes no name like “%s”',
  (name) => {
    expect(read('43000020190901000X', name)).toEqual({ ok: false, code: 'typed-name-wrong' });
  },
);

it.each(['阿卜杜热合曼·买买提依明', '吴䶮喆𠮷', '〇一'])('takes %s', (name) => {
  expect(read('43000020190901000X', name).ok).toBe(true);
});
