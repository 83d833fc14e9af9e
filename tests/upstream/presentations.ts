// Presents permits on a screen (亮证) and tells who checks one how it stands now. A code is a random handle, signed, good
// for a minute; what it stands for is known here alone. Nothing it tells names the holder in the clear.
import { randomBytes } from 'node:crypto';
import { CompactSign, compactVerify, errors } from 'jose';
import type { Knex } from 'knex';
import { z } from 'zod';
import { maskName } from '../../electron/core/identity.ts';
import { Permit } from '../../electron/domain.ts';
import type { Clock } from '../../electron/domain.ts';
import type { PermitRow, PresentationRow } from './database.ts';
import type { UpstreamKeyPair } from './keys.ts';
import { ISSUER, maskIdNumber, statusOn } from './permits.ts';
import { dateInShanghai } from './clock.ts';
import { Problem } from './problem.ts';

/** Seconds a code on a screen is good for. */
export const SHOW_SECONDS = 60;

/** How a permit stands, as told to whoever checks it. */
export interface PermitStanding {
  readonly status: Permit['status'];
  readonly validTo: string;
  readonly cityAdcode: string;
  /** Family name, a star for every other character. */
  readonly nameMasked: string;
  readonly idNumberMasked: string;
}
export interface Presentations {
  /** The code of an active permit. Problem 404 when there is none, 409 `permit-not-active` otherwise. */
  present(number: string): Promise<{ readonly token: string }>;
  /** Problem 404 when there is no such permit or code, 410 `token-expired` when its minute is over. */
  verify(asked: Asked): Promise<PermitStanding>;
}
export type Asked = { readonly token: string } | { readonly number: string };

const Claims = z.object({ jti: z.string(), exp: z.number().int() });

export function createPresentations(db: Knex, clock: Clock, key: UpstreamKeyPair): Presentations {
  const seconds = (): number => Math.floor(clock.now().getTime() / 1000);

  async function permit(number: string): Promise<PermitRow> {
    const row = await db<PermitRow>('permits').where({ number }).first();
    if (row === undefined) throw new Problem(404, 'not-found');
    return row;
  }

  function standingOf(row: PermitRow): PermitStanding {
    const fields = Permit.parse(JSON.parse(row.fields));
    return {
      status: statusOn(row, dateInShanghai(clock.now())),
      validTo: row.valid_to,
      cityAdcode: row.city_adcode,
      nameMasked: maskName(fields.name),
      idNumberMasked: maskIdNumber(fields.idNumber),
    };
  }

  /** The permit behind a code that is signed here and still good. */
  async function numberOf(token: string): Promise<string> {
    const claims = await claimsOf(token, key);
    const row =
      claims === null
        ? undefined
        : await db<PresentationRow>('presentations').where({ jti: claims.jti }).first();
    if (claims === null || row === undefined) throw new Problem(404, 'not-found');
    if (seconds() >= claims.exp) throw new Problem(410, 'token-expired');
    return row.permit_number;
  }

  return {
    async present(number) {
      const row = await permit(number);
      if (statusOn(row, dateInShanghai(clock.now())) !== 'active')
        throw new Problem(409, 'permit-not-active');
      const jti = randomBytes(16).toString('base64url');
      const iat = seconds();
      const claims = { iss: ISSUER, jti, iat, exp: iat + SHOW_SECONDS };
      await db<PresentationRow>('presentations').insert({
        jti,
        permit_number: number,
        expires_at: new Date(claims.exp * 1000).toISOString(),
      });
      const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'show+jws' })
        .sign(key.privateKey);
      return { token };
    },

    async verify(asked) {
      const number = 'token' in asked ? await numberOf(asked.token) : asked.number;
      return standingOf(await permit(number));
    },
  };
}

async function claimsOf(
  token: string,
  key: UpstreamKeyPair,
): Promise<z.infer<typeof Claims> | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(token, key.publicJwk, {
      algorithms: ['ES256'],
    });
    if (protectedHeader.typ !== 'show+jws') return null;
    return Claims.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
