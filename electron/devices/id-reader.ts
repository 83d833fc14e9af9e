// What an ID card reader is to the core. Variants: id-reader.sam.ts (GA 450 over serial), id-reader.simulated.ts.
// Trouble is a status or a problem code, never an exception.
import type { DeviceStatus, RawCard } from '../domain.ts';

/** Why a card on the reader gave no record; the person is asked to lift and re-place it, or to see staff. */
export type CardProblem = 'unreadable' | 'not-genuine' | 'wrong-kind';

export interface IdReader {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): void;
  /** A new placement was read. The same card lying on is reported once. */
  onCard(listener: (card: RawCard) => void): void;
  onProblem(listener: (problem: CardProblem) => void): void;
  start(): void;
  stop(): Promise<void>;
}
