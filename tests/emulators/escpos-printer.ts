// A receipt printer on TCP: keeps every byte, prints in order, answers status at once, and can be out of sorts.
// Must not import the kiosk's encoder: it is the other end.
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ParsedJob } from './escpos-paper.ts';
import { createPaper } from './escpos-paper.ts';
import type { Token } from './escpos-tokens.ts';
import { nextToken } from './escpos-tokens.ts';

/**
 * `silent` reads and never answers nor prints; `deaf` does not even read; `mute` prints and never answers; `slow` takes
 * 300 ms a line; `half-close` ends its half when a job begins; `pushes` sends automatic status unasked; the `-mid-job` ones strike after three lines.
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
  | 'half-close'
  | 'pushes'
  | 'pushes-and-stalls'
  | 'paper-out-mid-job'
  | 'cover-open-mid-job'
  | 'reset-mid-job'
  | 'cutter-mid-job';

export interface PrinterEmulator {
  readonly port: number;
  /** What came out, oldest first; the last may not be cut off yet. */
  jobs(): readonly ParsedJob[];
  /** Every byte of every connection. */
  bytes(): Buffer;
  mode(mode: PrinterMode): void;
  /** Something was taken and waits to be printed. */
  isHolding(): boolean;
  stop(): Promise<void>;
}

const LINES_BEFORE_TROUBLE = 3;
/** Automatic status: three of its four bytes look like the answer to GS r. */
const PUSHED = Buffer.from([0x10, 0x00, 0x00, 0x00]);

/** Listens on 127.0.0.1, any free port. */
export async function startPrinterEmulator(): Promise<PrinterEmulator> {
  let mode: PrinterMode = 'ok';
  const paper = createPaper();
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  /** Taken and not printed yet; survives the connection, as a printer's buffer does. */
  let queue: { token: Token; socket: Socket }[] = [];
  let working = false;

  function workOff(token: Token, socket: Socket): void {
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
  ]);
  async function work(): Promise<void> {
    if (working) return;
    working = true;
    try {
      for (
        let next = queue[0];
        next !== undefined && !stuck.has(mode) && mode !== 'pushes-and-stalls';
        next = queue[0]
      ) {
        const { token, socket } = next;
        if (mode === 'slow' && token.kind === 'line-feed') await pause(300);
        if (mode === 'cutter-mid-job' && token.kind === 'cut') mode = 'cutter';
        else if (
          mode.endsWith('-mid-job') &&
          mode !== 'cutter-mid-job' &&
          paper.linesOfJob() >= LINES_BEFORE_TROUBLE
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
  function strike(socket: Socket): void {
    if (mode === 'reset-mid-job') {
      queue = [];
      mode = 'offline';
      socket.resetAndDestroy();
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
        (mode === 'cutter' || mode === 'overheated' ? 0x40 : 0)
      );
    if (n === 3) return 0x12 | (mode === 'cutter' ? 0x08 : 0) | (mode === 'overheated' ? 0x40 : 0);
    return 0x12 | (mode === 'paper-low' ? 0x0c : 0) | (mode === 'paper-out' ? 0x6c : 0);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    let held = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (mode === 'deaf') {
      socket.pause();
      return;
    }
    socket.on('data', (bytes) => {
      received.push(bytes);
      held = Buffer.concat([held, bytes]);
      for (let found = nextToken(held); found !== null; found = nextToken(held)) {
        held = held.subarray(found.length);
        take(found.token, socket);
      }
      void work();
    });
  });
  function take(token: Token, socket: Socket): void {
    const pushing = mode === 'pushes' || mode === 'pushes-and-stalls';
    if (pushing && (token.kind === 'ask-status' || token.kind === 'reset')) socket.write(PUSHED);
    if (token.kind === 'ask-status') {
      const mute =
        mode === 'silent' || mode === 'mute' || (mode === 'pushes-and-stalls' && queue.length > 0);
      if (!mute) socket.write(Buffer.from([statusByte(token.n)]));
    } else if (token.kind === 'clear-buffers') {
      queue = [];
      paper.clear();
    } else {
      if (mode === 'half-close' && token.kind === 'reset') socket.end();
      queue.push({ token, socket });
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    jobs: () => paper.jobs(),
    bytes: () => Buffer.concat(received),
    mode(next) {
      mode = next;
      void work();
    },
    isHolding: () => queue.length > 0,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
