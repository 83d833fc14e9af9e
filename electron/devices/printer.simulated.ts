// The receipt printer of the demonstration: keeps what it would have printed. Refused in production (config).
import type { PrintOutcome } from '../domain.ts';
import { createStatusCell } from './device-status.ts';
import type { ReceiptPrinter, Slip } from './printer.ts';

/** About as long as a short receipt takes. */
const PRINTING_MS = 1000;

/** Always prints, one slip after the other; `printed` holds them. */
export function createSimulatedReceiptPrinter(): ReceiptPrinter & {
  readonly printed: readonly Slip[];
} {
  const status = createStatusCell('receipt-printer', () => undefined);
  const printed: Slip[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function printSlip(slip: Slip): Promise<PrintOutcome> {
    status.say('busy', 'ok');
    await new Promise((resolve) => setTimeout(resolve, PRINTING_MS));
    printed.push(slip);
    status.say('ready', 'ok');
    return { result: 'printed', reason: 'ok' };
  }

  return {
    printed,
    status: () => status.current(),
    onStatus: (listener) => status.listen(listener),
    start: () => status.say('ready', 'ok'),
    async stop() {
      await turn;
    },
    print(slip) {
      const done = turn.then(() => printSlip(slip));
      turn = done;
      return done;
    },
  };
}
