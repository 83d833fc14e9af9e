// Kiosks of other cities, each a whole one with its own kiosk.json: what its city does not offer is told before a card.
import { afterEach, describe, expect, it } from 'vitest';
import en from '../../assets/locales/en.json' with { type: 'json' };
import terms from '../../assets/locales/terms.zh-CN.json' with { type: 'json' };
import zh from '../../assets/locales/zh-CN.json' with { type: 'json' };
import { createPolicy } from '../../electron/core/policy/engine.ts';
import { loadPolicyData } from '../../electron/core/policy/load.ts';
import { whereToGo } from '../../electron/core/where-to-go.ts';
import type { KioskState, Purpose } from '../../electron/contract.ts';
import { Service } from '../../electron/domain.ts';
import type { DemoKiosk } from '../support/demo-kiosk.ts';
import { startDemoKiosk } from '../support/demo-kiosk.ts';
import { guangzhouPermit, plainApplication } from '../support/policy-requests.ts';
import { waitFor } from '../support/wait.ts';

const places = {
  guangzhou: { cityAdcode: '440100', cityName: '广州市' },
  shenzhen: { cityAdcode: '440300', cityName: '深圳市' },
  foshan: { cityAdcode: '440600', cityName: '佛山市' },
  dongguan: { cityAdcode: '441900', cityName: '东莞市' },
} as const;

let kiosk: DemoKiosk | null = null;
afterEach(async () => {
  await kiosk?.close();
  kiosk = null;
});
async function kioskIn(city: keyof typeof places): Promise<void> {
  const place = { ...places[city], centreName: '样例政务服务中心', centreId: 'sample' };
  kiosk = await startDemoKiosk({ place });
}
async function call(method: string, input: object = {}): Promise<void> {
  expect(await kiosk?.app.call(method, input)).toEqual({ ok: true, value: {} });
}
async function state(): Promise<KioskState> {
  const reply = await kiosk?.app.call('kiosk.state', {});
  return reply?.ok === true ? (reply.value as KioskState) : expect.fail('no state');
}
async function at(name: KioskState['screen']['name']): Promise<KioskState['screen']> {
  return waitFor(`the screen ${name}`, async () => {
    const { screen } = await state();
    return screen.name === name ? screen : undefined;
  });
}
function offer({ offered }: KioskState, purpose: Purpose) {
  return offered.find(({ service }) => service === purpose);
}

describe('a kiosk in a city with a service of its own', () => {
  for (const [city, referTo] of [
    ['shenzhen', 'shenzhen-service'],
    ['foshan', 'foshan-service'],
  ] as const) {
    it(`${city}: every service is answered from its tile, with the rule and where to go, and no card`, async () => {
      await kioskIn(city);
      for (const purpose of ['application', 'endorsement', 'paper_copy'] as const) {
        expect(offer(await state(), purpose)).toMatchObject({ notHere: expect.any(String) });
        await call('home.choose', { service: purpose });
        const screen = await at('see-eligibility');
        expect(screen).toMatchObject({
          decision: { outcome: 'rejected', stage: 1, referTo, reasons: ['CITY_NOT_SUPPORTED'] },
          goTo: { to: referTo, city: null },
        });
        if (screen.name === 'see-eligibility') expect(screen.decision.source).toBeTruthy();
        await call('eligibility.continue');
        await at('home');
      }
      for (const purpose of ['item_change', 'cancellation'] as const) {
        await call('home.more');
        await call('home.choose', { service: purpose });
        await at('see-eligibility');
        await call('session.back');
        await at('home');
      }
      await call('home.more');
      await call('home.departure');
      await at('see-eligibility');
    });

    it(`${city}: a card laid down at home prints nothing and leads to the same answer`, async () => {
      await kioskIn(city);
      await call('demo.place-card', { card: 'rare-name' });
      const screen = await at('see-eligibility');
      expect(screen).toMatchObject({ goTo: { to: referTo } });
    });
  }

  it('still looks up a case', async () => {
    await kioskIn('shenzhen');
    expect(offer(await state(), 'status')).toMatchObject({ available: true, notHere: null });
  });
});

