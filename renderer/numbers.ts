// Numbers in groups, as people read and say them.

/** A mobile number in 3-4-4. */
export function groupedMobile(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)]
    .filter((group) => group !== '')
    .join(' ');
}

/** A case number in groups of four between its first and its check character. */
export function groupedCaseNumber(caseNumber: string): string {
  return [
    caseNumber.slice(0, 1),
    caseNumber.slice(1, 5),
    caseNumber.slice(5, 9),
    caseNumber.slice(9, 13),
    caseNumber.slice(13),
  ].join('-');
}

/** A citizen identity number in 6-4-4-4. */
export function groupedIdNumber(idNumber: string): string {
  return [idNumber.slice(0, 6), idNumber.slice(6, 10), idNumber.slice(10, 14), idNumber.slice(14)]
    .filter((group) => group !== '')
    .join(' ');
}

/** What looks wrong in 18 typed characters: the birth date in the middle, or something else; null when nothing does. */
export function idNumberSlip(idNumber: string): 'birth' | 'check' | null {
  const born = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  const date = new Date(`${born}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== born) return 'birth';
  // GB 11643: ISO 7064 MOD 11-2.
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += Number(idNumber[at]) * (2 ** (17 - at) % 11);
  return '10X98765432'[sum % 11] === idNumber[17] ? null : 'check';
}
