// A receipt printer behind a raw queue of the system's spooler: the same ESC/POS bytes, the spooler's word for the outcome.
// Its device cannot be asked for its own; where it can be reached directly, that is better (printer.thermal.ts).
import nodeThermalPrinter from 'node-thermal-printer';
import type { Log } from '../domain.ts';
import { createIppClient } from './ipp-client.ts';
import type { PrinterProfile } from './paper/gb18030.ts';
import { runJob } from './printer.a4-job.ts';
import type { CupsTimings } from './print-queue.ts';
import { createQueueWatch, spoolTimings } from './print-queue.ts';
import type { ReceiptPrinter, Slip } from './printer.ts';

const { ThermalPrinter, types } = nodeThermalPrinter;

interface Options {
  readonly uri: string;
  readonly columns: number;
  readonly profile?: PrinterProfile;
  readonly log: Log;
  readonly timings?: Partial<CupsTimings>;
}

/** Slips one after the other through the queue at `uri`. Never rejects. */
export function createSpooledThermalPrinter(options: Options): ReceiptPrinter {
  const { uri, columns, profile = 'gb2312', log } = options;
  const timings = spoolTimings(options.timings);
  const client = createIppClient(uri, timings.answerMs);
  const queue = createQueueWatch({ name: 'receipt-printer', client, timings, log });

  async function bytesOf(slip: Slip): Promise<Buffer> {
    const library = new ThermalPrinter({ type: types.EPSON, interface: 'none', width: columns });
    const { writeSlip } = await import('./printer.thermal-job.ts');
    writeSlip(library, slip, { columns, profile });
    return library.getBuffer();
  }

  return {
    ...queue.device,
    print: (slip) =>
      queue.inTurn(async (abandoned) => {
        try {
          const bytes = await bytesOf(slip);
          return await runJob({
            client,
            serial: slip.name,
            document: { bytes, format: 'application/vnd.cups-raw', attributes: [] },
            expectedImpressions: 0,
            timings,
            abandoned,
            log,
            tell: queue.tell,
          });
        } catch (error) {
          log('error', 'receipt-printer.fault', {
            name: error instanceof Error ? error.name : 'unknown',
          });
          return { result: 'failed', reason: 'unknown' };
        }
      }),
  };
}