describe('a kiosk in Dongguan', () => {
  it('takes applications and prints no paper copy', async () => {
    await kioskIn('dongguan');
    const now = await state();
    expect(offer(now, 'application')).toMatchObject({ available: true, notHere: null });
    expect(offer(now, 'paper_copy')?.notHere).toBe('PAPER_COPY_NOT_AVAILABLE');
    await call('home.choose', { service: 'paper_copy' });
    expect(await at('see-eligibility')).toMatchObject({ goTo: null });
  });

  it('makes physical cards, and asks which before any card is read', async () => {
    await kioskIn('dongguan');
    await call('home.more');
    await call('home.choose', { service: 'physical_card' });
    await at('choose-card');
    await call('card.choose', { need: 'lost' });
    expect(await at('place-card')).toMatchObject({ purpose: 'physical_reissue' });
    await call('demo.place-card', { card: 'rare-name' });
    await at('confirm-identity');
    await call('identity.confirm', { isMe: true });
    await at('tell-loss');
    await call('card.lost', { lostOn: '9999-01-01' });
    expect(await state()).toMatchObject({
      screen: { name: 'tell-loss' },
      problem: { code: 'day-to-come' },
    });
    await call('card.lost', { lostOn: '2026-01-01' });
    await at('choose-delivery');
  });

  it('asks whoever lays down a card at home whether they apply', async () => {
    await kioskIn('dongguan');
    await call('demo.place-card', { card: 'rare-name' });
    expect(await at('confirm-identity')).toMatchObject({ purpose: 'application' });
  });
});

describe('a kiosk in Guangzhou', () => {
  it('offers all but the physical card, whose end it tells from the tile', async () => {
    await kioskIn('guangzhou');
    const { offered } = await state();
    expect(offered.filter(({ notHere }) => notHere !== null)).toMatchObject([
      { service: 'physical_card', notHere: 'PHYSICAL_ABOLISHED' },
    ]);
    await call('home.more');
    await call('home.choose', { service: 'physical_card' });
    expect(await at('see-eligibility')).toMatchObject({
      decision: { reasons: ['PHYSICAL_ABOLISHED'], source: expect.stringContaining('2024-01-16') },
    });
  });
});

it('no screen says the name of one city, whichever city the kiosk stands in', () => {
  const naming = [...Object.entries(zh), ...Object.entries(en)].filter(
    ([key, words]) => /广州|Guangzhou/.test(words) && !key.startsWith('law.'),
  );
  expect(naming).toEqual([]);
  for (const { cityAdcode, cityName } of Object.values(places))
    expect(terms).toHaveProperty([`city.${cityAdcode}`], cityName);
});

describe('what is told before a card', () => {
  const data = loadPolicyData();
  const policy = createPolicy(data);

  it('is what stage 1 tells with one, on every day and in every city', () => {
    for (const { cityAdcode } of Object.values(places))
      for (const on of ['2016-06-01', '2022-05-31', '2023-06-24', '2024-01-16', '2026-11-23'])
        for (const service of Service.options) {
          const early = policy.availability(service, cityAdcode, on);
          const late = policy.decide({ ...plainApplication, service, city: cityAdcode, on });
          const { reasons, policyIds, source, referTo } = late;
          if (late.stage === 1) expect(early).toMatchObject({ reasons, policyIds, source });
          else expect(early, `${service} ${cityAdcode} ${on}`).toBeNull();
          expect(early?.referTo).toBe(late.stage === 1 ? referTo : undefined);
        }
  });

  it('a visitor whose permit is of Shenzhen is sent to its own service from a window in Guangzhou', () => {
    const visitor = policy.decide({
      ...plainApplication,
      service: 'endorsement',
      permit: { ...guangzhouPermit, cityAdcode: '440300' },
      on: '2025-09-15',
    });
    expect(visitor).toMatchObject({ outcome: 'rejected', reasons: ['PERMIT_OTHER_CITY'] });
    expect(whereToGo(visitor, '440300')).toEqual({ to: 'shenzhen-service', city: '440300' });
  });

  it('sends a permit of another city to that city, and of Shenzhen to its own service', () => {
    const otherCity = {
      ...policy.decide(plainApplication),
      outcome: 'rejected' as const,
      reasons: ['PERMIT_OTHER_CITY' as const],
    };
    expect(whereToGo(otherCity, '441900')).toEqual({ to: 'issuing-city', city: '441900' });
    expect(whereToGo(otherCity, '440300')?.to).toBe('shenzhen-service');
    expect(whereToGo(otherCity, '440604')?.to).toBe('foshan-service');
    expect(whereToGo(otherCity, '310100')).toBeNull();
    expect(whereToGo(policy.decide(plainApplication), null)).toBeNull();
  });
});
