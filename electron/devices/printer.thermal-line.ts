// One TCP connection to a receipt printer: bytes out, answers in, sorted as they come.
// Must not know what a job is; never throws. Silence is an answer.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
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
  host: string,
  port: number,
  ms: number,
): Promise<PrinterLine | null> {
  const socket = connect({ host, port, noDelay: true });
  const realtimes: number[] = [];
  let processed: number | null = null;
  let skip = 0;
  let closed = false;
  let wake: () => void = () => undefined;

  socket.on('data', (bytes: Buffer) => {
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
  });
  // A printer that closes its half can say nothing more.
  for (const ending of ['end', 'close', 'error']) {
    socket.on(ending, () => {
      closed = true;
      wake();
    });
  }

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
      socket.write(askRealtime(kind));
      const answer = await realtime(until - performance.now());
      if (typeof answer !== 'number') return answer;
      answers.push(answer);
    }
    return stateOf(answers);
  }

  async function close(): Promise<void> {
    if (!socket.destroyed) {
      // Gives the last bytes a moment; a peer that never reads must not hold us.
      const ended = new Promise((resolve) => socket.end(() => resolve(null)));
      await Promise.race([ended, pause(200)]);
    }
    socket.destroy();
  }

  const connected = await Promise.race([
    new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    }),
    pause(ms, false),
  ]);
  if (!connected) {
    socket.destroy();
    return null;
  }
  return {
    write: (bytes) => void socket.write(bytes),
    writeJob(bytes) {
      processed = null;
      socket.write(bytes);
    },
    realtime,
    state,
    processed: () => processed,
    isClosed: () => closed,
    async wait(limit) {
      if (processed === null && !closed) await changed(limit);
    },
    close,
  };
}
