// A person who has no card at the window, as typed: number and name are checked, nothing is looked up.
// Pure; must not decide what follows (enter-person.ts).
import type { FailureCode, IdCard, IsoDate } from '../domain.ts';
import { isValidIdNumber } from './identity.ts';

export type TypedPerson =
  { readonly ok: true; readonly card: IdCard } | { readonly ok: false; readonly code: FailureCode };

/** Han characters, letters, 〇 and “·” (U+00B7) between parts; at most 50 (2016 notice on names of ethnic groups). */
const nameForm = /^[\p{Script=Han}A-Za-z〇]+(·[\p{Script=Han}A-Za-z〇]+)*$/u;

/**
 * Reads what was typed on the day `on`. `kind` = the document that stands for the card. Sex and birth date are those of the
 * number (GB 11643); what only a card shows stays empty.
 */
export function readTypedPerson(
  typed: { readonly idNumber: string; readonly name: string },
  kind: IdCard['kind'],
  on: IsoDate,
): TypedPerson {
  const idNumber = typed.idNumber.toUpperCase();
  const name = typed.name.trim();
  if (!isValidIdNumber(idNumber)) return { ok: false, code: 'typed-number-wrong' };
  const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  if (birthDate > on) return { ok: false, code: 'typed-number-wrong' };
  if (!nameForm.test(name) || Array.from(name).length > 50)
    return { ok: false, code: 'typed-name-wrong' };
  return {
    ok: true,
    card: {
      kind,
      name,
      sex: Number(idNumber[16]) % 2 === 1 ? '1' : '2',
      ethnicity: '',
      birthDate,
      hukouAddress: '',
      hukouAdcode: null,
      idNumber,
      authority: '',
      validFrom: null,
      validTo: null,
      chipPhoto: null,
    },
  };
}
