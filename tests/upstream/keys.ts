// The reference upstream's five P-256 pairs: encryption, acknowledgement, permit, policy, staff. Made once and kept in its database,
// so that a restart keeps them. A real upstream keeps the private parts in a hardware module.
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import type { KeyRow, Writer } from './database.ts';

const purposes = ['encryption', 'acknowledgement', 'permit', 'policy', 'staff'] as const;
type Purpose = (typeof purposes)[number];

export interface UpstreamKeyPair {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}
export type KeyPairs = Readonly<Record<Purpose, UpstreamKeyPair>>;

/** Loads the pairs, making those the database does not hold yet. */
export async function loadKeys(writer: Writer): Promise<KeyPairs> {
  const [encryption, acknowledgement, permit, policy, staff] = await Promise.all(
    purposes.map((purpose) => loadPair(writer, purpose)),
  );
  if (!encryption || !acknowledgement || !permit || !policy || !staff)
    throw new Error('five pairs were asked for');
  return { encryption, acknowledgement, permit, policy, staff };
}

/** A fresh pair that is not ours, for answers with a signature that must not hold. */
export async function makePair(purpose: Purpose): Promise<UpstreamKeyPair> {
  return pairFrom(purpose, await makeJwk(purpose));
}

async function loadPair(writer: Writer, purpose: Purpose): Promise<UpstreamKeyPair> {
  const fresh = await makeJwk(purpose);
  const jwk = await writer.run(async (trx) => {
    const kept = await trx<KeyRow>('keys').where({ purpose }).first();
    if (kept) return JSON.parse(kept.private_key) as JWK;
    await trx<KeyRow>('keys').insert({ purpose, private_key: JSON.stringify(fresh) });
    return fresh;
  });
  return pairFrom(purpose, jwk);
}

function algorithm(purpose: Purpose): string {
  return purpose === 'encryption' ? 'ECDH-ES' : 'ES256';
}

async function makeJwk(purpose: Purpose): Promise<JWK> {
  const options = { crv: 'P-256', extractable: true };
  const { privateKey } = await generateKeyPair(algorithm(purpose), options);
  const jwk = await exportJWK(privateKey);
  return {
    ...jwk,
    kid: `${purpose}-${(await calculateJwkThumbprint(jwk)).slice(0, 8)}`,
    alg: algorithm(purpose),
    use: purpose === 'encryption' ? 'enc' : 'sig',
  };
}

async function pairFrom(purpose: Purpose, jwk: JWK): Promise<UpstreamKeyPair> {
  const privateKey = await importJWK(jwk, algorithm(purpose));
  if (privateKey instanceof Uint8Array || !jwk.kid) throw new Error('not a P-256 pair with a kid');
  const publicJwk = { ...jwk };
  delete publicJwk.d;
  return { kid: jwk.kid, privateKey, publicJwk };
}
