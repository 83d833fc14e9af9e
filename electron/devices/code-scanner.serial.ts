// A code scanner on a serial line, for as long as the kiosk runs, across unplugging. Sends nothing to the scanner.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../domain.ts';
import type { ScannedLine, ScannerAffixes } from './code-scanner.lines.ts';
import { createLineReader } from './code-scanner.lines.ts';
import type { CodeScanner } from './code-scanner.ts';
import { createStatusCell } from './device-status.ts';
import type { OpenedPort } from './serial-port.ts';
import { openSerialPort } from './serial-port.ts';

export interface ScannerTimings {
  /** How long the scanner is left alone before it is sought again, milliseconds. */
  readonly reopenEveryMs: number;
  /** How often the plug is looked at, milliseconds. */
  readonly lookEveryMs: number;
  /** Silence after which half a line is dropped, milliseconds: at 1200 baud a character takes nine. */
  readonly interByteMs: number;
}
const usual: ScannerTimings = { reopenEveryMs: 2000, lookEveryMs: 1000, interByteMs: 300 };

/** Reads codes at `path`, 8N1, each between prefix and suffix. */
export function createSerialScanner(
  options: ScannerAffixes & {
    readonly path: string;
    readonly baudRate: number;
    readonly log: Log;
    readonly timings?: Partial<ScannerTimings>;
  },
): CodeScanner {
  const { log } = options;
  const timings = { ...usual, ...options.timings };
  const status = createStatusCell('code-scanner', log);
  const listeners: ((text: string) => void)[] = [];
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  /** False when stopped meanwhile. */
  async function rest(ms: number): Promise<boolean> {
    // Its one rejection is the abort, which the return value tells.
    await pause(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
    return !stopping.signal.aborted;
  }

  async function run(): Promise<void> {
    do {
      try {
        await serve();
      } catch (error) {
        // A bug of ours or of a listener: the window must get its scanner back all the same.
        log('error', 'code-scanner.fault', {
          name: error instanceof Error ? error.name : 'unknown',
        });
        status.say('attention', 'unknown');
      }
    } while (await rest(timings.reopenEveryMs));
  }

  async function serve(): Promise<void> {
    const opened = await openSerialPort(options.path, options.baudRate);
    if (opened.kind === 'open') await listen(opened);
    else if (opened.kind === 'missing') status.say('disconnected', 'port-missing');
    else status.say('attention', 'refused');
  }

  async function listen(opened: Extract<OpenedPort, { kind: 'open' }>): Promise<void> {
    const { port } = opened;
    const lines = createLineReader(options);
    let interByte: NodeJS.Timeout | undefined;
    const line = { closed: false };
    function cutOff(): void {
      if (lines.reset()) log('info', 'code-scanner.line-cut');
    }
    function take(bytes: Buffer): void {
      clearTimeout(interByte);
      for (const scanned of lines.push(bytes)) tell(scanned);
      interByte = setTimeout(cutOff, timings.interByteMs);
    }
    function gone(): void {
      line.closed = true;
    }
    port.on('data', take);
    port.on('close', gone);
    port.on('error', gone);
    status.say('ready', 'ok');
    try {
      while ((await rest(timings.lookEveryMs)) && !line.closed && (await opened.isPlugged()));
      if (!stopping.signal.aborted) status.say('disconnected', 'port-missing');
    } finally {
      clearTimeout(interByte);
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
    }
  }

  function hear(listener: (text: string) => void, text: string): void {
    try {
      listener(text);
    } catch (error) {
      // A bug of a listener: the line must go on being read.
      log('error', 'code-scanner.fault', {
        name: error instanceof Error ? error.name : 'unknown',
      });
    }
  }

  function tell(line: ScannedLine): void {
    if (line.kind === 'noise') {
      log('info', 'code-scanner.noise');
      return;
    }
    for (const listener of listeners) hear(listener, line.text);
  }

  return {
    status: () => status.current(),
    onStatus: (listener) => status.listen(listener),
    onCode: (listener) => void listeners.push(listener),
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
