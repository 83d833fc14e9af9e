// The permit printer: a CUPS queue or an IPP printer reached over IPP. Watches it while idle, prints one sheet at a time.
// Trouble is a status or an outcome, never an exception; no personal data leaves but on the page itself.
import type { DeviceStatus, Log, PrintOutcome } from '../domain.ts';
import { createStatusCell } from './device-status.ts';
import { STATUS } from './ipp.ts';
import { createIppClient } from './ipp-client.ts';
import { runJob } from './printer.a4-job.ts';
import type { JobTimings } from './printer.a4-job.ts';
import { readPrinter } from './printer.a4-reasons.ts';
import type { Told } from './printer.a4-reasons.ts';
import type { PermitPrinter, PermitSheet } from './printer.ts';

/** Milliseconds. */
export interface CupsTimings extends JobTimings {
  /** Between two looks at the idle printer. */
  readonly idleMs: number;
}
const TIMINGS: CupsTimings = {
  answerMs: 5_000,
  pollMs: 500,
  idleMs: 5_000,
  deadlineMs: 180_000,
  lostMs: 30_000,
  cancelMs: 5_000,
};

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
  const timings: CupsTimings = { ...TIMINGS, ...options.timings };
  const client = createIppClient(uri, timings.answerMs);
  const cell = createStatusCell('permit-printer', log);
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  /** Jobs one after the other; the last of them. */
  let line: Promise<unknown> = Promise.resolve();
  let printing = 0;

  const tell = ({ state, reason }: Told) => cell.say(state, reason);

  async function look(): Promise<void> {
    const answer = await client.printer();
    if (stopping.signal.aborted || printing > 0) return;
    if (answer.kind === 'ok') tell(readPrinter(answer.value));
    else if (answer.kind === 'refused')
      tell({
        state: 'attention',
        reason: answer.status === STATUS.notFound ? 'queue-missing' : 'refused',
      });
    else tell({ state: 'disconnected', reason: answer.kind === 'away' ? 'offline' : 'no-answer' });
  }

  function watch(): void {
    looking = look().finally(() => {
      if (!stopping.signal.aborted) timer = setTimeout(watch, timings.idleMs);
    });
  }

  async function printNow(
    sheet: PermitSheet,
    onProgress: (status: DeviceStatus) => void,
    abandoned: AbortSignal,
  ): Promise<PrintOutcome> {
    const pdf = await drawn(sheet, log);
    if (pdf === null) return { result: 'failed', reason: 'refused' };
    let last = '';
    const outcome = await runJob({
      client,
      serial: sheet.serial,
      pdf,
      timings,
      abandoned,
      log,
      tell(told) {
        tell(told);
        const said = `${told.state} ${told.reason}`;
        if (said !== last) onProgress(cell.current());
        last = said;
      },
    });
    log(outcome.result === 'printed' ? 'info' : 'warn', 'permit-printer.job-ended', {
      serial: sheet.serial,
      result: outcome.result,
      reason: outcome.reason,
    });
    return outcome;
  }

  return {
    status: () => cell.current(),
    onStatus: (listener) => cell.listen(listener),
    start: () => watch(),
    async print(sheet, onProgress, abandoned) {
      const over = AbortSignal.any([stopping.signal, ...(abandoned ? [abandoned] : [])]);
      printing += 1;
      const turn = line.then(() => printNow(sheet, onProgress, over));
      line = turn;
      try {
        return await turn;
      } finally {
        printing -= 1;
        if (printing === 0 && !stopping.signal.aborted) looking = look();
      }
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all([looking, line]);
    },
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
