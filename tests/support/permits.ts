// A signed specimen permit of an invented person, for tests of the paper copy and of the code check.
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import sharp from 'sharp';
import { mintPermitNumber } from '../../electron/core/case-number.ts';
import type { Permit } from '../../electron/domain.ts';

export interface Issuer {
  /** Public part with its kid, as the kiosk pins it. */
  readonly publicJwk: JWK & { readonly kid: string };
  readonly privateKey: CryptoKey;
  /** Signs claims as a permit credential; `header` replaces header members. */
  sign(claims: object, header?: Readonly<Record<string, unknown>>): Promise<string>;
}

export async function createIssuer(kid = 'permit-2026'): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid };
  return {
    publicJwk,
    privateKey,
    sign: (claims, header = {}) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'permit+jws', ...header })
        .sign(privateKey),
  };
}

/** What the issuer signs about `permit`. */
export function claimsOf(permit: Omit<Permit, 'credential'>): Record<string, unknown> {
  return {
    iss: 'urn:residence-permit:test-issuer',
    jti: permit.number,
    nam: permit.name,
    idm: `${permit.idNumber.slice(0, 3)}${'*'.repeat(11)}${permit.idNumber.slice(-4)}`,
    cty: permit.cityAdcode,
    vf: permit.validFrom,
    vt: permit.validTo,
    iat: 1_793_500_000,
    spc: permit.specimen,
  };
}

/** An active specimen permit, signed by `issuer`; `overrides` replace fields before signing. */
export async function samplePermit(
  issuer: Issuer,
  overrides: Partial<Permit> = {},
): Promise<Permit> {
  const unsigned: Omit<Permit, 'credential'> = {
    number: mintPermitNumber('440100'),
    status: 'active',
    name: '陈安禾',
    sex: '2',
    ethnicity: '01',
    birthDate: '1990-05-01',
    idNumber: '430000199005010007',
    hukouAddress: '湖南省长沙市岳麓区测试路1号',
    residenceAddress: '广东省广州市天河区石牌街道测试路2号301房',
    cityAdcode: '440100',
    validFrom: '2026-11-01',
    validTo: '2027-11-01',
    issuingAuthority: '广州市公安局天河区分局',
    issuedOn: '2026-11-01',
    endorsedOn: null,
    photoJpeg: await facePhoto(),
    specimen: true,
    ...overrides,
  };
  return {
    ...unsigned,
    credential: overrides.credential ?? (await issuer.sign(claimsOf(unsigned))),
  };
}

/** A drawn face, 358×441 at 350 dpi; nobody's likeness. base64 JPEG. */
export async function facePhoto(): Promise<string> {
  const jpeg = await sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="358" height="441"><rect width="358" height="441" fill="#fff"/>
       <path d="M20 441c6-78 62-106 118-112h82c56 6 112 34 118 112z" fill="#34496a"/><rect x="148" y="290" width="62" height="60" fill="#d3a280"/>
       <ellipse cx="179" cy="210" rx="84" ry="108" fill="#e8c2a3"/><path d="M91 205c-8-90 38-128 88-128s96 38 88 128c-10-52-34-76-88-78-54 2-78 26-88 78z" fill="#241d1a"/>
       <circle cx="146" cy="206" r="8"/><circle cx="212" cy="206" r="8"/><path d="M152 278q27 13 54 0" stroke="#a5544c" stroke-width="6" fill="none"/></svg>`,
    ),
  )
    .jpeg({ quality: 95 })
    .withMetadata({ density: 350 })
    .toBuffer();
  return jpeg.toString('base64');
}
