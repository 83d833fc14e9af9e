// The receipt printer at a device file, as /dev/usb/lp0: the same bytes, the same answers, and what a cable can do.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { overDeviceFile } from '../../electron/devices/byte-stream.device-file.ts';
import type { ReceiptPrinter, Slip } from '../../electron/devices/printer.ts';
import { createThermalPrinter } from '../../electron/devices/printer.thermal.ts';
import type { PrinterEmulator, PrinterMode } from '../emulators/escpos-printer.ts';
import { startPrinterEmulator } from '../emulators/escpos-printer.ts';

let dir: string;
let emulator: PrinterEmulator;
let printer: ReceiptPrinter;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'usb-lp-'));
  const path = join(dir, 'lp0');
  emulator = await startPrinterEmulator({ device: path });
  printer = createThermalPrinter({
    open: overDeviceFile(path),
    columns: 48,
    timeoutMs: 600,
    pollEveryMs: 40,
    log: () => undefined,
  });
});
afterEach(async () => {
  await printer.stop();
  await emulator.stop();
  rmSync(dir, { recursive: true, force: true });
});
const slip: Slip = {
  name: 'R0000000000000',
  mark: null,
  blocks: [
    { kind: 'title', text: '居住证受理凭证' },
    { kind: 'text', text: '居'.repeat(400) },
    { kind: 'text', text: '吴䶮喆𠮷' },
    { kind: 'code128', data: 'R0123456789ABC', caption: 'R012 3456 789A BC' },
  ],
};

it('prints whole, with rare characters drawn, and says so on the printer’s word', async () => {
  expect(await printer.print(slip)).toEqual({ result: 'printed', reason: 'ok' });
  const [job] = emulator.jobs();
  expect(job).toMatchObject({ cut: true, unknown: [] });
  expect(job?.text).toContain('居住证受理凭证');
  expect(job?.images).toHaveLength(1);
  expect(job?.codes).toEqual([{ type: 73, data: '{BR0123456789ABC' }]);
});

it.each<[PrinterMode, string, string]>([
  ['paper-low', 'printed', 'paper-low'],
  ['paper-out', 'failed', 'paper-out'],
  ['cover-open', 'failed', 'cover-open'],
  ['mute', 'failed', 'no-answer'],
  ['paper-out-mid-job', 'failed', 'paper-out'],
  ['cutter-mid-job', 'unknown', 'cutter'],
  ['reset-mid-job', 'unknown', 'offline'],
])('at a printer that is %s: %s, %s', async (mode, result, reason) => {
  emulator.mode(mode);
  expect(await printer.print(slip)).toEqual({ result, reason });
});

it('is away while it is unplugged, and back by itself', async () => {
  printer.start();
  const reads = (reason: string): Promise<void> =>
    vi.waitFor(() => expect(printer.status().reason).toBe(reason), { timeout: 8000 });
  await reads('ok');
  await emulator.device?.unplug();
  await reads('offline');
  expect(await printer.print(slip)).toEqual({ result: 'failed', reason: 'offline' });
  await emulator.device?.plug();
  await reads('ok');
  expect((await printer.print(slip)).result).toBe('printed');
  expect(emulator.jobs()).toHaveLength(1);
});
