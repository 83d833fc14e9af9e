// A permit printer without a printer, for the demonstration: the page becomes a PDF file in a folder.
// Must never be used in production; config.ts refuses it there.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../domain.ts';
import { createStatusCell } from './device-status.ts';
import type { PermitPrinter } from './printer.ts';

/** About what an office printer needs for one page. */
const PRINT_MS = 2_000;

/** Writes each sheet as `<serial>.pdf` into `dir`, readable by its owner alone, and says printed after about 2 s. */
export function createSimulatedPermitPrinter(options: {
  readonly dir: string;
  readonly log: Log;
  readonly printMs?: number;
}): PermitPrinter {
  const { dir, log, printMs = PRINT_MS } = options;
  const cell = createStatusCell('permit-printer', log);
  return {
    status: () => cell.current(),
    onStatus: (listener) => cell.listen(listener),
    start: () => cell.say('ready', 'ok'),
    stop: () => Promise.resolve(),
    async print(sheet, onProgress) {
      cell.say('busy', 'ok');
      onProgress(cell.current());
      try {
        const { permitPdf } = await import('./paper/permit-pdf.ts');
        const pdf = await permitPdf(sheet);
        await mkdir(dir, { recursive: true });
        await writeFile(join(dir, `${sheet.serial.replace(/[^\w-]/g, '_')}.pdf`), pdf, {
          mode: 0o600,
        });
        await new Promise((resolve) => setTimeout(resolve, printMs));
        return { result: 'printed', reason: 'ok' };
      } catch (error) {
        const kind = error instanceof Error ? error.constructor.name : 'unknown';
        log('error', 'permit-printer.sheet-not-drawn', { serial: sheet.serial, kind });
        return { result: 'failed', reason: 'refused' };
      } finally {
        cell.say('ready', 'ok');
      }
    },
  };
}
