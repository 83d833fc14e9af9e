// A text that upstream signed (compact JWS, ES256, RFC 7515) read with pinned keys. Must not know what the text means, and
// never fetches a key.
import { compactVerify, errors, importJWK } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';

const Header = z.object({ alg: z.literal('ES256'), typ: z.string(), kid: z.string() });

/** The signed text; null when form, type, key or signature is another than expected. */
export async function verifiedText(
  jws: string,
  keys: readonly JWK[],
  typ: string,
): Promise<string | null> {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws)) return null;
  const header = Header.safeParse(
    parsedJson(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()),
  );
  if (!header.success || header.data.typ !== typ) return null;
  const key = keys.find(({ kid }) => kid === header.data.kid);
  if (key === undefined) return null;
  const { x = '', y = '' } = key;
  const pinned = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256');
  try {
    const { payload } = await compactVerify(jws, pinned, { algorithms: ['ES256'] });
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch (error) {
    // Every refusal of a token is a JOSEError, broken text a TypeError; anything else is a fault of ours.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

/** null: not JSON, which is an answer here and not an error. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
