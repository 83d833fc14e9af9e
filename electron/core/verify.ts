// What a scanned code is: a case number, a permit's signed credential or screen code, a bare permit number, a
// resident code, or not ours.
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

/** Longest life of a screen code that is believed, seconds. */
const MAX_SHOW_SECONDS = 300;

/** What the issuer signs for a screen (compact JWS, ES256, typ show+jws): a random handle and its short life. */
export const ShowClaims = z
  .object({
    iss: Text,
    jti: Text,
    /** Seconds since 1970. */
    iat: z.number().int().nonnegative(),
    exp: z.number().int().nonnegative(),
  })
  .refine(({ iat, exp }) => iat < exp && exp - iat <= MAX_SHOW_SECONDS);
export type ShowClaims = z.infer<typeof ShowClaims>;

const Header = z.object({
  alg: z.string(),
  typ: z.enum(['permit+jws', 'show+jws']),
  kid: z.string(),
});

export type ScannedCode =
  | { readonly kind: 'case'; readonly caseNumber: CaseNumber }
  /** Signed by a pinned issuer key. Says what was true when it was signed; only upstream knows today. */
  | { readonly kind: 'permit'; readonly claims: PermitClaims }
  /** Shown on a screen, signed by a pinned issuer key. Whose it is, and whether it is good, only upstream knows. */
  | { readonly kind: 'shown'; readonly token: string; readonly claims: ShowClaims }
  /** The bar code beside the QR: well formed and unsigned, proves nothing. */
  | { readonly kind: 'permit-number'; readonly permitNumber: PermitNumber }
  /** Says it is a permit and does not verify: changed, forged, or signed by a key not pinned here. */
  | { readonly kind: 'permit-signature-wrong' }
  /** 粤居码, by how its issuer says it begins. Whose it is cannot be told here: its content is not public. */
  | { readonly kind: 'resident' }
  | { readonly kind: 'not-ours' };
/** `readCode` with the keys already in hand. */
export type CodeReader = (text: string) => Promise<ScannedCode>;

/** Binds the pinned issuer keys (public JWKs with `kid`) and the beginnings of the resident code, if any are known. */
export function createCodeReader(
  permitKeys: readonly JWK[],
  residentBegins: readonly string[] = [],
): CodeReader {
  return (text) => readCode(text, { permitKeys, residentBegins });
}

/**
 * Judges the text of one code. Never rejects, whatever the text holds.
 * Rules (RFC 8725, OWASP ASVS 9.1): ES256 alone, key by `kid` from `permitKeys` alone (`jku`, `x5u`, `jwk` are
 * never looked at), typ `permit+jws` or `show+jws`, canonical base64url so that no byte can change unnoticed.
 */
export async function readCode(
  text: string,
  known: { readonly permitKeys: readonly JWK[]; readonly residentBegins?: readonly string[] },
): Promise<ScannedCode> {
  if (text.length > MAX_CODE_CHARS) return { kind: 'not-ours' };
  const code = text.trim();
  const caseNumber = parseCaseNumber(code);
  if (caseNumber !== null) return { kind: 'case', caseNumber };
  const upper = code.toUpperCase();
  if (isPermitNumber(upper)) return { kind: 'permit-number', permitNumber: upper };
  if (known.residentBegins?.some((begin) => code.startsWith(begin)) === true)
    return { kind: 'resident' };
  const header = permitHeader(code);
  if (header === null) return { kind: 'not-ours' };
  const payload = await verifiedPayload(code, header.kid, known.permitKeys);
  if (header.typ === 'show+jws') {
    const claims = ShowClaims.safeParse(payload);
    if (claims.success) return { kind: 'shown', token: code, claims: claims.data };
  } else {
    const claims = PermitClaims.safeParse(payload);
    if (claims.success) return { kind: 'permit', claims: claims.data };
  }
  return { kind: 'permit-signature-wrong' };
}

/** The protected header when `code` has the form of a credential or a screen code, else null. */
function permitHeader(code: string): z.infer<typeof Header> | null {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(code)) return null;
  const header = Header.safeParse(json(Buffer.from(code.split('.')[0] ?? '', 'base64url')));
  return header.success ? header.data : null;
}

/** What is signed, null when no pinned key signed it. */
async function verifiedPayload(code: string, kid: string, keys: readonly JWK[]): Promise<unknown> {
  // A decoder drops the unused low bits of the last character: without this, that character could be changed.
  if (!code.split('.').every(isCanonical)) return null;
  const key = keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) return null;
  try {
    const pinned = await importJWK(publicPart(key), 'ES256');
    const { payload } = await compactVerify(code, pinned, { algorithms: ['ES256'] });
    return json(payload);
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
