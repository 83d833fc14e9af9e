// Permits shown on a screen and checked: what a code holds, how long it is good, who it stands for.
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { people } from './people.ts';
import type { Stand } from './stand.ts';

export function describePresentations(
  stand: () => Stand,
  clock: { shift(ms: number): void },
): void {
  const holder = people['rare-name'];
  async function permit() {
    const found = await stand().upstream.permits.find(holder.idNumber, '440100');
    if (found === null) throw new Error('no permit');
    return found;
  }
  async function shown(): Promise<string> {
    const answer = await stand().client.presentPermit((await permit()).number);
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    return answer.value;
  }

  test('a code holds a random handle and its minute, and nothing of the person or the permit', async () => {
    const [first, second] = [await shown(), await shown()];
    expect(decodeProtectedHeader(first)).toMatchObject({ alg: 'ES256', typ: 'show+jws' });
    const claims = decodeJwt(first);
    expect(Object.keys(claims).sort()).toEqual(['exp', 'iat', 'iss', 'jti']);
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
    expect(claims.jti).not.toBe(decodeJwt(second).jti);
    const { number, name, idNumber } = await permit();
    const clear = Buffer.from(first.split('.')[1] ?? '', 'base64url').toString();
    for (const secret of [number, name, idNumber]) expect(clear).not.toContain(secret);
  });

  test('a code tells how the permit stands, masked, and again to the next who asks', async () => {
    const token = await shown();
    for (let time = 0; time < 2; time += 1)
      expect(await stand().client.verifyPermit({ token })).toEqual({
        kind: 'ok',
        value: {
          status: 'active',
          validTo: (await permit()).validTo,
          cityAdcode: '440100',
          nameMasked: '样**',
          idNumberMasked: expect.stringMatching(/^430\*{11}\d{3}[\dX]$/) as string,
        },
      });
    const { number } = await permit();
    expect(await stand().client.verifyPermit({ number })).toMatchObject({
      value: { status: 'active', nameMasked: '样**' },
    });
  });

  test('a code is good for its minute and refused at the end of it', async () => {
    const token = await shown();
    clock.shift(57_000);
    expect((await stand().client.verifyPermit({ token })).kind).toBe('ok');
    clock.shift(60_000);
    expect(await stand().client.verifyPermit({ token })).toEqual({
      kind: 'refused',
      status: 410,
      code: 'token-expired',
    });
    clock.shift(0);
  });

  test('a code changed in one character stands for nothing', async () => {
    const token = await shown();
    for (const at of [5, token.indexOf('.') + 9, token.length - 20]) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(await stand().client.verifyPermit({ token: changed })).toEqual({
        kind: 'ok',
        value: null,
      });
    }
  });

  test('a credential of a paper copy is no code of a screen', async () => {
    const { credential } = await permit();
    expect(await stand().client.verifyPermit({ token: credential })).toEqual({
      kind: 'ok',
      value: null,
    });
  });

  test('a permit cancelled after its code was made is told as cancelled, and gives no other', async () => {
    const { number } = await stand().upstream.permits.issue(stand().upstream.db, {
      applicant: { ...people['too-soon'] },
      cityAdcode: '440100',
      registration: null,
      photoJpeg: '',
    });
    const code = await stand().client.presentPermit(number);
    if (code.kind !== 'ok') throw new Error(code.kind);
    await stand().upstream.permits.cancel(number);
    expect(await stand().client.verifyPermit({ token: code.value })).toMatchObject({
      value: { status: 'cancelled' },
    });
    expect(await stand().client.presentPermit(number)).toMatchObject({
      kind: 'refused',
      status: 409,
      code: 'permit-not-active',
    });
  });
}
