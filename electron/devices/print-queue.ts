// One queue of the system's spooler: watched while idle, jobs one after the other. Must not know what is printed.
import type { DeviceStatus, Log, PrintOutcome } from '../domain.ts';
import { createStatusCell } from './device-status.ts';
import { STATUS } from './ipp.ts';
import type { IppClient } from './ipp-client.ts';
import type { JobTimings } from './printer.a4-job.ts';
import { readPrinter } from './printer.a4-reasons.ts';
import type { Told } from './printer.a4-reasons.ts';

/** Milliseconds. */
export interface CupsTimings extends JobTimings {
  /** Between two looks at the idle printer. */
  readonly idleMs: number;
}

/** The usual times, changed where given. */
export function spoolTimings(changes: Partial<CupsTimings> = {}): CupsTimings {
  return {
    answerMs: 5_000,
    pollMs: 500,
    idleMs: 5_000,
    deadlineMs: 180_000,
    lostMs: 30_000,
    cancelMs: 5_000,
    ...changes,
  };
}

export interface QueueWatch {
  /** What every printer behind a queue offers beside printing. */
  readonly device: {
    status(): DeviceStatus;
    onStatus(listener: (status: DeviceStatus) => void): void;
    start(): void;
    stop(): Promise<void>;
  };
  readonly tell: (told: Told) => void;
  /** Runs one job when its turn comes; `abandoned` aborts with `waiting`, or when the kiosk stops. */
  inTurn(
    work: (abandoned: AbortSignal) => Promise<PrintOutcome>,
    waiting?: AbortSignal,
  ): Promise<PrintOutcome>;
}

/** Watches the queue of `client`; `name` is the device's in the log. */
export function createQueueWatch(options: {
  readonly name: string;
  readonly client: IppClient;
  readonly timings: CupsTimings;
  readonly log: Log;
}): QueueWatch {
  const { client, timings } = options;
  const cell = createStatusCell(options.name, options.log);
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  /** Jobs one after the other; the last of them. */
  let line: Promise<unknown> = Promise.resolve();
  let printing = 0;

  const tell = ({ state, reason }: Told): void => cell.say(state, reason);

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

  return {
    device: {
      status: () => cell.current(),
      onStatus: (listener) => cell.listen(listener),
      start: () => watch(),
      async stop() {
        stopping.abort();
        clearTimeout(timer);
        await Promise.all([looking, line]);
      },
    },
    tell,
    async inTurn(work, waiting) {
      const over = AbortSignal.any([stopping.signal, ...(waiting ? [waiting] : [])]);
      printing += 1;
      const turn = line.then(() => work(over));
      line = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        printing -= 1;
        if (printing === 0 && !stopping.signal.aborted) looking = look();
      }
    },
  };
}
