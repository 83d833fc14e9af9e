// Draws the two screens that show a permit: before it is printed, and on the screen itself (亮证). Pure: decides nothing.
import type { Screen } from '../contract.ts';
import type { Permit } from '../domain.ts';
import { maskIdNumber } from './identity.ts';
import type { Journey } from './journey.ts';

/** The permit as it will lie in the outlet. */
export function confirmPrint(permit: Permit): Screen {
  const { number, name, validFrom, validTo, issuingAuthority } = permit;
  return {
    name: 'confirm-print',
    permit: {
      number,
      name,
      idNumberMasked: maskIdNumber(permit.idNumber),
      validFrom,
      validTo,
      issuingAuthority,
    },
  };
}

/** The permit on the screen; a code whose time is over is not shown, whatever upstream does. */
export function showPermit(shown: NonNullable<Journey['shown']>, now: Date): Screen {
  const { permit, standing, code } = shown;
  const secondsLeft =
    code === null ? 0 : Math.floor((Date.parse(code.goodUntil) - now.getTime()) / 1000);
  return {
    name: 'show-permit',
    permit: {
      name: permit.name,
      idNumberMasked: maskIdNumber(permit.idNumber),
      cityAdcode: permit.cityAdcode,
      validTo: permit.validTo,
      photo: permit.photoJpeg === '' ? null : permit.photoJpeg,
    },
    standing,
    code: code === null || secondsLeft <= 0 ? null : { token: code.token, secondsLeft },
  };
}
