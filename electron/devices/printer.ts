// What the two printers are to the core, and what they print as neutral data.
// Variants: printer.thermal.ts (receipts), printer.a4.ts (paper permits over CUPS), printer.simulated.ts.
import type { DeviceStatus, Permit, PrintOutcome } from '../domain.ts';

/** A slip as neutral blocks; the thermal variant lays it out by display columns, never by characters. */
export type SlipBlock =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pair'; readonly label: string; readonly value: string }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'code128'; readonly data: string; readonly caption: string };
/** `mark` is printed large at head and foot when set (演示). `name` is the job's name: a case number, no person's name. */
export interface Slip {
  readonly name: string;
  readonly mark: string | null;
  readonly blocks: readonly SlipBlock[];
}
/** The A4 paper copy (forms §D). Labels are the official Chinese ones and live in the renderer of the sheet. */
export interface PermitSheet {
  readonly permit: Permit;
  readonly mark: string | null;
  readonly printedAt: string;
  readonly centreName: string;
  readonly deviceId: string;
  /** Print serial, also the job's name. */
  readonly serial: string;
}

interface Printer {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): void;
  start(): void;
  stop(): Promise<void>;
}
export interface ReceiptPrinter extends Printer {
  /** Resolves within about 5 s of silence; never rejects. */
  print(slip: Slip): Promise<PrintOutcome>;
}
export interface PermitPrinter extends Printer {
  /**
   * Follows the job to its end; `onProgress` gives the printer's reason while it waits (paper-out and so on). Never rejects.
   * `abandoned` aborts when nobody waits any more: the job is cancelled so that it does not come out later.
   */
  print(
    sheet: PermitSheet,
    onProgress: (status: DeviceStatus) => void,
    abandoned?: AbortSignal,
  ): Promise<PrintOutcome>;
}
