// 亮证 and 核验 on whole kiosks before the reference upstream, with clocks the test moves: what is shown, for how long, and
// what whoever scans it is told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Screen } from '../../electron/contract.ts';
import { people } from '../upstream/people.ts';
import { demoPeople } from '../support/upstream.ts';
import { startKiosks } from '../support/kiosks.ts';
import type { Kiosks, WalkedKiosk } from '../support/kiosks.ts';
import { shiftedClock } from '../support/shifted-clock.ts';
import type { ShiftedClock } from '../support/shifted-clock.ts';
import { waitFor } from '../support/wait.ts';

let kiosks: Kiosks;
let holder: WalkedKiosk;
let checker: WalkedKiosk;
/** Of both kiosks; upstream has its own. */
let clock: ShiftedClock;
let upstreamClock: ShiftedClock;

beforeEach(async () => {
  clock = shiftedClock();
  upstreamClock = shiftedClock();
  kiosks = await startKiosks(2, { clock: upstreamClock }, { clock });
  [holder, checker] = kiosks.kiosks as [WalkedKiosk, WalkedKiosk];
});
afterEach(() => kiosks.close());

type Shown = Extract<Screen, { name: 'show-permit' }>;

async function shows(card: Parameters<WalkedKiosk['lays']>[0]): Promise<Shown> {
  await holder.does('home.choose', { service: 'presentation' });
  await holder.lays(card);
  return holder.at('show-permit');
}
function codeOf(screen: Shown): string {
  return screen.code?.token ?? expect.fail('no code on the screen');
}
/** The code on the screen, once it is the one that `is` true of. */
async function code(is: (token: string | null) => boolean): Promise<string | null> {
  const found = await waitFor('another code', () => {
    const { screen } = holder.state();
    if (screen.name !== 'show-permit') return undefined;
    const token = screen.code?.token ?? null;
    return is(token) ? { token } : undefined;
  });
  return found.token;
}
async function checks(text: string) {
  await checker.does('code.scanned', { text, format: 'qr' });
  return (await checker.at('see-verification')).checked;
}
const cards = demoPeople();
async function permitOf(card: string, city = '440100') {
  const found = await kiosks.upstream.permits.find(cards[card]?.idNumber ?? '', city);
  return found ?? expect.fail('no permit');
}

describe('a permit on the screen', () => {
  it('carries a code for a minute, and whoever scans it hears that it is valid, masked', async () => {
    const screen = await shows('rare-name');
    expect(screen).toMatchObject({ standing: 'active', permit: { cityAdcode: '440100' } });
    expect(screen.code?.secondsLeft).toBeGreaterThan(55);
    expect(screen.code?.secondsLeft).toBeLessThanOrEqual(60);
    const { name, idNumber, validTo } = await permitOf('rare-name');
    const checked = await checks(codeOf(screen));
    expect(checked).toMatchObject({
      code: 'screen',
      result: 'active',
      holder: { validTo, cityAdcode: '440100' },
    });
    const told = JSON.stringify(checker.state());
    expect(told).not.toContain(idNumber);
    expect(told).not.toContain(name);
  });

  it('gets another code before the old one ends, while it is shown', async () => {
    const first = codeOf(await shows('rare-name'));
    clock.shift(45_000);
    upstreamClock.shift(45_000);
    const second = (await code((token) => token !== first)) ?? expect.fail('no code');
    expect(await checks(second)).toMatchObject({ result: 'active' });
  });

  it('loses its code when upstream is away, says so, and gets one back', async () => {
    const first = codeOf(await shows('rare-name'));
    await kiosks.upstream.goAway();
    clock.shift(61_000);
    expect(await code((token) => token !== first)).toBeNull();
    expect(await holder.at('show-permit')).toMatchObject({ standing: 'active', code: null });
    await kiosks.upstream.comeBack();
    upstreamClock.shift(61_000);
    expect(await code((token) => token !== null)).not.toBe(first);
  });

  it('that is suspended says so, has no code, and goes to its endorsement without the card again', async () => {
    expect(await shows('lapsed')).toMatchObject({ standing: 'suspended', code: null });
    await holder.does('home.choose', { service: 'endorsement' });
    await holder.at('confirm-endorsement');
  });

  it('that is cancelled while it is shown gives no further code', async () => {
    const first = codeOf(await shows('rare-name'));
    await kiosks.upstream.permits.cancel((await permitOf('rare-name')).number);
    clock.shift(45_000);
    upstreamClock.shift(45_000);
    expect(await holder.at('see-eligibility')).toMatchObject({
      decision: { outcome: 'rejected', reasons: ['PERMIT_CANCELLED'] },
    });
    expect(await checks(first)).toMatchObject({ result: 'cancelled' });
  });

  it('is gone with its code when the holder leaves', async () => {
    const token = codeOf(await shows('rare-name'));
    await holder.does('session.quit', {});
    await holder.at('home');
    expect(JSON.stringify(holder.state())).not.toContain(token);
  });

  it('may be a child’s own', async () => {
    expect(await shows('pupil')).toMatchObject({ standing: 'active' });
  });

  it('may be of another city that shows permits, and not of Shenzhen', async () => {
    const applicant = { ...people.newcomer, idNumber: '', name: '' };
    for (const [card, cityAdcode] of [
      ['newcomer', '441900'],
      ['too-soon', '440300'],
    ] as const)
      await kiosks.upstream.permits.issue(kiosks.upstream.db, {
        applicant: { ...applicant, ...cards[card] },
        cityAdcode,
        registration: null,
        photoJpeg: '',
      });
    expect(await shows('newcomer')).toMatchObject({
      permit: { cityAdcode: '441900', photo: null },
      code: { token: expect.any(String) as string },
    });
    await holder.does('session.quit', {});
    await holder.does('home.choose', { service: 'presentation' });
    await holder.lays('too-soon');
    expect(await holder.at('see-eligibility')).toMatchObject({
      decision: { outcome: 'rejected', reasons: ['CITY_NOT_SUPPORTED'] },
      goTo: { to: 'shenzhen-service' },
    });
  });

  it('needs one: told where there is none, with the way to apply', async () => {
    await holder.does('home.choose', { service: 'presentation' });
    await holder.lays('needs-papers');
    expect(await holder.at('see-problem')).toMatchObject({
      failure: { code: 'permit-none' },
      next: 'apply',
    });
  });

  it('needs upstream: nothing is shown without it', async () => {
    await kiosks.upstream.goAway();
    await holder.does('home.choose', { service: 'presentation' });
    await holder.lays('rare-name');
    expect(await holder.at('see-problem')).toMatchObject({ failure: { code: 'show-offline' } });
  });
});

