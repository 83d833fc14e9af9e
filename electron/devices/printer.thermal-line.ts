// One line to a receipt printer: bytes out, answers in, sorted as they come.
// Must not know what a job is; never throws. Silence is an answer.
import { setTimeout as pause } from 'node:timers/promises';
import type { ByteStream, OpenByteStream } from './byte-stream.ts';
import type { PrinterState } from './printer.thermal-status.ts';
import { askRealtime, kindOfByte, REALTIME_KINDS, stateOf } from './printer.thermal-status.ts';

export interface PrinterLine {
  write(bytes: Buffer): void;
  /** Waits for the next real-time answer. */
  realtime(ms: number): Promise<number | 'silent' | 'closed'>;
  /** DLE EOT 1–4, all of it within `ms`. */
  state(ms: number): Promise<PrinterState | 'silent' | 'closed'>;
  /** Sends what ends with GS r; an answer to it that came before is forgotten. */
  writeJob(bytes: Buffer): void;
  /** The answer to GS r, once there. */
  processed(): number | null;
  isClosed(): boolean;
  /** Waits `ms`, or less when the answer to GS r or the end comes. */
  wait(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Null when nobody is there within `ms`. */
export async function openPrinterLine(
  open: OpenByteStream,
  ms: number,
): Promise<PrinterLine | null> {
  const opened = await open(ms);
  if (opened === null) return null;
  const stream: ByteStream = opened;
  const realtimes: number[] = [];
  let processed: number | null = null;
  let skip = 0;
  let closed = false;
  let wake: () => void = () => undefined;

  function take(bytes: Buffer): void {
    for (const byte of bytes) {
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      const kind = kindOfByte(byte);
      if (kind === 'realtime') realtimes.push(byte);
      else if (kind === 'processed') processed = byte;
      else if (kind === 'automatic') skip = 3;
    }
    wake();
  }
  stream.listen(take, () => {
    closed = true;
    wake();
  });

  /** Until something came, the line ended, or the time is up. */
  async function changed(limit: number): Promise<void> {
    const over = new AbortController();
    wake = () => over.abort();
    await pause(Math.max(1, limit), undefined, { signal: over.signal }).catch(() => undefined);
    wake = () => undefined;
  }

  async function realtime(limit: number): Promise<number | 'silent' | 'closed'> {
    const until = performance.now() + limit;
    for (;;) {
      const answer = realtimes.shift();
      if (answer !== undefined) return answer;
      if (closed) return 'closed';
      const left = until - performance.now();
      if (left <= 0) return 'silent';
      await changed(left);
    }
  }

  async function state(limit: number): Promise<PrinterState | 'silent' | 'closed'> {
    const until = performance.now() + limit;
    const answers: number[] = [];
    for (const kind of REALTIME_KINDS) {
      // An answer from before would be taken for this one.
      realtimes.length = 0;
      stream.write(askRealtime(kind));
      const answer = await realtime(until - performance.now());
      if (typeof answer !== 'number') return answer;
      answers.push(answer);
    }
    return stateOf(answers);
  }

  return {
    write: (bytes) => stream.write(bytes),
    writeJob(bytes) {
      processed = null;
      stream.write(bytes);
    },
    realtime,
    state,
    processed: () => processed,
    isClosed: () => closed,
    async wait(limit) {
      if (processed === null && !closed) await changed(limit);
    },
    close: () => stream.close(),
  };
}
