// A card as it was read becomes an IdCard, or the one reason why it cannot serve here (rules §6 P1–P3).
// Pure; must not talk to a reader. Also how a number and a name are shown to others.
import { readCardText } from '../devices/id-card-text.ts';
import type { CardText } from '../devices/id-card-text.ts';
import type { FailureCode, IdCard, IsoDate, RawCard } from '../domain.ts';
import { SexCode } from '../domain.ts';
import { hukouAdcodeOf } from './hukou.ts';

export type ReadCard =
  { readonly ok: true; readonly card: IdCard } | { readonly ok: false; readonly code: FailureCode };

/** Whose card it is: the holder of a permit must be covered by the service, whoever acts for another only be known. */
export type CardOf = 'holder' | 'agent';

/** Reads and checks a card on the day `on` (Asia/Shanghai). The last day of validity is valid. */
export function readIdCard(raw: RawCard, on: IsoDate, of: CardOf = 'holder'): ReadCard {
  const text = readCardText(Buffer.from(raw.text, 'base64'));
  if (text === null) return refuse('card-unreadable');
  const hkmt = text.layout === 'J';
  if (hkmt && of === 'holder') return refuse('card-not-covered-hkmt');
  if (text.layout !== 'mainland' && !hkmt) return refuse('card-not-covered-foreigner');
  const { fields } = text;
  const idNumber = (fields['idNumber'] ?? '').toUpperCase();
  const name = fields['name'] ?? '';
  if (name.trim() === '' || idNumber === '') return refuse('card-unreadable');
  if (!isValidIdNumber(idNumber)) return refuse('card-number-wrong');
  // Hong Kong, Macau and Taiwan residents' numbers (港澳台居民居住证申领发放办法); 9 is a foreigner's.
  if (/^8[123]/.test(idNumber) && of === 'holder') return refuse('card-not-covered-hkmt');
  if (idNumber.startsWith('9')) return refuse('card-not-covered-foreigner');
  const kind = hkmt ? 'HKMT_RESIDENCE_PERMIT' : 'ID_CARD';
  return checked(fields, { kind, name, idNumber }, raw.photo, on);
}

function checked(
  fields: CardText,
  { kind, name, idNumber }: Pick<IdCard, 'kind' | 'name' | 'idNumber'>,
  photo: string,
  on: IsoDate,
): ReadCard {
  const sex = SexCode.safeParse(fields['sex']);
  if (!sex.success) return refuse('card-unreadable');
  const birthDate = dateOf(fields['birth']);
  const validFrom = dateOf(fields['validFrom']);
  const forever = fields['validTo'] === '长期';
  const validTo = forever ? null : dateOf(fields['validTo']);
  if (birthDate === null || validFrom === null || (validTo === null && !forever))
    return refuse('card-dates-wrong');
  if (birthDate.replaceAll('-', '') !== idNumber.slice(6, 14)) return refuse('card-number-wrong');
  if ((sex.data === '1' || sex.data === '2') && sex.data !== sexOf(idNumber))
    return refuse('card-number-wrong');
  if (birthDate > on || validFrom < birthDate || validFrom > on) return refuse('card-dates-wrong');
  if (validTo !== null && validTo < validFrom) return refuse('card-dates-wrong');
  if (validTo !== null && validTo < on) return refuse('card-expired');
  const hukouAddress = fields['address'] ?? '';
  return {
    ok: true,
    card: {
      kind,
      name,
      sex: sex.data,
      ethnicity: fields['ethnicity'] ?? '',
      birthDate,
      hukouAddress,
      hukouAdcode: hukouAdcodeOf(hukouAddress),
      idNumber,
      authority: fields['authority'] ?? '',
      validFrom,
      validTo,
      chipPhoto: photo === '' ? null : photo,
    },
  };
}

function refuse(code: FailureCode): ReadCard {
  return { ok: false, code };
}

/** GB 11643: 17 digits and the check character of ISO 7064 MOD 11-2, with a birth date that exists. */
export function isValidIdNumber(idNumber: string): boolean {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return false;
  if (dateOf(idNumber.slice(6, 14)) === null) return false;
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += Number(idNumber[at]) * (2 ** (17 - at) % 11);
  return '10X98765432'[sum % 11] === idNumber[17];
}

/** GB 11643: an odd sequence number is a man's, an even one a woman's. */
function sexOf(idNumber: string): '1' | '2' {
  return Number(idNumber[16]) % 2 === 1 ? '1' : '2';
}

/** `YYYYMMDD` as a calendar date that exists, else null. */
function dateOf(text: string | undefined): IsoDate | null {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '');
  if (parts === null) return null;
  const iso = `${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}

/** First three and last four characters, stars between. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.slice(0, 3) + '*'.repeat(Math.max(0, idNumber.length - 7)) + idNumber.slice(-4);
}

/** Surnames of two characters in common use; any other surname is the first character. */
const compoundSurnames = new Set(
  '欧阳 上官 司马 司徒 诸葛 皇甫 尉迟 公孙 慕容 令狐 东方 夏侯 长孙 宇文 轩辕 端木 南宫 独孤'.split(
    ' ',
  ),
);

/** Surname with a star for each further character; counted in code points, so a rare character is one. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  const shown =
    characters.length > 2 && compoundSurnames.has(characters.slice(0, 2).join('')) ? 2 : 1;
  return characters.slice(0, shown).join('') + '*'.repeat(Math.max(0, characters.length - shown));
}
