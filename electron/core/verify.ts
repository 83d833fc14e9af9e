// What a scanned code is: a case number, a permit's signed credential, a bare permit number, or not ours.
// Works offline on pinned keys. Must not fetch a key, nor trust one that the code itself brings along.
import { compactVerify, errors, importJWK } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';
import { Adcode, IsoDate } from '../domain.ts';
import type { CaseNumber, PermitNumber } from '../domain.ts';
import { isPermitNumber, parseCaseNumber } from './case-number.ts';

/** Longest text looked at, characters: a credential in a QR of version 20 level M is below 700. */
const MAX_CODE_CHARS = 2_000;
const Text = z.string().min(1).max(120);

/** What the issuer signs (compact JWS, ES256, typ permit+jws). Unknown members are dropped: the issuer may add some. */
export const PermitClaims = z
  .object({
    iss: Text,
    jti: z.string().refine(isPermitNumber),
    nam: Text,
    /** Masked identity number: first 3 and last 4. */
    idm: z.string().regex(/^\d{3}\*{11}\d{3}[\dX]$/),
    cty: Adcode,
    vf: IsoDate,
    vt: IsoDate,
    /** Signed at, seconds since 1970. */
    iat: z.number().int().nonnegative(),
    /** Specimen: true unless a real issuer signed. */
    spc: z.boolean(),
  })
  .refine((claims) => claims.vf <= claims.vt);
export type PermitClaims = z.infer<typeof PermitClaims>;

const Header = z.object({ alg: z.string(), typ: z.literal('permit+jws'), kid: z.string() });

export type ScannedCode =
  | { readonly kind: 'case'; readonly caseNumber: CaseNumber }
  /** Signed by a pinned issuer key. Says what was true when it was signed; only upstream knows today. */
  | { readonly kind: 'permit'; readonly claims: PermitClaims }
  /** The bar code beside the QR: well formed and unsigned, proves nothing. */
  | { readonly kind: 'permit-number'; readonly permitNumber: PermitNumber }
  /** Says it is a permit and does not verify: changed, forged, or signed by a key not pinned here. */
  | { readonly kind: 'permit-signature-wrong' }
  | { readonly kind: 'not-ours' };
/** `readCode` with the keys already in hand. */
export type CodeReader = (text: string) => Promise<ScannedCode>;

/** Binds the pinned issuer keys (public JWKs with `kid`). */
export function createCodeReader(permitKeys: readonly JWK[]): CodeReader {
  return (text) => readCode(text, { permitKeys });
}

/**
 * Judges the text of one code. Never rejects, whatever the text holds.
 * Rules (RFC 8725, OWASP ASVS 9.1): ES256 alone, key by `kid` from `permitKeys` alone (`jku`, `x5u`, `jwk` are
 * never looked at), typ `permit+jws`, canonical base64url so that no byte can change unnoticed.
 */
export async function readCode(
  text: string,
  trust: { readonly permitKeys: readonly JWK[] },
): Promise<ScannedCode> {
  if (text.length > MAX_CODE_CHARS) return { kind: 'not-ours' };
  const code = text.trim();
  const caseNumber = parseCaseNumber(code);
  if (caseNumber !== null) return { kind: 'case', caseNumber };
  const upper = code.toUpperCase();
  if (isPermitNumber(upper)) return { kind: 'permit-number', permitNumber: upper };
  const header = permitHeader(code);
  if (header === null) return { kind: 'not-ours' };
  const claims = await verifiedClaims(code, header.kid, trust.permitKeys);
  return claims === null ? { kind: 'permit-signature-wrong' } : { kind: 'permit', claims };
}

/** The protected header when `code` has the form of a permit credential, else null. */
function permitHeader(code: string): z.infer<typeof Header> | null {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(code)) return null;
  const header = Header.safeParse(json(Buffer.from(code.split('.')[0] ?? '', 'base64url')));
  return header.success ? header.data : null;
}

async function verifiedClaims(
  code: string,
  kid: string,
  keys: readonly JWK[],
): Promise<PermitClaims | null> {
  // A decoder drops the unused low bits of the last character: without this, that character could be changed.
  if (!code.split('.').every(isCanonical)) return null;
  const key = keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) return null;
  try {
    const pinned = await importJWK(publicPart(key), 'ES256');
    const { payload } = await compactVerify(code, pinned, { algorithms: ['ES256'] });
    const claims = PermitClaims.safeParse(json(payload));
    return claims.success ? claims.data : null;
  } catch (error) {
    // Every refusal of a token is a JOSEError; anything else (a broken pinned key) is a fault of ours.
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** Only the public point of a P-256 key is used, whatever else the file of pinned keys holds. */
function publicPart(key: JWK): JWK {
  return { kty: 'EC', crv: 'P-256', x: key.x ?? '', y: key.y ?? '' };
}

function isCanonical(segment: string): boolean {
  return Buffer.from(segment, 'base64url').toString('base64url') === segment;
}

/** JSON in UTF-8, or null: broken text is an answer here, not an error. */
function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
