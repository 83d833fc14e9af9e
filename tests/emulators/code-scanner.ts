// A code scanner on a pseudo-terminal: sends what it reads as a line, as scanners with a serial cable do, and fails by wish.
// Must not import the kiosk's line reader: it is the other end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPseudoTerminal } from './pseudo-terminal.ts';

export interface ScannerEmulator {
  /** Stable path of the terminal, there while plugged. */
  readonly path: string;
  /** One code between prefix and suffix, at once or byte by byte. */
  scan(text: string, manner?: 'whole' | 'slow'): Promise<void>;
  /** Bytes as they are: noise, half a line. */
  send(bytes: Buffer | string): void;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  stop(): Promise<void>;
}

/** Plugged when it resolves. Needs `socat`. */
export async function startScannerEmulator({
  prefix = '',
  suffix = '\r',
}: { readonly prefix?: string; readonly suffix?: string } = {}): Promise<ScannerEmulator> {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-scanner-'));
  // A scanner set as these are understands nothing that is sent to it.
  const terminal = await openPseudoTerminal(join(folder, 'tty'), () => undefined);
  return {
    path: terminal.path(),
    async scan(text, manner = 'whole') {
      const line = Buffer.from(`${prefix}${text}${suffix}`);
      if (manner === 'whole') terminal.write(line);
      else
        for (const byte of line) {
          terminal.write(Buffer.from([byte]));
          // At 9600 baud a character takes one millisecond.
          await pause(1);
        }
    },
    send: (bytes) => terminal.write(Buffer.from(bytes)),
    unplug: () => terminal.unplug(),
    replug: () => terminal.plug(),
    async stop() {
      await terminal.unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
