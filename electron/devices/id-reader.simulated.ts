// The reader of the demonstration: cards are placed by a verb instead of by hand. Refused in production (config).
// Must not speak to any port.
import type { RawCard } from '../domain.ts';
import { createStatusCell } from './device-status.ts';
import type { IdReader } from './id-reader.ts';

/** `place` puts a card on the reader; it is told at once, each time. */
export function createSimulatedReader(): IdReader & { place(card: RawCard): void } {
  const status = createStatusCell('id-reader', () => undefined);
  const listeners: ((card: RawCard) => void)[] = [];
  return {
    status: () => status.current(),
    onStatus: (listener) => status.listen(listener),
    onCard: (listener) => void listeners.push(listener),
    onProblem: () => undefined,
    // A card of the demonstration is tapped, not laid down.
    presence: () => 'unknown',
    onPresence: () => undefined,
    start: () => status.say('ready', 'ok'),
    stop: () => Promise.resolve(),
    place(card) {
      for (const listener of listeners) listener(card);
    },
  };
}
