// A kiosk's cryptographic side for tests of upstream, written from the contract (openapi.yaml) and not from the core, so
// that a mistake in one shows in the other. Also a case's content with every field filled.
import { createHash, randomUUID } from 'node:crypto';
import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { CaseContent } from '../../electron/domain.ts';
import { mintCaseNumber } from '../../electron/core/case-number.ts';
import type { PublicJwk, SealedItem } from '../../electron/core/upstream-port.ts';

export interface KioskDevice {
  readonly deviceId: string;
  readonly publicKey: PublicJwk;
  /** Value of the Authorization header; `claims` replace what would be signed. */
  signRequest(
    request: { readonly method: string; readonly path: string; readonly body: string },
    claims?: Readonly<Record<string, unknown>>,
  ): Promise<string>;
  /** Seals, and continues the chain of envelopes; `claims` replace what the envelope would say. */
  seal(
    content: unknown,
    id: string,
    claims?: Readonly<Record<string, unknown>>,
  ): Promise<SealedItem>;
}

/** A new device with its own P-256 pair that seals to `encryption`. */
export async function createKioskDevice(
  deviceId: string,
  encryption: JWK,
  now: () => Date = () => new Date(),
): Promise<KioskDevice> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const { x = '', y = '' } = await exportJWK(publicKey);
  const recipient = await importJWK(encryption, 'ECDH-ES');
  let seq = 0;
  let prev = '';

  const sign = (typ: string, payload: object) => signWith(privateKey, deviceId, typ, payload);
  return {
    deviceId,
    publicKey: { kty: 'EC', crv: 'P-256', x, y },
    async signRequest({ method, path, body }, claims = {}) {
      const payload = {
        dev: deviceId,
        htm: method,
        htu: path,
        iat: Math.floor(now().getTime() / 1000),
        jti: randomUUID(),
        bsh: hash(body),
        ...claims,
      };
      return `Kiosk ${await sign('kiosk-req+jws', payload)}`;
    },
    async seal(content, id, claims = {}) {
      const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
        .setProtectedHeader({
          alg: 'ECDH-ES',
          enc: 'A256GCM',
          kid: encryption.kid ?? '',
          typ: 'kiosk-case+jwe',
        })
        .encrypt(recipient);
      seq += 1;
      const envelope = await sign('kiosk-env+jws', {
        v: 1,
        suite: 'P256',
        id,
        dev: deviceId,
        seq,
        sha256: hash(sealed),
        createdAt: now().toISOString(),
        prev,
        ...claims,
      });
      prev = hash(envelope);
      return { id: CaseContent.shape.caseId.parse(id), envelope, sealed };
    },
  };
}

function signWith(key: CryptoKey, kid: string, typ: string, payload: object): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid, typ })
    .sign(key);
}

/** base64url SHA-256. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** An application of a person of its own, every field filled; `overrides` replace fields. */
export function sampleCase(overrides: Partial<CaseContent> = {}): CaseContent {
  return CaseContent.parse({
    schemaVersion: 1,
    caseId: randomUUID(),
    caseNumber: mintCaseNumber(),
    service: 'application',
    details: { service: 'application' },
    cityAdcode: '440100',
    centreId: 'tianhe-01',
    deviceId: 'kiosk-01',
    acceptedOn: '2026-11-23',
    acceptedAt: '2026-11-23T02:00:00.000Z',
    decision: {
      outcome: 'accepted',
      stage: null,
      reasons: [],
      missing: [],
      policyIds: ['gz-application-2024-01-16'],
      source: null,
      feeYuan: 0,
      eligibleOn: null,
      promisedDueOn: '2026-11-30',
      statutoryDueOn: '2026-12-08',
      promisedLimit: { value: 5, unit: 'working_day' },
      provisional: false,
    },
    applicant: { ...sampleApplicant, idNumber: nobodysNumber() },
    proxy: null,
    mobile: '13800000001',
    registration: {
      status: 'active',
      declaredOn: '2026-01-05',
      adcode: '440106',
      address: '广州市天河区样例路1号',
    },
    ground: 'housing',
    materials: [],
    photo: { jpeg: '/9j/4AAQSkZJRg==' },
    consent: {
      noticeVersion: '1',
      givenAt: '2026-11-23T01:59:00.000Z',
      language: 'zh-CN',
      by: 'self',
    },
    faceConsent: null,
    demonstration: true,
    ...overrides,
  });
}

/** Another number each time, as upstream takes one case a person and service. Only its form holds. */
function nobodysNumber(): string {
  persons += 1;
  return `110105${String(19000101000 + persons)}X`;
}
let persons = Math.floor(Math.random() * 80_000_000);

/** Invented; the number's check character holds. */
export const sampleApplicant: CaseContent['applicant'] = {
  kind: 'ID_CARD',
  name: '样例甲',
  sex: '1',
  ethnicity: '01',
  birthDate: '1990-01-01',
  hukouAddress: '湖南省长沙市样例区样例村1组',
  hukouAdcode: '430100',
  idNumber: '11010519491231002X',
  authority: '长沙市公安局样例分局',
  validFrom: '2020-01-01',
  validTo: '2040-01-01',
  chipPhoto: null,
};
