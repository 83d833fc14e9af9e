// Who may ask: request signatures and enrolment.
import { describe, expect, test } from 'vitest';
import { createKioskDevice } from '../support/kiosk-device.ts';
import type { Stand } from './stand.ts';

export function describeAccess(stand: () => Stand): void {
  describe('who asks', () => {
    async function ask(header: string | undefined, body = '{}', path = '/cases/status') {
      const response = await fetch(stand().upstream.url + path, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          ...(header === undefined ? {} : { authorization: header }),
        },
      });
      return { status: response.status, body: (await response.json()) as unknown };
    }
    const good = { method: 'POST', path: '/cases/status', body: '{}' };

    /** `iat` here is seconds from now. */
    test.each([
      ['not-authorised', {}, { method: 'PUT' }],
      ['not-authorised', {}, { path: '/cases/status?x=1' }],
      ['wrong-body-hash', {}, { body: '{"other":1}' }],
      ['clock-skew', { iat: -302 }, {}],
      ['clock-skew', { iat: 330 }, {}],
      ['not-authorised', { dev: 'kiosk-02' }, {}],
      ['not-authorised', { jti: 'short' }, {}],
    ])(
      'refuses with %s when the signature says otherwise (claims %j, signed for %j)',
      async (code, claims, request) => {
        const iat = Math.floor(Date.now() / 1000) + ('iat' in claims ? claims.iat : 0);
        const said = { ...claims, iat };
        const header = await stand().device.signRequest({ ...good, ...request }, said);
        expect(await ask(header)).toEqual({ status: 401, body: { code } });
      },
    );

    test('refuses no header, a header that is no signature, a stranger and a stranger’s key', async () => {
      const stranger = await createKioskDevice('kiosk-77', stand().upstream.keys.encryption[0]!);
      const impostor = await createKioskDevice(
        stand().device.deviceId,
        stand().upstream.keys.encryption[0]!,
      );
      expect((await ask(undefined)).body).toEqual({ code: 'not-authorised' });
      expect((await ask('Kiosk a.b.c')).body).toEqual({ code: 'not-authorised' });
      expect((await ask(await stranger.signRequest(good))).body).toEqual({
        code: 'unknown-device',
      });
      expect((await ask(await impostor.signRequest(good))).body).toEqual({
        code: 'not-authorised',
      });
    });

    test('hears a signed request once', async () => {
      const header = await stand().device.signRequest(good);
      expect((await ask(header)).status).toBe(400);
      expect(await ask(header)).toEqual({ status: 401, body: { code: 'replayed-request' } });
    });
  });

  test('enrols with each code once and answers the same enrolment again', async () => {
    const second = await createKioskDevice('kiosk-02', stand().upstream.keys.encryption[0]!);
    const other = await createKioskDevice('kiosk-03', stand().upstream.keys.encryption[0]!);
    const secondClient = stand().clientOf(second);
    const otherClient = stand().clientOf(other);
    const ok = { kind: 'ok', value: null };
    const refused = { kind: 'refused', status: 403, code: 'enrolment-refused' };
    const enrolment = {
      deviceId: 'kiosk-02',
      enrolmentCode: 'enrolment-2',
      publicKey: second.publicKey,
    };
    expect(await secondClient.enrol({ ...enrolment, enrolmentCode: 'guessed-code' })).toEqual(
      refused,
    );
    expect(await secondClient.enrol(enrolment)).toEqual(ok);
    expect(await secondClient.enrol(enrolment)).toEqual(ok);
    expect(
      await otherClient.enrol({ ...enrolment, deviceId: 'kiosk-03', publicKey: other.publicKey }),
    ).toEqual(refused);
    expect((await secondClient.decisions(0, 10)).kind).toBe('ok');
    await Promise.all([secondClient.close(), otherClient.close()]);
  });
}
