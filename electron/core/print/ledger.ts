// Every print is an intent row before and a result row after the printer's own word; nothing is printed again by itself.
import { randomUUID } from 'node:crypto';
import type { Clock, DeviceReason, Log, PrintOutcome } from '../../domain.ts';

/** Rows the ledger keeps; db/prints.ts is the real one. */
export interface PrintStore {
  insertIntent(row: {
    serial: string;
    kind: 'receipt' | 'notice' | 'refusal' | 'paper_copy' | 'report';
    subject: string;
    at: number;
  }): Promise<void>;
  mark(
    serial: string,
    state: 'sent' | 'printed' | 'failed' | 'unknown',
    reason: string | null,
    at: number,
  ): Promise<void>;
  collected(serial: string, whole: boolean, at: number): Promise<void>;
  /** Prints cut off by a crash: their outcome is unknown, not failed and not printed. Returns how many. */
  closeInterrupted(at: number): Promise<number>;
}
export interface PrintLedger {
  /** Runs one print with its rows around it; `subject` is a case or permit number, never a name. */
  run(
    kind: 'receipt' | 'notice' | 'refusal' | 'paper_copy' | 'report',
    subject: string,
    print: (serial: string) => Promise<PrintOutcome>,
  ): Promise<{ readonly serial: string; readonly outcome: PrintOutcome }>;
  collected(serial: string, whole: boolean): Promise<void>;
}

/** Opens the ledger; prints that a crash left open are marked unknown first. */
export async function openPrintLedger(deps: {
  store: PrintStore;
  clock: Clock;
  log: Log;
  deviceId: string;
}): Promise<PrintLedger> {
  const now = (): number => deps.clock.now().getTime();
  const interrupted = await deps.store.closeInterrupted(now());
  if (interrupted > 0) deps.log('warn', 'prints.interrupted', { count: interrupted });

  return {
    async run(kind, subject, print) {
      const serial = `${deps.deviceId}-${randomUUID().slice(0, 8).toUpperCase()}`;
      await deps.store.insertIntent({ serial, kind, subject, at: now() });
      let outcome: PrintOutcome;
      try {
        outcome = await print(serial);
      } catch (error) {
        // A printer interface must not throw; if one does, nobody knows what the paper says.
        deps.log('error', 'prints.threw', {
          kind,
          error: error instanceof Error ? error.name : 'unknown',
        });
        outcome = { result: 'unknown', reason: 'unknown' satisfies DeviceReason };
      }
      await deps.store.mark(serial, outcome.result, outcome.reason, now());
      deps.log(outcome.result === 'printed' ? 'info' : 'warn', 'prints.ended', {
        kind,
        result: outcome.result,
        reason: outcome.reason,
      });
      return { serial, outcome };
    },
    async collected(serial, whole) {
      await deps.store.collected(serial, whole, now());
    },
  };
}
