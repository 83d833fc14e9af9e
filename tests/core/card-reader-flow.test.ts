// From the reader's line to the screen: every kind of card, laid on the emulated reader of a whole kiosk.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import type { ReaderEmulator } from '../emulators/id-reader.ts';
import { startReaderEmulator } from '../emulators/id-reader.ts';
import type { Kiosks, WalkedKiosk } from '../support/kiosks.ts';
import { startKiosks } from '../support/kiosks.ts';
import { samFrame } from '../support/sam-frames.ts';
import { waitFor } from '../support/wait.ts';

let emulator: ReaderEmulator;
let kiosks: Kiosks;
let kiosk: WalkedKiosk;

beforeAll(async () => {
  emulator = await startReaderEmulator();
  const idReader = { kind: 'serial', path: emulator.path, baudRate: 'auto' };
  const decoder = new URL('../emulators/wlt-decoder.ts', import.meta.url).pathname;
  const wltDecoder = { command: process.execPath, args: [decoder], timeoutMs: 10_000 };
  kiosks = await startKiosks(1, {}, {}, { idReader, wltDecoder });
  const [first] = kiosks.kiosks;
  if (first === undefined) throw new Error('no kiosk');
  kiosk = first;
});
afterAll(async () => {
  await kiosks.close();
  await emulator.stop();
});
beforeEach(async () => {
  emulator.fault(null);
  emulator.liftCard();
  while (kiosk.state().screen.name !== 'home') await kiosk.does('session.quit', {});
  await waitFor('a ready reader', () =>
    kiosk.state().devices.idReader.state === 'ready' ? true : undefined,
  );
});

describe('a card laid on the reader', () => {
  it('of a resident is theirs, on the screen by name and with the photo in the chip', async () => {
    await kiosk.does('home.choose', { service: 'application' });
    await kiosk.at('place-card');
    emulator.placeCard(Buffer.from(demoCard('newcomer')?.text ?? '', 'base64'));
    const screen = await kiosk.at('confirm-identity');
    expect(screen.person).toEqual({
      name: '陈安禾',
      sex: '2',
      idNumberMasked: '430***********0007',
    });

    // Its chip's photo stands beside the new one, for this visit only.
    await kiosk.does('identity.confirm', { isMe: true });
    await kiosk.at('see-eligibility');
    await kiosk.does('eligibility.continue', {});
    await kiosk.at('give-face-consent');
    await kiosk.does('face.agree', {});
    const onCard = () => {
      const { screen } = kiosk.state();
      return screen.name === 'take-photo' ? screen.onCard : undefined;
    };
    const jpeg = await waitFor('the photo of the chip', () => onCard() ?? undefined);
    expect(Buffer.from(jpeg, 'base64').subarray(0, 2).toString('hex')).toBe('ffd8');
    await kiosk.does('session.quit', {});
    expect(JSON.stringify(kiosk.state())).not.toContain(jpeg);
  });

  it('of a resident whose card is good for ever is theirs', async () => {
    await kiosk.does('home.choose', { service: 'application' });
    emulator.placeCard(samFrame('read_ok_longterm_1295'));
    expect((await kiosk.at('confirm-identity')).person.name).toBe('测试乙');
  });

  it.each([
    [
      'a Hong Kong, Macau or Taiwan resident’s permit',
      'read_ok_hkmt_J_1295',
      'card-not-covered-hkmt',
      'police-branch',
    ],
    ['a foreigner’s card of 2017', 'read_ok_foreign_I_1295', 'card-not-covered-foreigner', 'staff'],
    ['a foreigner’s card of 2023', 'read_ok_foreign_Y_1295', 'card-not-covered-foreigner', 'staff'],
  ])('that is %s is read and its holder told where to go', async (_, frame, code, next) => {
    await kiosk.does('home.choose', { service: 'application' });
    emulator.placeCard(samFrame(frame));
    const screen = await kiosk.at('see-problem');
    expect(screen).toMatchObject({ failure: { code }, next });
    expect(kiosk.state().devices.idReader.reason).toBe('ok');
  });

  it.each([
    [0x40, 'card-wrong-kind', 'rare-name'],
    [0x32, 'card-not-genuine', 'too-soon'],
    [0x41, 'card-unreadable', 'needs-papers'],
  ] as const)(
    'that the reader refuses with %i is told as %s, and the next one (%s) is read',
    async (sw3, code, other) => {
      await kiosk.does('home.choose', { service: 'application' });
      await kiosk.at('place-card');
      emulator.fault({ kind: 'status', sw3, on: 'read' });
      emulator.placeCard(Buffer.from(demoCard('newcomer')?.text ?? '', 'base64'));
      await waitFor(code, () => (kiosk.state().problem?.code === code ? true : undefined));
      expect(kiosk.state().screen.name).toBe('place-card');
      emulator.fault(null);
      emulator.liftCard();
      emulator.placeCard(Buffer.from(demoCard(other)?.text ?? '', 'base64'));
      await kiosk.at('confirm-identity');
    },
  );

  it('and left there is said to lie there, until it is taken', async () => {
    await kiosk.does('home.choose', { service: 'application' });
    emulator.placeCard(Buffer.from(demoCard('newcomer')?.text ?? '', 'base64'));
    await kiosk.at('confirm-identity');
    expect(kiosk.state().cardLeft).toBeNull();
    await kiosk.does('session.quit', {});
    await waitFor('“take it”', () => (kiosk.state().cardLeft === 'take' ? true : undefined));
    await kiosk.does('home.choose', { service: 'application' });
    await kiosk.at('place-card');
    await waitFor('“lift it”', () => (kiosk.state().cardLeft === 'lift' ? true : undefined));
    emulator.liftCard();
    await waitFor('nothing to say', () => (kiosk.state().cardLeft === null ? true : undefined));
  });
});
