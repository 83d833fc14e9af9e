// What an ID card reader is to the core. Variants: id-reader.sam.ts (GA 450 over serial), id-reader.simulated.ts.
// Trouble is a status or a problem code, never an exception.
import type { DeviceStatus, RawCard } from '../domain.ts';

/** Why a card on the reader gave no record; the person is asked to lift and re-place it, or to see staff. */
export type CardProblem = 'unreadable' | 'not-genuine' | 'wrong-kind';

/** Of the card read last: `lying` = it answered just now, `lifted` = it no longer does, `unknown` = it cannot be told. */
export type CardPresence = 'lying' | 'lifted' | 'unknown';

export interface IdReader {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): void;
  /** A new placement was read. The same card lying on is reported once. */
  onCard(listener: (card: RawCard) => void): void;
  onProblem(listener: (problem: CardProblem) => void): void;
  presence(): CardPresence;
  onPresence(listener: (presence: CardPresence) => void): void;
  start(): void;
  stop(): Promise<void>;
}
