// Seals and signs: a case goes to upstream's public key inside an envelope signed by this device. Only jose.
// Holds no key that opens a case. P-256 everywhere: ECDH-ES + A256GCM to seal, ES256 to sign (RFC 7515, 7516, 7518).
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CryptoKey, JWK } from 'jose';
import {
  CompactEncrypt,
  CompactSign,
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
} from 'jose';
import { z } from 'zod';
import type { CaseContent, CaseId, Clock } from '../domain.ts';
import { CaseId as CaseIdSchema, Instant } from '../domain.ts';
import type { PublicJwk } from './upstream-port.ts';

/** What the kiosk holds of upstream: public keys, pinned by configuration. */
export interface SealingKeys {
  readonly encryption: readonly JWK[];
  readonly acknowledgement: readonly JWK[];
}
export const Envelope = z.strictObject({
  v: z.literal(1),
  suite: z.literal('P256'),
  id: CaseIdSchema,
  dev: z.string(),
  seq: z.number().int().positive(),
  sha256: z.string(),
  createdAt: Instant,
  prev: z.string(),
});
export type Envelope = z.infer<typeof Envelope>;
/** Upstream's own word about one case; only this settles a row. */
export const Acknowledgement = z.object({
  id: CaseIdSchema,
  sha256: z.string(),
  status: z.enum(['accepted', 'rejected']),
  code: z.string().max(80).optional(),
  serverTime: Instant,
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

export interface Sealing {
  readonly deviceId: string;
  readonly publicKey: PublicJwk;
  sealCase(content: CaseContent): Promise<{ sealed: string; sha256: string }>;
  signEnvelope(link: {
    id: CaseId;
    seq: number;
    sha256: string;
    prev: string;
    at: Date;
  }): Promise<string>;
  /** The envelope when this device signed it; null when a byte was changed. */
  readOwnEnvelope(envelope: string): Promise<Envelope | null>;
  /** The acknowledgement when upstream signed it for exactly this case and content; null for anything else. */
  readAcknowledgement(
    jws: string,
    expected: { id: string; sha256: string },
  ): Promise<Acknowledgement | null>;
  signRequest(request: {
    readonly method: string;
    readonly path: string;
    readonly body: string;
  }): Promise<string>;
}

/** SHA-256 of ASCII text, base64url. */
export function digest(text: string): string {
  return createHash('sha256').update(text, 'ascii').digest('base64url');
}

const PrivateJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

/** Reads the device key or makes one (JWK, mode 0600). A key that cannot be read is an error: a new one would fork the chain. */
async function deviceKey(dataDir: string): Promise<z.infer<typeof PrivateJwk>> {
  const file = join(dataDir, 'device-key.json');
  try {
    return PrivateJwk.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = PrivateJwk.parse(await exportJWK(privateKey));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(jwk), { mode: 0o600, flag: 'wx' });
  return jwk;
}

async function asymmetric(jwk: JWK, alg: 'ES256' | 'ECDH-ES'): Promise<CryptoKey> {
  const key = await importJWK(jwk, alg);
  if (key instanceof Uint8Array) throw new Error('a secret stands where a key pair belongs');
  return key;
}

async function publicKeys(jwks: readonly JWK[]): Promise<ReadonlyMap<string, CryptoKey>> {
  const keys = new Map<string, CryptoKey>();
  for (const jwk of jwks) keys.set(jwk.kid ?? '', await asymmetric(jwk, 'ES256'));
  return keys;
}

/** Opens the device's key and upstream's; keys are imported once and kept. */
export async function openSealing(deps: {
  dataDir: string;
  deviceId: string;
  keys: SealingKeys;
  clock: Clock;
}): Promise<Sealing> {
  const { deviceId, clock } = deps;
  const own = await deviceKey(deps.dataDir);
  const signer = await asymmetric(own, 'ES256');
  const publicKey: PublicJwk = { kty: 'EC', crv: 'P-256', x: own.x, y: own.y };
  const verifier = await asymmetric({ ...publicKey }, 'ES256');
  const [encryption] = deps.keys.encryption;
  if (encryption === undefined) throw new Error('upstream gave no encryption key');
  const sealTo = await asymmetric(encryption, 'ECDH-ES');
  const acknowledgers = await publicKeys(deps.keys.acknowledgement);

  function sign(payload: object, typ: string): Promise<string> {
    return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid: deviceId, typ })
      .sign(signer);
  }

  return {
    deviceId,
    publicKey,
    async sealCase(content) {
      const plain = new TextEncoder().encode(JSON.stringify(content));
      const sealed = await new CompactEncrypt(plain)
        .setProtectedHeader({
          alg: 'ECDH-ES',
          enc: 'A256GCM',
          kid: encryption.kid ?? '',
          typ: 'kiosk-case+jwe',
        })
        .encrypt(sealTo);
      return { sealed, sha256: digest(sealed) };
    },
    signEnvelope({ id, seq, sha256, prev, at }) {
      const envelope: Envelope = {
        v: 1,
        suite: 'P256',
        id,
        dev: deviceId,
        seq,
        sha256,
        createdAt: at.toISOString(),
        prev,
      };
      return sign(envelope, 'kiosk-env+jws');
    },
    async readOwnEnvelope(envelope) {
      try {
        const { payload, protectedHeader } = await compactVerify(envelope, verifier, {
          algorithms: ['ES256'],
        });
        if (protectedHeader.typ !== 'kiosk-env+jws') return null;
        return Envelope.parse(JSON.parse(new TextDecoder().decode(payload)));
      } catch {
        // Whatever is wrong with it, it is not what this device signed; the caller quarantines and logs.
        return null;
      }
    },
    async readAcknowledgement(jws, expected) {
      try {
        const { payload, protectedHeader } = await compactVerify(
          jws,
          (header) => keyFor(acknowledgers, header.kid),
          { algorithms: ['ES256'] },
        );
        if (protectedHeader.typ !== 'kiosk-ack+jws') return null;
        const read = Acknowledgement.parse(JSON.parse(new TextDecoder().decode(payload)));
        return read.id === expected.id && read.sha256 === expected.sha256 ? read : null;
      } catch {
        // Not signed by upstream: a portal, a proxy, an old key. The caller retries and logs; nothing is settled.
        return null;
      }
    },
    async signRequest({ method, path, body }) {
      const jws = await sign(
        {
          dev: deviceId,
          htm: method,
          htu: path,
          iat: Math.floor(clock.now().getTime() / 1000),
          jti: randomUUID(),
          bsh: createHash('sha256').update(body, 'utf8').digest('base64url'),
        },
        'kiosk-req+jws',
      );
      return `Kiosk ${jws}`;
    },
  };
}

function keyFor(keys: ReadonlyMap<string, CryptoKey>, kid: string | undefined): CryptoKey {
  const key = keys.get(kid ?? '');
  if (key === undefined) throw new Error('unknown key');
  return key;
}