describe('whoever scans', () => {
  it('a screen code after its minute hears to ask for another one, with upstream and without', async () => {
    const token = codeOf(await shows('rare-name'));
    upstreamClock.shift(61_000);
    expect(await checks(token)).toEqual({ code: 'screen', result: 'expired', holder: null });
    await kiosks.upstream.goAway();
    expect(await checks(token)).toMatchObject({ result: 'unchecked', holder: null });
    clock.shift(61_000);
    expect(await checks(token)).toEqual({ code: 'screen', result: 'expired', holder: null });
  });

  it('any code changed in one character hears that it is not genuine, and upstream is not asked', async () => {
    const token = codeOf(await shows('rare-name'));
    const { credential } = await permitOf('rare-name');
    await kiosks.upstream.goAway();
    for (const text of [token, credential])
      for (const at of [text.indexOf('.') + 9, text.lastIndexOf('.') + 5, text.length - 1]) {
        const changed = text.slice(0, at) + (text[at] === 'g' ? 'h' : 'g') + text.slice(at + 1);
        expect(await checks(changed), String(at)).toMatchObject({
          result: 'changed',
          holder: null,
        });
      }
  });

  it('a paper copy hears how the permit stands today, not what the paper says', async () => {
    const { credential, number, validTo } = await permitOf('rare-name');
    expect(await checks(credential)).toMatchObject({
      code: 'paper',
      result: 'active',
      holder: { validTo },
    });
    await kiosks.upstream.permits.cancel(number);
    expect(await checks(credential)).toMatchObject({ code: 'paper', result: 'cancelled' });
    const lapsed = await permitOf('lapsed');
    expect(await checks(lapsed.credential)).toMatchObject({ result: 'suspended' });
  });

  it('a paper copy without upstream hears that only the signature was checked', async () => {
    const { credential, name } = await permitOf('rare-name');
    await kiosks.upstream.goAway();
    const checked = await checks(credential);
    expect(checked).toMatchObject({ code: 'paper', result: 'unchecked' });
    expect(checked.holder?.nameMasked).toMatch(new RegExp(`^${Array.from(name)[0] ?? ''}\\*+$`));
  });

  it('a bar code hears what upstream says, and nothing without it', async () => {
    const { number } = await permitOf('rare-name');
    expect(await checks(number)).toMatchObject({ code: 'number', result: 'active' });
    await kiosks.upstream.goAway();
    expect(await checks(number)).toEqual({ code: 'number', result: 'unchecked', holder: null });
  });

  it('a permit of an issuer that is pinned and that upstream does not know hears so', async () => {
    const { number } = await permitOf('rare-name');
    await kiosks.upstream.db('permits').where({ number }).delete();
    expect(await checks(number)).toEqual({ code: 'number', result: 'unknown', holder: null });
  });

  it('the own paper may print it again, with the card', async () => {
    const { credential } = await permitOf('rare-name');
    await checks(credential);
    await checker.does('home.choose', { service: 'paper_copy' });
    await checker.at('place-card');
    await checker.lays('rare-name');
    await checker.at('confirm-print');
  });

  it('comes by the tile, and a card laid down there begins a visit of its own', async () => {
    await checker.does('home.more', {});
    await checker.does('home.choose', { service: 'verification' });
    expect(await checker.at('scan-code')).toMatchObject({ purpose: 'verification' });
    await checker.lays('rare-name');
    await checker.at('confirm-print');
  });
});
