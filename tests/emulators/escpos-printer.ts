// A receipt printer on TCP: keeps every byte, prints in order, answers status at once, and can be out of sorts.
// Must not import the kiosk's encoder: it is the other end.
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ParsedJob } from './escpos-paper.ts';
import { createPaper } from './escpos-paper.ts';
import type { Token } from './escpos-tokens.ts';
import { nextToken } from './escpos-tokens.ts';
import type { PseudoTerminal } from './pseudo-terminal.ts';
import { openPseudoTerminal } from './pseudo-terminal.ts';

/**
 * `silent` reads and never answers nor prints; `deaf` does not even read; `mute` prints and never answers; `slow` takes
 * 300 ms a line; `jam` and `unrecoverable` tell such an error; `feed-button` is held; `double` answers every question twice;
 * `once` answers the first question only; `storm` pushes a flood of automatic status; `stalls` takes everything and prints
 * nothing; `reset-at-start` breaks off at the first byte of a job; `half-close` ends its half when a job begins; `pushes` sends automatic status unasked; the `-mid-job` ones strike after three lines.
 */
export type PrinterMode =
  | 'ok'
  | 'paper-low'
  | 'paper-out'
  | 'cover-open'
  | 'cutter'
  | 'overheated'
  | 'offline'
  | 'silent'
  | 'deaf'
  | 'mute'
  | 'slow'
  | 'garbled'
  | 'jam'
  | 'unrecoverable'
  | 'feed-button'
  | 'double'
  | 'once'
  | 'storm'
  | 'stalls'
  | 'reset-at-start'
  | 'half-close'
  | 'pushes'
  | 'pushes-and-stalls'
  | 'paper-out-mid-job'
  | 'cover-open-mid-job'
  | 'reset-mid-job'
  | 'cutter-mid-job';

/** The printer's end of one line. */
interface Line {
  write(bytes: Buffer): void;
  /** Ends its half. */
  end(): void;
  /** Breaks the line off. */
  reset(): void;
}

export interface PrinterEmulator {
  readonly port: number;
  /** The device file it is plugged to, when it was given one. */
  readonly device: PseudoTerminal | null;
  /** What came out, oldest first; the last may not be cut off yet. */
  jobs(): readonly ParsedJob[];
  /** Every byte of every connection. */
  bytes(): Buffer;
  /** `afterLines` is when a `-mid-job` mode strikes. */
  mode(mode: PrinterMode, afterLines?: number): void;
  /** Something was taken and waits to be printed. */
  isHolding(): boolean;
  stop(): Promise<void>;
}

const usualLines = 3;
/** Automatic status: three of its four bytes look like the answer to GS r. */
const PUSHED = Buffer.from([0x10, 0x00, 0x00, 0x00]);

