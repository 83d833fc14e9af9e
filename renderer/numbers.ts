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
