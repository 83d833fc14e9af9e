// Kiosks known to the reference upstream: enrolment with a code, and their public keys, imported once.
import { calculateJwkThumbprint, importJWK } from 'jose';
import type { CryptoKey } from 'jose';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Clock } from '../../electron/domain.ts';
import type { DeviceRow, Writer } from './database.ts';
import { Problem } from './problem.ts';

export const DeviceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/);

const coordinate = z.string().regex(/^[\w-]{43}$/);
export const PublicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
  kid: z.string().max(100).optional(),
  alg: z.literal('ES256').optional(),
  use: z.literal('sig').optional(),
});
export type PublicKey = z.infer<typeof PublicKey>;

export const Enrolment = z.strictObject({
  enrolmentCode: z.string().min(8).max(100),
  publicKey: PublicKey,
});
type Enrolment = z.infer<typeof Enrolment>;

export interface Devices {
  /** Every key the device ever enrolled, newest first; empty when it is unknown. */
  keysOf(deviceId: string): Promise<readonly CryptoKey[]>;
  /** Registers a key; the same enrolment again is answered again. Throws Problem 403. */
  enrol(
    deviceId: string,
    enrolment: Enrolment,
  ): Promise<{ readonly deviceId: string; readonly enrolledAt: string }>;
}

export interface EnrolmentRules {
  /** Codes staff may hand out. */
  readonly codes: readonly string[];
  /** True in the demonstration: one code serves any number of kiosks. */
  readonly reusable: boolean;
}

export function createDevices(
  db: Knex,
  writer: Writer,
  clock: Clock,
  rules: EnrolmentRules,
): Devices {
  const imported = new Map<string, readonly CryptoKey[]>();

  return {
    async keysOf(deviceId) {
      const known = imported.get(deviceId);
      if (known) return known;
      const rows = await db<DeviceRow>('devices')
        .where({ device_id: deviceId })
        .orderBy('enrolled_at', 'desc');
      const keys = await Promise.all(
        rows.map((row) => importPublicKey(JSON.parse(row.public_key) as PublicKey)),
      );
      if (keys.length > 0) imported.set(deviceId, keys);
      return keys;
    },

    async enrol(deviceId, { enrolmentCode, publicKey }) {
      if (!rules.codes.includes(enrolmentCode)) throw new Problem(403, 'enrolment-refused');
      const thumbprint = await calculateJwkThumbprint(point(publicKey));
      const enrolledAt = await writer.run(async (trx) => {
        const uses = await trx<DeviceRow>('devices').where({ enrolment_code: enrolmentCode });
        const same = uses.find(
          (row) => row.device_id === deviceId && row.thumbprint === thumbprint,
        );
        if (same) return same.enrolled_at;
        if (uses.length > 0 && !rules.reusable) throw new Problem(403, 'enrolment-refused');
        const row: DeviceRow = {
          device_id: deviceId,
          public_key: JSON.stringify(publicKey),
          enrolment_code: enrolmentCode,
          thumbprint,
          enrolled_at: clock.now().toISOString(),
        };
        await trx<DeviceRow>('devices').insert(row);
        return row.enrolled_at;
      });
      imported.delete(deviceId);
      return { deviceId, enrolledAt };
    },
  };
}

/** A P-256 public key ready to verify with; throws Problem 400 when the point is not on the curve. */
export async function importPublicKey(jwk: PublicKey): Promise<CryptoKey> {
  try {
    const key = await importJWK(point(jwk), 'ES256');
    if (key instanceof Uint8Array) throw new TypeError('a symmetric key');
    return key;
  } catch {
    throw new Problem(400, 'bad-request', 'publicKey');
  }
}

function point({ kty, crv, x, y }: PublicKey): { kty: 'EC'; crv: 'P-256'; x: string; y: string } {
  return { kty, crv, x, y };
}