/** Listens on 127.0.0.1, any free port; with `device` it is also plugged to that file, as a USB printer is. */
export async function startPrinterEmulator(
  options: { readonly device?: string } = {},
): Promise<PrinterEmulator> {
  let mode: PrinterMode = 'ok';
  let linesBeforeTrouble = usualLines;
  let answered = 0;
  const paper = createPaper();
  const received: Buffer[] = [];
  const sockets = new Set<{ destroy(): void }>();
  /** Taken and not printed yet; survives the connection, as a printer's buffer does. */
  let queue: { token: Token; socket: Line }[] = [];
  let working = false;

  function workOff(token: Token, socket: Line): void {
    if (token.kind !== 'ask-paper') paper.print(token);
    else if (mode !== 'mute') socket.write(Buffer.from([mode === 'paper-low' ? 0x03 : 0x00]));
  }

  const stuck = new Set<PrinterMode>([
    'paper-out',
    'cover-open',
    'cutter',
    'overheated',
    'offline',
    'silent',
    'jam',
    'unrecoverable',
    'feed-button',
  ]);
  async function work(): Promise<void> {
    if (working) return;
    working = true;
    try {
      for (
        let next = queue[0];
        next !== undefined && !stuck.has(mode) && !['pushes-and-stalls', 'stalls'].includes(mode);
        next = queue[0]
      ) {
        const { token, socket } = next;
        if (mode === 'slow' && token.kind === 'line-feed') await pause(300);
        if (mode === 'cutter-mid-job' && token.kind === 'cut') mode = 'cutter';
        else if (
          mode.endsWith('-mid-job') &&
          mode !== 'cutter-mid-job' &&
          paper.linesOfJob() >= linesBeforeTrouble
        )
          strike(socket);
        else {
          queue.shift();
          workOff(token, socket);
        }
      }
    } finally {
      working = false;
    }
  }
  function strike(socket: Line): void {
    if (mode === 'reset-mid-job') {
      queue = [];
      mode = 'offline';
      socket.reset();
      return;
    }
    mode = mode === 'cover-open-mid-job' ? 'cover-open' : 'paper-out';
  }

  function statusByte(n: number): number {
    if (mode === 'garbled') return 0xff;
    const offline = stuck.has(mode);
    if (n === 1) return 0x12 | (offline ? 0x08 : 0);
    if (n === 2)
      return (
        0x12 |
        (mode === 'cover-open' ? 0x04 : 0) |
        (mode === 'paper-out' ? 0x20 : 0) |
        (mode === 'feed-button' ? 0x08 : 0) |
        (['cutter', 'overheated', 'jam', 'unrecoverable'].includes(mode) ? 0x40 : 0)
      );
    if (n === 3)
      return (
        0x12 |
        (mode === 'cutter' ? 0x08 : 0) |
        (mode === 'jam' ? 0x04 : 0) |
        (mode === 'unrecoverable' ? 0x20 : 0) |
        (mode === 'overheated' ? 0x40 : 0)
      );
    return 0x12 | (mode === 'paper-low' ? 0x0c : 0) | (mode === 'paper-out' ? 0x6c : 0);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    const hear = listener({
      write: (bytes) => void socket.write(bytes),
      end: () => socket.end(),
      reset: () => socket.resetAndDestroy(),
    });
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (mode === 'deaf') {
      socket.pause();
      return;
    }
    socket.on('data', hear);
  });
  /** Takes what comes on one line. */
  function listener(line: Line): (bytes: Buffer) => void {
    let held = Buffer.alloc(0);
    return (bytes) => {
      if (mode === 'deaf') return;
      received.push(bytes);
      held = Buffer.concat([held, bytes]);
      for (let found = nextToken(held); found !== null; found = nextToken(held)) {
        held = held.subarray(found.length);
        take(found.token, line);
      }
      void work();
    };
  }
  function take(token: Token, line: Line): void {
    const pushing = mode === 'pushes' || mode === 'pushes-and-stalls';
    if (mode === 'storm') line.write(Buffer.concat(Array.from({ length: 64 }, () => PUSHED)));
    if (mode === 'reset-at-start' && token.kind === 'reset') {
      mode = 'offline';
      line.reset();
      return;
    }
    if (pushing && (token.kind === 'ask-status' || token.kind === 'reset')) line.write(PUSHED);
    if (token.kind === 'ask-status') {
      const mute =
        mode === 'silent' || mode === 'mute' || (mode === 'pushes-and-stalls' && queue.length > 0);
      answered += 1;
      if (mute || (mode === 'once' && answered > 1)) return;
      const answer = statusByte(token.n);
      line.write(Buffer.from(mode === 'double' ? [answer, answer] : [answer]));
    } else if (token.kind === 'clear-buffers') {
      queue = [];
      paper.clear();
    } else {
      if (mode === 'half-close' && token.kind === 'reset') line.end();
      queue.push({ token, socket: line });
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let device: PseudoTerminal | null = null;
  if (options.device !== undefined) {
    const hear = listener({
      write: (bytes) => device?.write(bytes),
      end: () => undefined,
      reset: () => void device?.unplug(),
    });
    device = await openPseudoTerminal(options.device, hear);
  }
  return {
    port: (server.address() as AddressInfo).port,
    device,
    jobs: () => paper.jobs(),
    bytes: () => Buffer.concat(received),
    mode(next, afterLines = usualLines) {
      mode = next;
      linesBeforeTrouble = afterLines;
      answered = 0;
      void work();
    },
    isHolding: () => queue.length > 0,
    async stop() {
      await device?.unplug();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
