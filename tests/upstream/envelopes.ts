// Reads what a kiosk hands in: the signed envelope, and the sealed case inside. Stores nothing.
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import type { CryptoKey } from 'jose';
import { z } from 'zod';
import { CaseContent, Instant } from '../../electron/domain.ts';
import { isCaseNumber } from '../../electron/core/case-number.ts';
import type { UpstreamKeyPair } from './keys.ts';
import { Problem } from './problem.ts';
import { sha256, verifyWithAny } from './requests.ts';

const hash = z.string().regex(/^[\w-]{43}$/);
const Envelope = z.strictObject({
  v: z.literal(1),
  suite: z.literal('P256'),
  id: z.uuid(),
  dev: z.string(),
  seq: z.number().int().positive(),
  sha256: hash,
  createdAt: Instant,
  prev: z.union([hash, z.literal('')]),
});
export type Envelope = z.infer<typeof Envelope>;

export const MAX_SEALED_CHARS = 24 * 1024 * 1024;
export const SealedCase = z.strictObject({
  envelope: z
    .string()
    .max(4096)
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  sealed: z
    .string()
    .max(MAX_SEALED_CHARS)
    .regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/),
});
export type SealedCase = z.infer<typeof SealedCase>;

/** The envelope's payload when it holds for this id, device and sealed case. Throws Problem 422. */
export async function readEnvelope(
  id: string,
  deviceId: string,
  keys: readonly CryptoKey[],
  { envelope, sealed }: SealedCase,
): Promise<Envelope> {
  const header = headerOf(envelope);
  if (header?.typ !== 'kiosk-env+jws') throw new Problem(422, 'envelope-form');
  const payload = await verifyWithAny(envelope, keys);
  if (payload === undefined) throw new Problem(422, 'envelope-signature');
  const read = Envelope.safeParse(payload);
  if (!read.success) throw new Problem(422, 'envelope-form');
  if (read.data.dev !== deviceId || header.kid !== deviceId) {
    throw new Problem(422, 'envelope-device');
  }
  if (read.data.id !== id) throw new Problem(422, 'envelope-case');
  if (read.data.sha256 !== sha256(sealed)) throw new Problem(422, 'envelope-hash');
  return read.data;
}

export type Opened =
  | { readonly ok: true; readonly content: CaseContent }
  | { readonly ok: false; readonly code: string };

/** Opens the sealed case and judges its form; what is wrong with it is a code, never an exception. */
export async function openSealed(
  sealed: string,
  encryption: UpstreamKeyPair,
  envelope: { readonly id: string; readonly dev: string },
): Promise<Opened> {
  const plain = await decrypt(sealed, encryption);
  if (plain === undefined) return { ok: false, code: 'cannot-open' };
  const read = CaseContent.safeParse(plain);
  if (!read.success) return { ok: false, code: 'content-invalid' };
  const content = read.data;
  if (content.caseId !== envelope.id) return { ok: false, code: 'content-other-case' };
  if (content.deviceId !== envelope.dev) return { ok: false, code: 'content-other-device' };
  if (!isCaseNumber(content.caseNumber)) return { ok: false, code: 'case-number-wrong' };
  return { ok: true, content };
}

async function decrypt(sealed: string, encryption: UpstreamKeyPair): Promise<unknown> {
  const header = headerOf(sealed);
  if (header?.typ !== 'kiosk-case+jwe' || header.kid !== encryption.kid || 'zip' in header) {
    return undefined;
  }
  try {
    const { plaintext } = await compactDecrypt(sealed, encryption.privateKey, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch {
    return undefined; // told to the kiosk as cannot-open
  }
}

function headerOf(token: string): ReturnType<typeof decodeProtectedHeader> | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}
