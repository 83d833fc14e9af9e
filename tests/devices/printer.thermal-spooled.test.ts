// Slips through a raw queue of a real CUPS to a printer's own port: the bytes arrive as they left, and the spooler's word counts.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReceiptPrinter, Slip } from '../../electron/devices/printer.ts';
import { createSpooledThermalPrinter } from '../../electron/devices/printer.thermal-spooled.ts';
import type { PrinterEmulator } from '../emulators/escpos-printer.ts';
import { startPrinterEmulator } from '../emulators/escpos-printer.ts';
import type { Cups } from '../support/cups.ts';
import { startCups } from '../support/cups.ts';
import { waitFor } from '../support/wait.ts';

let cups: Cups;
let emulator: PrinterEmulator;
let printer: ReceiptPrinter;
beforeAll(async () => {
  [cups, emulator] = await Promise.all([startCups(), startPrinterEmulator()]);
  const uri = await cups.addRawQueue('receipts', emulator.port);
  printer = createSpooledThermalPrinter({
    uri,
    columns: 48,
    timings: { pollMs: 50, idleMs: 100, deadlineMs: 15_000 },
    log: () => undefined,
  });
}, 60_000);
afterAll(async () => {
  await printer.stop();
  await emulator.stop();
  await cups.stop();
});
const slip: Slip = {
  name: 'R0000000000000',
  mark: null,
  blocks: [
    { kind: 'title', text: '居住证受理凭证' },
    { kind: 'text', text: '吴䶮喆𠮷' },
    { kind: 'code128', data: 'R0123456789ABC', caption: 'R012 3456 789A BC' },
  ],
};

it('prints a slip whole', async () => {
  printer.start();
  expect(await printer.print(slip)).toEqual({ result: 'printed', reason: 'ok' });
  const job = await waitFor('the paper', () => emulator.jobs().find(({ cut }) => cut));
  expect(job.text).toContain('居住证受理凭证');
  expect(job.images).toHaveLength(1);
  expect(job.unknown).toEqual([]);
  await waitFor('the queue to be idle', () =>
    printer.status().state === 'ready' ? true : undefined,
  );
}, 30_000);

it('fails at a queue that is not there', async () => {
  const other = createSpooledThermalPrinter({
    uri: cups.uri.replace('permits', 'nobody'),
    columns: 48,
    log: () => undefined,
  });
  expect(await other.print(slip)).toEqual({ result: 'failed', reason: 'queue-missing' });
  await other.stop();
});
