// Stage 3: is the identity document in order today, and is the person from outside this city? Reads no device.
import type { ReasonCode } from '../../domain.ts';
import { addDays } from './dates.ts';
import type { Finding, StageInput } from './stage.ts';
import { refused } from './stage.ts';

/** Documents whose number is always the citizen number; others may carry a number of their own. */
const CITIZEN_NUMBER_KINDS = ['ID_CARD', 'TEMP_ID_CARD', 'HOUSEHOLD_REGISTER'];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

function birthDigits(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

/** 18 characters, ISO 7064 MOD 11-2 check character, and a birth date that exists (GB 11643). Address codes are not looked up. */
export function isCitizenNumber(idNumber: string): boolean {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(idNumber[at]), 0);
  const born = birthDigits(idNumber);
  const exists = /-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(born) && addDays(born, 0) === born;
  return exists && idNumber.endsWith(CHECK_CHARACTERS[sum % 11] ?? '?');
}

function sexDiffers(idNumber: string, sex: string | undefined): boolean {
  if (sex !== '1' && sex !== '2') return false;
  return Number(idNumber[16]) % 2 !== Number(sex) % 2;
}

/** ID_INVALID, ID_MISMATCH, ID_EXPIRED together; LOCAL_HUKOU only once the document is in order, and for applications only. */
export function judgeIdentity({ request }: StageInput): Finding | null {
  const { idDocKind, idNumber, birthDate, sex, idValidTo, hukouAdcode } = request.applicant;
  const carriesNumber = CITIZEN_NUMBER_KINDS.includes(idDocKind) || /^\d{17}/.test(idNumber);
  const reasons: ReasonCode[] = [];
  const inOrder = isCitizenNumber(idNumber);
  if (carriesNumber && !inOrder) reasons.push('ID_INVALID');
  if (carriesNumber && inOrder && birthDigits(idNumber) !== birthDate) reasons.push('ID_MISMATCH');
  // The last day of validity still counts.
  if (idValidTo !== null && idValidTo < request.on) reasons.push('ID_EXPIRED');
  if (reasons.length > 0) return refused(reasons);
  // A wrong sex digit is known to happen on true cards: a person looks at it.
  if (carriesNumber && sexDiffers(idNumber, sex))
    return { outcome: 'staff_review', reasons: ['ID_MISMATCH'] };
  const local = hukouAdcode !== null && hukouAdcode.slice(0, 4) === request.city.slice(0, 4);
  return request.service === 'application' && local ? refused(['LOCAL_HUKOU']) : null;
}
