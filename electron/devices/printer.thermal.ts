// The real receipt printer: ESC/POS over TCP or a device file. `printed` is said only on the printer's word after the job.
// node-thermal-printer writes the job; the connection is ours, handed to it as its interface object. Never rejects.
import nodeThermalPrinter from 'node-thermal-printer';
import type { DeviceReason, Log, PrintOutcome } from '../domain.ts';
import type { OpenByteStream } from './byte-stream.ts';
import { createStatusCell } from './device-status.ts';
import type { ReceiptPrinter, Slip } from './printer.ts';
import type { PrinterProfile } from './paper/gb18030.ts';
import type { PrinterLine } from './printer.thermal-line.ts';
import { openPrinterLine } from './printer.thermal-line.ts';
import type { PrinterState } from './printer.thermal-status.ts';
import {
  ASK_PROCESSED,
  askRealtime,
  CLEAR_BUFFERS,
  isOffline,
  saysPaperEnd,
} from './printer.thermal-status.ts';

const { ThermalPrinter, types } = nodeThermalPrinter;

interface Options {
  /** How the printer is reached. */
  readonly open: OpenByteStream;
  /** 48 on paper of 80 mm, 32 on 58 mm. */
  readonly columns: number;
  /** Which characters this printer's own font was tried for. */
  readonly profile?: PrinterProfile;
  readonly log: Log;
  /** Silence after which the printer counts as not answering. */
  readonly timeoutMs?: number;
  /** How often it is asked when idle. */
  readonly pollEveryMs?: number;
  /** The longest a job may take while the printer keeps answering. */
  readonly longestJobMs?: number;
  /** Folder of the fonts rare characters are drawn with. */
  readonly fonts?: string;
}
/** What node-thermal-printer asks of an interface object; its types know only a string. */
interface LibraryInterface {
  execute(job: Buffer): Promise<PrintOutcome>;
  isPrinterConnected(): Promise<boolean>;
}

/** A receipt printer at the end of a line. One job at a time; a job that failed is taken back, never printed later. */
export function createThermalPrinter(options: Options): ReceiptPrinter {
  const {
    open,
    columns,
    profile = 'gb2312',
    log,
    timeoutMs = 5000,
    pollEveryMs = 3000,
    longestJobMs = 30_000,
  } = options;
  const status = createStatusCell('receipt-printer', log);
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let polling: PrinterLine | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const ours: LibraryInterface = {
    execute: (job) => onLine((line) => runJob(line, job)),
    isPrinterConnected: () => Promise.resolve(status.current().state === 'ready'),
  };

  async function onLine(work: (line: PrinterLine) => Promise<PrintOutcome>): Promise<PrintOutcome> {
    const line = await openPrinterLine(open, timeoutMs);
    if (line === null) {
      status.say('disconnected', 'offline');
      return { result: 'failed', reason: 'offline' };
    }
    try {
      return await work(line);
    } finally {
      await line.close();
    }
  }

  async function runJob(line: PrinterLine, job: Buffer): Promise<PrintOutcome> {
    const before = await line.state(timeoutMs);
    const reason = sayState(before);
    // Nothing was sent yet: this is a plain no.
    if (reason !== 'ok' && reason !== 'paper-low') return { result: 'failed', reason };
    status.say('busy', 'ok');
    line.writeJob(Buffer.concat([job, ASK_PROCESSED]));
    const outcome = await untilProcessed(line);
    if (outcome !== null) {
      if (!line.isClosed()) line.write(CLEAR_BUFFERS);
      return outcome;
    }
    const after = sayState(await line.state(timeoutMs));
    if (saysPaperEnd(line.processed() ?? 0)) return { result: 'unknown', reason: 'paper-out' };
    return { result: 'printed', reason: after === 'paper-low' ? 'paper-low' : 'ok' };
  }

  /** Null when the printer has worked off the job; what became of it when it will not. */
  async function untilProcessed(line: PrinterLine): Promise<PrintOutcome | null> {
    const begun = performance.now();
    let heard = begun;
    const askEvery = timeoutMs / 5;
    while (performance.now() - begun < longestJobMs) {
      await line.wait(askEvery);
      if (line.processed() !== null) return null;
      if (line.isClosed()) return lost('offline');
      line.write(askRealtime(1));
      const answer = await line.realtime(askEvery);
      if (line.processed() !== null) return null;
      if (answer === 'closed') return lost('offline');
      if (answer === 'silent') {
        if (performance.now() - heard >= timeoutMs) return lost('no-answer');
        continue;
      }
      heard = performance.now();
      if (!isOffline(answer)) continue;
      const state = await line.state(timeoutMs);
      if (line.processed() !== null) return null;
      const reason = sayState(state);
      // The cutter comes after the text: what is on the paper may be whole.
      if (reason === 'cutter') return { result: 'unknown', reason };
      if (typeof state !== 'string' && state.trouble !== null) return { result: 'failed', reason };
    }
    return lost('no-answer');
  }

  function lost(reason: 'offline' | 'no-answer'): PrintOutcome {
    status.say('disconnected', reason);
    return { result: 'unknown', reason };
  }

  function sayState(state: PrinterState | 'silent' | 'closed'): DeviceReason {
    if (state === 'silent' || state === 'closed') {
      const reason = state === 'silent' ? 'no-answer' : 'offline';
      status.say('disconnected', reason);
      return reason;
    }
    const reason =
      state.trouble ?? (state.offline ? 'offline' : state.paperLow ? 'paper-low' : 'ok');
    status.say(state.trouble !== null || state.offline ? 'attention' : 'ready', reason);
    return reason;
  }

  async function poll(): Promise<void> {
    const line = await openPrinterLine(open, timeoutMs);
    if (line === null) {
      status.say('disconnected', 'offline');
      return;
    }
    polling = line;
    const state = await line.state(timeoutMs);
    polling = null;
    // A poll cut short for a job says nothing about the printer.
    if (waiting === 0 && !stopped) sayState(state);
    await line.close();
  }

  /** One after the other: the printer takes one connection. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  function pollLater(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      void inTurn(poll).finally(pollLater);
    }, pollEveryMs);
  }

  async function printSlip(slip: Slip): Promise<PrintOutcome> {
    // A new one for each job: the library keeps its buffer after sending and would print it again.
    const library = new ThermalPrinter({
      type: types.EPSON,
      interface: ours as never,
      width: columns,
    });
    // Loaded when first needed: drawing rare characters brings a whole canvas with it.
    const { writeSlip } = await import('./printer.thermal-job.ts');
    writeSlip(library, slip, { columns, profile, fonts: options.fonts });
    const outcome = (await library.execute()) as unknown as PrintOutcome;
    log(outcome.result === 'printed' ? 'info' : 'warn', 'receipt-printer.job', {
      job: slip.name,
      ...outcome,
    });
    return outcome;
  }

  return {
    status: () => status.current(),
    onStatus: (listener) => status.listen(listener),
    start() {
      void inTurn(poll).finally(pollLater);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await polling?.close();
      await turn;
    },
    async print(slip) {
      waiting += 1;
      try {
        await polling?.close();
        return await inTurn(() => printSlip(slip));
      } catch (error) {
        log('error', 'receipt-printer.fault', {
          name: error instanceof Error ? error.name : 'unknown',
        });
        return { result: 'failed', reason: 'unknown' };
      } finally {
        waiting -= 1;
      }
    },
  };
}
