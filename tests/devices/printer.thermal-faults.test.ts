// What a receipt printer can do to a job, each with what the kiosk says of the printer and of the slip: never “printed” when
// it is not, no hang over five seconds, and words for every answer.
import { afterEach, describe, expect, it } from 'vitest';
import zh from '../../assets/locales/zh-CN.json' with { type: 'json' };
import { overTcp } from '../../electron/devices/byte-stream.ts';
import type { ReceiptPrinter, Slip } from '../../electron/devices/printer.ts';
import { createThermalPrinter } from '../../electron/devices/printer.thermal.ts';
import type { PrinterEmulator, PrinterMode } from '../emulators/escpos-printer.ts';
import { startPrinterEmulator } from '../emulators/escpos-printer.ts';

const words: Readonly<Record<string, string>> = zh;
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function bench(): Promise<{ emulator: PrinterEmulator; printer: ReceiptPrinter }> {
  const emulator = await startPrinterEmulator();
  const printer = createThermalPrinter({
    open: overTcp('127.0.0.1', emulator.port),
    columns: 48,
    timeoutMs: 1000,
    longestJobMs: 3000,
    log: () => undefined,
  });
  open.push(
    () => emulator.stop(),
    () => printer.stop(),
  );
  return { emulator, printer };
}
const slip: Slip = {
  name: 'R0000000000000',
  mark: null,
  blocks: [
    { kind: 'title', text: '居住证受理凭证' },
    { kind: 'pair', label: '姓名', value: '陈**' },
    { kind: 'rule' },
    { kind: 'text', text: '已经收下，还没送到市里。' },
    { kind: 'item', text: '房屋租赁合同' },
    { kind: 'code128', data: 'R0123456789ABC', caption: 'R012 3456 789A BC' },
  ],
};

interface Fault {
  readonly mode: PrinterMode;
  readonly afterLines?: number;
  readonly said: string;
  readonly status: string;
}
const atEveryLine = (mode: PrinterMode, said: string, status: string): Fault[] =>
  [0, 1, 2, 3, 4, 5, 6].map((afterLines) => ({ mode, afterLines, said, status }));

const faults: readonly Fault[] = [
  { mode: 'paper-low', said: 'printed/paper-low', status: 'ready/paper-low' },
  { mode: 'paper-out', said: 'failed/paper-out', status: 'attention/paper-out' },
  { mode: 'cover-open', said: 'failed/cover-open', status: 'attention/cover-open' },
  { mode: 'cutter', said: 'failed/cutter', status: 'attention/cutter' },
  { mode: 'jam', said: 'failed/paper-jam', status: 'attention/paper-jam' },
  { mode: 'overheated', said: 'failed/overheated', status: 'attention/overheated' },
  { mode: 'unrecoverable', said: 'failed/unknown', status: 'attention/unknown' },
  { mode: 'feed-button', said: 'failed/offline', status: 'attention/offline' },
  { mode: 'offline', said: 'failed/offline', status: 'attention/offline' },
  { mode: 'silent', said: 'failed/no-answer', status: 'disconnected/no-answer' },
  { mode: 'deaf', said: 'failed/no-answer', status: 'disconnected/no-answer' },
  { mode: 'mute', said: 'failed/no-answer', status: 'disconnected/no-answer' },
  { mode: 'garbled', said: 'failed/no-answer', status: 'disconnected/no-answer' },
  { mode: 'once', said: 'failed/no-answer', status: 'disconnected/no-answer' },
  { mode: 'double', said: 'printed/ok', status: 'ready/ok' },
  { mode: 'pushes', said: 'printed/ok', status: 'ready/ok' },
  { mode: 'storm', said: 'printed/ok', status: 'ready/ok' },
  { mode: 'stalls', said: 'unknown/no-answer', status: 'disconnected/no-answer' },
  { mode: 'pushes-and-stalls', said: 'unknown/no-answer', status: 'disconnected/no-answer' },
  { mode: 'half-close', said: 'unknown/offline', status: 'disconnected/offline' },
  { mode: 'reset-at-start', said: 'unknown/offline', status: 'disconnected/offline' },
  { mode: 'cutter-mid-job', said: 'unknown/cutter', status: 'attention/cutter' },
  ...atEveryLine('paper-out-mid-job', 'failed/paper-out', 'attention/paper-out'),
  ...atEveryLine('cover-open-mid-job', 'failed/cover-open', 'attention/cover-open'),
  ...atEveryLine('reset-mid-job', 'unknown/offline', 'disconnected/offline'),
];

describe.concurrent('a printer that is', () => {
  it.each(faults)('$mode after $afterLines lines: $said, $status', async (fault) => {
    const { mode, afterLines, said, status } = fault;
    const { emulator, printer } = await bench();
    emulator.mode(mode, afterLines);
    const begun = performance.now();
    const { result, reason } = await printer.print(slip);
    expect(`${result}/${reason}`).toBe(said);
    expect(performance.now() - begun).toBeLessThan(5000);
    const now = printer.status();
    expect(`${now.state}/${now.reason}`).toBe(status);
    expect(words[`printer.${reason}`]).toBeTruthy();
    expect(words[`receipt.${result}`]).toBeTruthy();
    const whole = emulator.jobs().filter(({ cut }) => cut);
    // Unknown is said where paper may have come out all the same; anything else agrees with the paper.
    if (result !== 'unknown') expect(whole).toHaveLength(result === 'printed' ? 1 : 0);
  });
});
