// What a scanned code is told to be, and every way a forged or broken one must fail.
import { createHmac, createPublicKey, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  formatCaseNumber,
  mintCaseNumber,
  mintPermitNumber,
} from '../../electron/core/case-number.ts';
import { createCodeReader } from '../../electron/core/verify.ts';
import type { CodeReader } from '../../electron/core/verify.ts';
import { claimsOf, createIssuer, samplePermit } from '../support/permits.ts';
import type { Issuer } from '../support/permits.ts';
import type { Permit } from '../../electron/domain.ts';

let issuer: Issuer;
let permit: Permit;
let read: CodeReader;
beforeAll(async () => {
  issuer = await createIssuer();
  permit = await samplePermit(issuer);
  read = createCodeReader([issuer.publicJwk]);
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('case numbers', () => {
  test('are read as printed, grouped, and in lower case', async () => {
    const caseNumber = mintCaseNumber();
    for (const text of [
      caseNumber,
      formatCaseNumber(caseNumber),
      `${caseNumber.toLowerCase()}\r\n`,
    ])
      expect(await read(text)).toEqual({ kind: 'case', caseNumber });
  });

  test('with a wrong check character are not ours', async () => {
    const caseNumber = mintCaseNumber();
    const wrong = caseNumber.slice(0, 13) + (caseNumber.endsWith('A') ? 'B' : 'A');
    expect(await read(wrong)).toEqual({ kind: 'not-ours' });
  });
});

describe('permit credentials', () => {
  test('verify offline with the pinned key and give their claims', async () => {
    const code = await read(permit.credential);
    expect(code).toEqual({ kind: 'permit', claims: claimsOf(permit) });
  });

  test('do not verify with any one character changed', async () => {
    for (let at = 0; at < permit.credential.length; at += 1) {
      const old = permit.credential.charAt(at);
      const next = base64url.charAt((base64url.indexOf(old) + 1) % 64);
      const changed = permit.credential.slice(0, at) + next + permit.credential.slice(at + 1);
      expect((await read(changed)).kind, `character ${at}`).not.toBe('permit');
    }
  });

  test('do not verify with any other last character, whose low bits a lax decoder would drop', async () => {
    for (const other of base64url) {
      if (permit.credential.endsWith(other)) continue;
      expect(await read(permit.credential.slice(0, -1) + other)).toEqual({
        kind: 'permit-signature-wrong',
      });
    }
  });

  test('do not verify with a character taken away, added or padded', async () => {
    for (const text of [permit.credential.slice(0, -1), `${permit.credential}A`])
      expect((await read(text)).kind).toBe('permit-signature-wrong');
    expect((await read(`${permit.credential}==`)).kind).toBe('not-ours');
  });

  test('of alg none are refused', async () => {
    const header = encode({ alg: 'none', kid: issuer.publicJwk.kid, typ: 'permit+jws' });
    const unsigned = `${header}.${encode(claimsOf(permit))}.`;
    expect(await read(unsigned)).toEqual({ kind: 'permit-signature-wrong' });
    const signature = permit.credential.split('.')[2] ?? '';
    expect(await read(unsigned + signature)).toEqual({ kind: 'permit-signature-wrong' });
  });

  test('of HS256 keyed with the public key are refused', async () => {
    const pem = createPublicKey({ key: { ...issuer.publicJwk }, format: 'jwk' });
    const signed = `${encode({ alg: 'HS256', kid: issuer.publicJwk.kid, typ: 'permit+jws' })}.${encode(claimsOf(permit))}`;
    for (const key of [
      pem.export({ type: 'spki', format: 'pem' }),
      pem.export({ type: 'spki', format: 'der' }),
      JSON.stringify(issuer.publicJwk),
    ]) {
      const mac = createHmac('sha256', key).update(signed).digest('base64url');
      expect(await read(`${signed}.${mac}`)).toEqual({ kind: 'permit-signature-wrong' });
    }
  });

  test('that bring their own key are judged by the pinned one', async () => {
    const forger = await createIssuer(issuer.publicJwk.kid);
    const forged = await forger.sign(claimsOf(permit), {
      jwk: forger.publicJwk,
      jku: 'https://example.invalid/keys',
      x5u: 'https://example.invalid/cert',
    });
    expect(await read(forged)).toEqual({ kind: 'permit-signature-wrong' });
    const honest = await issuer.sign(claimsOf(permit), { jwk: forger.publicJwk });
    expect((await read(honest)).kind).toBe('permit');
  });

  test('of a key that is not pinned are refused', async () => {
    const other = await createIssuer('permit-2031');
    expect(await read(await other.sign(claimsOf(permit)))).toEqual({
      kind: 'permit-signature-wrong',
    });
  });

  test('of another type of document are not ours, although the signature holds', async () => {
    const acknowledgement = await issuer.sign(claimsOf(permit), { typ: 'kiosk-ack+jws' });
    expect(await read(acknowledgement)).toEqual({ kind: 'not-ours' });
  });

  test('with critical header members not understood are refused', async () => {
    const header = {
      alg: 'ES256',
      kid: issuer.publicJwk.kid,
      typ: 'permit+jws',
      crit: ['x'],
      x: 1,
    };
    const rest = permit.credential.split('.').slice(1).join('.');
    expect(await read(`${encode(header)}.${rest}`)).toEqual({ kind: 'permit-signature-wrong' });
  });

  test.each([
    ['a permit number that fails its check', { jti: 'P44010000000000000' }],
    ['an unmasked identity number', { idm: '430000199005010007' }],
    ['an end before its beginning', { vf: '2027-11-02' }],
    ['a date that is none', { vt: '2027-02-30' }],
    ['a specimen mark that is no boolean', { spc: 'no' }],
    ['no name', { nam: undefined }],
  ])('with %s are refused, although the signature holds', async (_, claims) => {
    expect(await read(await issuer.sign({ ...claimsOf(permit), ...claims }))).toEqual({
      kind: 'permit-signature-wrong',
    });
  });

  test('choose the key by kid when two are pinned', async () => {
    const next = await createIssuer('permit-2027');
    const both = createCodeReader([issuer.publicJwk, next.publicJwk]);
    expect((await both(await next.sign(claimsOf(permit)))).kind).toBe('permit');
    expect((await both(permit.credential)).kind).toBe('permit');
  });
});

describe('codes of a screen', () => {
  const claims = { iss: 'urn:test', jti: 'aBcDeFgHiJkLmNoPqRsTuV', iat: 1_793_500_000 };
  const shown = (exp: number) =>
    issuer.sign({ ...claims, exp: claims.iat + exp }, { typ: 'show+jws' });

  test('are told apart from paper, with their time', async () => {
    const token = await shown(60);
    expect(await read(token)).toEqual({
      kind: 'shown',
      token,
      claims: { ...claims, exp: claims.iat + 60 },
    });
  });

  test.each([
    ['that outlive five minutes', 301],
    ['that end before they begin', -1],
  ])('%s are refused, although the signature holds', async (_, life) => {
    expect(await read(await shown(life))).toEqual({ kind: 'permit-signature-wrong' });
  });

  test('do not pass for paper, nor paper for them', async () => {
    const paper = await issuer.sign(claimsOf(permit), { typ: 'show+jws' });
    expect(await read(paper)).toEqual({ kind: 'permit-signature-wrong' });
    const screen = await issuer.sign({ ...claims, exp: claims.iat + 60 });
    expect(await read(screen)).toEqual({ kind: 'permit-signature-wrong' });
  });
});

describe('everything else', () => {
  test('a bare permit number is told apart: it proves nothing', async () => {
    const permitNumber = mintPermitNumber('440100');
    expect(await read(permitNumber)).toEqual({ kind: 'permit-number', permitNumber });
  });

  test.each([
    ['nothing', ''],
    ['blank', '  \r\n'],
    ['a web address', 'https://example.com/q?x=1'],
    ['a payment code', 'wxp://f2f0abcdefghijklmnop'],
    ['10,000 letters', 'A'.repeat(10_000)],
    [
      '10,000 letters in three parts',
      `${'A'.repeat(3_000)}.${'A'.repeat(3_000)}.${'A'.repeat(4_000)}`,
    ],
    ['dots', '..'],
    ['three empty objects', 'e30.e30.e30'],
    ['Chinese', '广东省电子居住证'],
  ])('%s is not ours', async (_, text) => {
    expect(await read(text)).toEqual({ kind: 'not-ours' });
  });

  test('binary garbage of many lengths is not ours', async () => {
    for (let length = 1; length < 1_500; length += 37)
      expect(await read(randomBytes(length).toString('latin1'))).toEqual({ kind: 'not-ours' });
  });
});

describe('resident codes', () => {
  test('are known by the beginnings that are configured, and never looked into', async () => {
    const knowing = createCodeReader([issuer.publicJwk], ['https://resident.example/c/']);
    for (const rest of ['', 'A1', '../../x', '%00', 'x'.repeat(1500)])
      expect(await knowing(`https://resident.example/c/${rest}`)).toEqual({ kind: 'resident' });
    for (const other of ['https://resident.example', 'http://resident.example/c/', 'x'.repeat(30)])
      expect(await knowing(other)).toEqual({ kind: 'not-ours' });
    expect(await knowing(permit.credential)).toMatchObject({ kind: 'permit' });
  });

  test('are not ours where no beginning is known', async () => {
    expect(await read('https://resident.example/c/A1')).toEqual({ kind: 'not-ours' });
  });
});
