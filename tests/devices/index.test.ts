// The choice of devices: real where configured, simulated elsewhere, demonstration cards only with the simulated reader.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDevices } from '../../electron/devices/index.ts';
import { startPrinterEmulator } from '../emulators/escpos-printer.ts';

const silent = () => undefined;

it('places a card of the demonstration on the simulated reader', () => {
  const dir = mkdtempSync(join(tmpdir(), 'devices-'));
  const { idReader, placeDemoCard } = createDevices(
    {
      idReader: { kind: 'simulated' },
      receiptPrinter: { kind: 'simulated' },
      permitPrinter: { kind: 'simulated', dir },
      codeScanner: { kind: 'none' },
    },
    silent,
  );
  let cards = 0;
  idReader.onCard(() => (cards += 1));
  expect(placeDemoCard?.('newcomer')).toBe(true);
  expect(placeDemoCard?.('nobody')).toBe(false);
  expect(cards).toBe(1);
  rmSync(dir, { recursive: true });
});

it('offers no demonstration card with a real reader, and prints on the real printer', async () => {
  const emulator = await startPrinterEmulator();
  const { receiptPrinter, placeDemoCard } = createDevices(
    {
      idReader: { kind: 'serial', path: '/dev/ttyNONE', baudRate: 115200 },
      receiptPrinter: { kind: 'tcp', host: '127.0.0.1', port: emulator.port, columns: 32 },
      permitPrinter: { kind: 'cups', uri: 'ipp://127.0.0.1:1/printers/none' },
      codeScanner: { kind: 'none' },
    },
    silent,
  );
  expect(placeDemoCard).toBeNull();
  const outcome = await receiptPrinter.print({ name: 'x', mark: null, blocks: [{ kind: 'rule' }] });
  expect(outcome.result).toBe('printed');
  expect(emulator.jobs()[0]?.lines[0]?.columns).toBe(32);
  await receiptPrinter.stop();
  await emulator.stop();
});

it('prints on the simulated printer, one slip after the other', async () => {
  const { createSimulatedReceiptPrinter } =
    await import('../../electron/devices/printer.simulated.ts');
  const printer = createSimulatedReceiptPrinter();
  printer.start();
  const slip = (name: string) => ({ name, mark: '演示', blocks: [] });
  const first = printer.print(slip('1'));
  const second = printer.print(slip('2'));
  expect(await first).toEqual({ result: 'printed', reason: 'ok' });
  expect(printer.printed.map(({ name }) => name)).toEqual(['1']);
  await second;
  expect(printer.printed.map(({ name }) => name)).toEqual(['1', '2']);
  expect(printer.status()).toMatchObject({ state: 'ready', reason: 'ok' });
});
