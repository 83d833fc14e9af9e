// A card left on the reader: what is known of it, with readers that differ in how they answer.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import { createPresenceWatch } from '../../electron/devices/id-reader.presence.ts';
import type { IdReader } from '../../electron/devices/id-reader.ts';
import { createSamReader } from '../../electron/devices/id-reader.sam.ts';
import type { ReaderEmulator, ReaderModel } from '../emulators/id-reader.ts';
import { startReaderEmulator } from '../emulators/id-reader.ts';

interface Bench {
  readonly emulator: ReaderEmulator;
  readonly reader: IdReader;
  readonly presences: string[];
  cards: number;
}
const benches: Bench[] = [];

async function bench(model: ReaderModel): Promise<Bench> {
  const emulator = await startReaderEmulator(model);
  const reader = createSamReader({
    path: emulator.path,
    baudRate: 115200,
    log: () => undefined,
    timings: { findEveryMs: 5, commandMs: 150, reopenEveryMs: 30, debounceMs: 50 },
  });
  const made: Bench = { emulator, reader, presences: [], cards: 0 };
  reader.onPresence((presence) => void made.presences.push(presence));
  reader.onCard(() => (made.cards += 1));
  benches.push(made);
  reader.start();
  return made;
}
afterEach(async () => {
  for (const { reader, emulator } of benches.splice(0)) {
    await reader.stop();
    await emulator.stop();
  }
});
const until = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 5 });
const lies = ({ reader }: Bench, presence: string) =>
  until(() => expect(reader.presence()).toBe(presence));
/** Waits for so many further questions of any kind. */
async function rounds({ emulator }: Bench, count: number): Promise<void> {
  const asked = () => emulator.seen().find + emulator.seen().appended;
  const before = asked();
  await until(() => expect(asked()).toBeGreaterThanOrEqual(before + count));
}
const newcomer = Buffer.from(demoCard('newcomer')?.text ?? '', 'base64');
const rare = Buffer.from(demoCard('rare-name')?.text ?? '', 'base64');

describe('a card left on a reader that answers by the card', () => {
  it('is known to lie for as long as it does, and to be lifted when it is', async () => {
    const at = await bench({});
    at.emulator.placeCard(newcomer);
    await lies(at, 'lying');
    await rounds(at, 20);
    expect(at.presences).toEqual(['lying']);
    at.emulator.liftCard();
    await until(() => expect(at.reader.presence()).not.toBe('lying'));
    at.emulator.placeCard(rare);
    await lies(at, 'lying');
    // By now the reader has shown that it can tell: nothing is looked for in between any more.
    const { find } = at.emulator.seen();
    await rounds(at, 20);
    expect(at.emulator.seen().find).toBe(find);
    at.emulator.liftCard();
    await lies(at, 'lifted');
    expect(at.cards).toBe(2);
  });

  it('is read at once when another is laid in its place', async () => {
    const at = await bench({});
    for (const card of [newcomer, rare, newcomer]) {
      const { cards } = at;
      at.emulator.placeCard(card);
      await until(() => expect(at.cards).toBe(cards + 1));
      await lies(at, 'lying');
    }
  });

  it('is not known any more once the reader is unplugged', async () => {
    const at = await bench({});
    at.emulator.placeCard(newcomer);
    await lies(at, 'lying');
    await at.emulator.unplug();
    await lies(at, 'unknown');
  });
});

describe('a reader that cannot tell', () => {
  it('and does not know the question is not asked again, and claims nothing', async () => {
    const at = await bench({ appended: 'unsupported' });
    at.emulator.placeCard(newcomer);
    await until(() => expect(at.emulator.seen().appended).toBe(1));
    await rounds(at, 10);
    expect(at.emulator.seen().appended).toBe(1);
    expect(at.presences).toEqual([]);
  });

  it('and says so whether a card lies or not is found out, and every card is read', async () => {
    const at = await bench({ appended: 'always-none' });
    for (const card of [newcomer, rare, newcomer, rare]) {
      const { cards } = at;
      at.emulator.placeCard(card);
      await until(() => expect(at.cards).toBe(cards + 1));
      await rounds(at, 8);
    }
    expect(at.reader.presence()).toBe('unknown');
  });
});

describe('the watch', () => {
  it('does not take silence after looking for a lifted card', () => {
    const watch = createPresenceWatch();
    watch.wasRead(true);
    watch.answered('empty');
    watch.foundNone();
    watch.answered('card');
    expect(watch.presence()).toBe('unknown');
    expect(watch.asksCard()).toBe(false);
  });

  it('keeps what it knew over a reply that got lost', () => {
    const watch = createPresenceWatch();
    watch.wasRead(true);
    watch.answered('ok');
    watch.answered(null);
    expect(watch.presence()).toBe('lying');
    watch.answered('card');
    expect(watch.presence()).toBe('lifted');
  });
});
