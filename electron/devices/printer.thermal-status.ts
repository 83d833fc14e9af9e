// What an ESC/POS printer's bytes mean: real-time status (DLE EOT 1–4), paper answer (GS r 1), automatic status.
// Pure. Bit positions: Epson ESC/POS manuals.
import type { DeviceReason } from '../domain.ts';

export const REALTIME_KINDS = [1, 2, 3, 4] as const;
export type RealtimeKind = (typeof REALTIME_KINDS)[number];

/** DLE EOT n. */
export function askRealtime(kind: RealtimeKind): Buffer {
  return Buffer.from([0x10, 0x04, kind]);
}
/** GS r 1: buffered, so it is answered only after everything before it was processed. */
export const ASK_PROCESSED = Buffer.from([0x1d, 0x72, 0x01]);
/** DLE DC4 8: throws away what the printer holds, so that a job given up is not printed when paper is put in. */
export const CLEAR_BUFFERS = Buffer.from([
  0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08,
]);

export type PrinterByte = 'realtime' | 'processed' | 'automatic' | 'noise';

/** Tells the answers apart by their fixed bits. An `automatic` byte is followed by three of its own. */
export function kindOfByte(byte: number): PrinterByte {
  if ((byte & 0x93) === 0x12) return 'realtime';
  if ((byte & 0x93) === 0x10) return 'automatic';
  if ((byte & 0x90) === 0x00) return 'processed';
  return 'noise';
}

export interface PrinterState {
  readonly offline: boolean;
  /** A cause a person can do something about; null when none is given. */
  readonly trouble: DeviceReason | null;
  readonly paperLow: boolean;
}

/** The four answers in the order of `REALTIME_KINDS`. The graver cause wins. */
export function stateOf(answers: readonly number[]): PrinterState {
  const [printer = 0, cause = 0, error = 0, paper = 0] = answers;
  return {
    offline: (printer & 0x08) !== 0,
    trouble: troubleOf(cause, error, paper),
    paperLow: (paper & 0x0c) !== 0,
  };
}

function troubleOf(cause: number, error: number, paper: number): DeviceReason | null {
  if ((cause & 0x04) !== 0) return 'cover-open';
  if ((paper & 0x60) !== 0 || (cause & 0x20) !== 0) return 'paper-out';
  if ((error & 0x08) !== 0) return 'cutter';
  if ((error & 0x04) !== 0) return 'paper-jam';
  if ((error & 0x40) !== 0) return 'overheated';
  if ((error & 0x20) !== 0 || (cause & 0x40) !== 0) return 'unknown';
  return null;
}

/** True for an offline printer: only DLE EOT 1 is needed to know. */
export function isOffline(realtime: number): boolean {
  return (realtime & 0x08) !== 0;
}
/** True when the paper answer says the roll is at its end. */
export function saysPaperEnd(processed: number): boolean {
  return (processed & 0x0c) !== 0;
}
