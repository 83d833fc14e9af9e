// `npm run devices` as a process of its own against emulators: what it says of each device, and what it ends with.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { demonstrationConfig } from '../../electron/config.ts';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import type { PrinterEmulator } from '../emulators/escpos-printer.ts';
import { startPrinterEmulator } from '../emulators/escpos-printer.ts';
import type { ReaderEmulator } from '../emulators/id-reader.ts';
import { startReaderEmulator } from '../emulators/id-reader.ts';

const root = resolve(import.meta.dirname, '../..');
const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k' };
let dir: string;
let reader: ReaderEmulator;
let printer: PrinterEmulator;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'devices-check-'));
  [reader, printer] = await Promise.all([startReaderEmulator(), startPrinterEmulator()]);
  const keys = { encryption: [jwk], acknowledgement: [jwk], permit: [jwk] };
  const file = demonstrationConfig({ baseUrl: 'http://127.0.0.1:9', keys }, join(dir, 'data'));
  writeFileSync(
    join(dir, 'kiosk.json'),
    JSON.stringify({
      ...(file as object),
      idReader: { kind: 'serial', path: reader.path, baudRate: 115200 },
      receiptPrinter: { kind: 'tcp', host: '127.0.0.1', port: printer.port },
    }),
  );
});
afterEach(async () => {
  await Promise.all([reader.stop(), printer.stop()]);
  rmSync(dir, { recursive: true, force: true });
});

function check(
  flags: readonly string[],
  onLine: (line: string) => void = () => undefined,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(root, 'electron/devices-check.ts'), ...flags], {
    env: { ...process.env, KIOSK_CONFIG: join(dir, 'kiosk.json') },
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    onLine(said);
  });
  return new Promise((done) => child.once('close', (code) => done({ code, said })));
}

it('says of every device how it is, prints a slip and reads a card', async () => {
  const card = demoCard('newcomer');
  if (card === null) throw new Error('no card');
  const { code, said } = await check(['--print', '--card'], (line) => {
    if (line.includes('card\twaiting')) reader.placeCard(Buffer.from(card.text, 'base64'));
  });
  expect(said).toMatch(/idReader\tserial\tready\tok/);
  expect(said).toMatch(/receiptPrinter\ttcp\tready\tok\t回执打印机\t可以用/);
  expect(said).toMatch(/permitPrinter\tsimulated\tready/);
  expect(said).toContain('print\tprinted');
  expect(said).toContain('card\tread');
  expect(said).not.toContain('陈安禾');
  expect(code).toBe(0);
  expect(printer.jobs()[0]?.text).toContain('打印检查');
});

it('ends with 1 and the reason when one is not well', async () => {
  printer.mode('paper-out');
  const { code, said } = await check([]);
  expect(said).toMatch(/receiptPrinter\ttcp\tattention\tpaper-out\t.*没纸了/);
  expect(code).toBe(1);
});
