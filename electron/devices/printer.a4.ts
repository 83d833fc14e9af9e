// The permit printer: a CUPS queue or an IPP printer reached over IPP; one sheet at a time.
// Trouble is a status or an outcome, never an exception; no personal data leaves but on the page itself.
import type { Log, PrintOutcome } from '../domain.ts';
import { createIppClient } from './ipp-client.ts';
import { runJob } from './printer.a4-job.ts';
import type { PermitPrinter, PermitSheet } from './printer.ts';
import type { CupsTimings } from './print-queue.ts';
import { createQueueWatch, spoolTimings } from './print-queue.ts';

/** One side of A4 (RFC 8011 §5.2, PWG 5101.1). */
const oneA4Side = [
  ['sides', 'keyword', 'one-sided'],
  ['media', 'keyword', 'iso_a4_210x297mm'],
] as const;

export interface CupsPrinterOptions {
  /** Address of the queue, e.g. `ipp://localhost/printers/permits`. */
  readonly uri: string;
  readonly log: Log;
  readonly timings?: Partial<CupsTimings>;
}

/**
 * A permit printer behind `uri`. The server must keep the history of finished jobs for some minutes (CUPS:
 * `PreserveJobHistory 300`, and `PreserveJobFiles No`), else a job's end cannot be read and its outcome is unknown.
 */
export function createCupsPrinter(options: CupsPrinterOptions): PermitPrinter {
  const { uri, log } = options;
  const timings = spoolTimings(options.timings);
  const client = createIppClient(uri, timings.answerMs);
  const queue = createQueueWatch({ name: 'permit-printer', client, timings, log });

  return {
    ...queue.device,
    print: (sheet, onProgress, waiting) =>
      queue.inTurn(async (abandoned): Promise<PrintOutcome> => {
        const pdf = await drawn(sheet, log);
        if (pdf === null) return { result: 'failed', reason: 'refused' };
        let last = '';
        const outcome = await runJob({
          client,
          serial: sheet.serial,
          document: { bytes: pdf, format: 'application/pdf', attributes: oneA4Side },
          expectedImpressions: 1,
          timings,
          abandoned,
          log,
          tell(told) {
            queue.tell(told);
            const said = `${told.state} ${told.reason}`;
            if (said !== last) onProgress(queue.device.status());
            last = said;
          },
        });
        log(outcome.result === 'printed' ? 'info' : 'warn', 'permit-printer.job-ended', {
          serial: sheet.serial,
          result: outcome.result,
          reason: outcome.reason,
        });
        return outcome;
      }, waiting),
  };
}

/** The page, or null when it cannot be drawn whole: a rare character without glyph, no photo, a credential too long. */
async function drawn(sheet: PermitSheet, log: Log): Promise<Buffer | null> {
  try {
    const { permitPdf } = await import('./paper/permit-pdf.ts');
    return await permitPdf(sheet);
  } catch (error) {
    // Only the kind of error: its text could carry a person's data.
    const kind = error instanceof Error ? error.constructor.name : 'unknown';
    log('error', 'permit-printer.sheet-not-drawn', { serial: sheet.serial, kind });
    return null;
  }
}
