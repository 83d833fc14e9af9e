// Invented people for upstream's own tests, keyed by demonstration card. Numbers pass GB 11643; nobody holds them.
import type { RegisteredPerson } from './registry.ts';

function person(name: string, idNumber: string): RegisteredPerson {
  return {
    name,
    sex: Number(idNumber.charAt(16)) % 2 === 1 ? '1' : '2',
    ethnicity: '01',
    birthDate: `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`,
    hukouAddress: '湖南省长沙市样例区样例村1组',
    hukouAdcode: '430100',
    idNumber,
  };
}

export const people = {
  newcomer: person('样例新', numbered('43010219900101001')),
  'too-soon': person('样例早', numbered('43010219910202002')),
  'needs-papers': person('样例材', numbered('43010219920303003')),
  'rare-name': person('样例㛃', numbered('43010219930404004')),
} as const;

/** Appends the check character of GB 11643 (ISO 7064 MOD 11-2). */
function numbered(body: string): string {
  const sum = Array.from(body).reduce(
    (total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11),
    0,
  );
  return body + '10X98765432'.charAt(sum % 11);
}
