// Who asks: checks the signature every request of a kiosk carries (openapi.yaml, securitySchemes.kiosk).
import { createHash } from 'node:crypto';
import { compactVerify, decodeProtectedHeader } from 'jose';
import type { CryptoKey } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../electron/domain.ts';
import { Problem } from './problem.ts';

/** Furthest a kiosk's clock may be from ours, seconds. */
const MAX_SKEW_SECONDS = 300;

export interface SignedRequest {
  readonly method: string;
  /** Path with query, as it stood on the wire. */
  readonly target: string;
  readonly authorisation: string | undefined;
  readonly body: Buffer;
}
const Claims = z.strictObject({
  dev: z.string(),
  htm: z.string(),
  htu: z.string(),
  iat: z.number().int(),
  jti: z.string().min(16).max(64),
  bsh: z.string(),
});

export interface Gate {
  /** The asking device's id. `keys` are the keys its signature may be by. Throws Problem 401. */
  authorise(
    request: SignedRequest,
    keysOf: (deviceId: string) => Promise<readonly CryptoKey[]>,
  ): Promise<string>;
}

/** Keeps the request ids it has seen in memory for as long as their time would still be accepted. */
export function createGate(clock: Clock): Gate {
  const seenUntil = new Map<string, number>();

  function rememberOnce(jti: string, nowSeconds: number): boolean {
    for (const [old, until] of seenUntil) {
      if (until >= nowSeconds) break; // insertion order is close to order of expiry
      seenUntil.delete(old);
    }
    if (seenUntil.has(jti)) return false;
    seenUntil.set(jti, nowSeconds + 2 * MAX_SKEW_SECONDS);
    return true;
  }

  return {
    async authorise(request, keysOf) {
      const jws = /^Kiosk (\S+)$/.exec(request.authorisation ?? '')?.[1];
      if (!jws) throw new Problem(401, 'not-authorised');
      const deviceId = claimedDevice(jws);
      const keys = await keysOf(deviceId);
      if (keys.length === 0) throw new Problem(401, 'unknown-device');
      const claims = await verifiedClaims(jws, keys);
      if (
        claims.dev !== deviceId ||
        claims.htm !== request.method ||
        claims.htu !== request.target
      ) {
        throw new Problem(401, 'not-authorised');
      }
      const nowSeconds = Math.floor(clock.now().getTime() / 1000);
      if (Math.abs(nowSeconds - claims.iat) > MAX_SKEW_SECONDS)
        throw new Problem(401, 'clock-skew');
      if (claims.bsh !== sha256(request.body)) throw new Problem(401, 'wrong-body-hash');
      if (!rememberOnce(`${deviceId} ${claims.jti}`, nowSeconds)) {
        throw new Problem(401, 'replayed-request');
      }
      return deviceId;
    },
  };
}

/** base64url SHA-256. */
export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

function claimedDevice(jws: string): string {
  try {
    const header = decodeProtectedHeader(jws);
    if (header.typ === 'kiosk-req+jws' && typeof header.kid === 'string') return header.kid;
  } catch {
    // not a JWS: refused below like any other
  }
  throw new Problem(401, 'not-authorised');
}

async function verifiedClaims(
  jws: string,
  keys: readonly CryptoKey[],
): Promise<z.infer<typeof Claims>> {
  const payload = await verifyWithAny(jws, keys);
  const claims = Claims.safeParse(payload);
  if (!claims.success) throw new Problem(401, 'not-authorised');
  return claims.data;
}

/** The JSON payload when one of the keys signed it with ES256, else undefined. */
export async function verifyWithAny(jws: string, keys: readonly CryptoKey[]): Promise<unknown> {
  for (const key of keys) {
    try {
      const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] });
      return JSON.parse(new TextDecoder().decode(payload));
    } catch {
      continue; // the next key may be the one
    }
  }
  return undefined;
}
