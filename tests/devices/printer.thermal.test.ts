// The receipt printer over real TCP against the emulator: what the library gets wrong, and every way to fail.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ReceiptPrinter, Slip } from '../../electron/devices/printer.ts';
import { overTcp } from '../../electron/devices/byte-stream.ts';
import { createThermalPrinter } from '../../electron/devices/printer.thermal.ts';
import type { PrintOutcome } from '../../electron/domain.ts';
import type { PrinterEmulator, PrinterMode } from '../emulators/escpos-printer.ts';
import { startPrinterEmulator } from '../emulators/escpos-printer.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
const TIMEOUT = 300;

async function bench(
  options: { mode?: PrinterMode; columns?: number } = {},
): Promise<{ emulator: PrinterEmulator; printer: ReceiptPrinter; lines: string[] }> {
  const emulator = await startPrinterEmulator();
  emulator.mode(options.mode ?? 'ok');
  const lines: string[] = [];
  const printer = createThermalPrinter({
    open: overTcp('127.0.0.1', emulator.port),
    columns: options.columns ?? 48,
    timeoutMs: TIMEOUT,
    pollEveryMs: 40,
    log: (_, code, fields) => void lines.push(`${code} ${JSON.stringify(fields ?? {})}`),
  });
  open.push(
    () => emulator.stop(),
    () => printer.stop(),
  );
  return { emulator, printer, lines };
}
const until = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 5 });

function slip(changes: Partial<Slip> = {}): Slip {
  return {
    name: 'R0000000000000',
    mark: null,
    blocks: [
      { kind: 'title', text: '居住证受理凭证' },
      { kind: 'pair', label: '姓名', value: '陈**' },
      { kind: 'pair', label: '办的事', value: '申领居住证' },
      { kind: 'rule' },
      { kind: 'text', text: '已经收下,还没送到市里。连上网会自动送出。' },
      { kind: 'item', text: '房屋租赁合同' },
      { kind: 'code128', data: 'R0123456789ABC', caption: 'R012 3456 789A BC' },
    ],
    ...changes,
  };
}
const saying = (text: string): Slip => slip({ blocks: [{ kind: 'text', text }] });

describe('a slip on paper', () => {
  it('is printed, whole and cut, and said so', async () => {
    const { emulator, printer, lines } = await bench();
    expect(await printer.print(slip())).toEqual({ result: 'printed', reason: 'ok' });
    const [job, ...more] = emulator.jobs();
    expect(more).toEqual([]);
    expect(job).toMatchObject({ cut: true, images: [], unknown: [] });
    expect(job?.text).toContain('居住证受理凭证');
    expect(job?.text).toContain('已经收下,还没送到市里。连上网会自动送出。');
    expect(job?.text).toContain('R012 3456 789A BC');
    expect(job?.codes).toEqual([{ type: 73, data: '{BR0123456789ABC' }]);
    expect(lines).toContain(
      'receipt-printer.job {"job":"R0000000000000","result":"printed","reason":"ok"}',
    );
  });

  it('carries the mark large at head and foot', async () => {
    const { emulator, printer } = await bench();
    await printer.print(slip({ mark: '演示' }));
    const marks = emulator.jobs()[0]!.lines.filter(({ text }) => text.trim() === '演示');
    expect(marks.map(({ size }) => size)).toEqual([3, 3]);
    expect(emulator.jobs()[0]!.lines[0]!.text.trim()).toBe('演示');
    expect(emulator.jobs()[0]!.lines.at(-1)!.text.trim()).toBe('演示');
  });

  it.each([48, 32])('fits paper of %i columns', async (columns) => {
    const { emulator, printer } = await bench({ columns });
    await printer.print(slip({ mark: '演示' }));
    const widest = Math.max(...emulator.jobs()[0]!.lines.map((line) => line.columns));
    expect(widest).toBe(columns);
  });
});

describe('what the library gets wrong', () => {
  it('rare characters: drawn as dots, not printed as ?', async () => {
    const { emulator, printer } = await bench();
    for (const rare of ['䶮', '𠮷', '㑇', '¥']) await printer.print(saying(`姓名 ${rare}`));
    const jobs = emulator.jobs();
    for (const job of jobs) {
      expect(job.text).toBe('[image]\n');
      expect(job.images[0]).toMatchObject({ width: 576, height: 30 });
      expect(job.images[0]!.dark).toBeGreaterThan(200);
    }
    expect(new Set(jobs.map((job) => job.images[0]!.dots.toString('hex'))).size).toBe(4);
    expect(emulator.bytes().includes(Buffer.from([0x1b, 0x74]))).toBe(false);
  });

  it('widths: counted in columns of the paper, Chinese as two', async () => {
    const { emulator, printer } = await bench();
    await printer.print(
      slip({
        blocks: [
          { kind: 'pair', label: '姓名', value: '张三' },
          { kind: 'text', text: '居'.repeat(50) },
        ],
      }),
    );
    const [pair, ...folded] = emulator.jobs()[0]!.lines;
    expect(pair).toMatchObject({ columns: 48, text: `姓名${' '.repeat(40)}张三` });
    expect(folded.map(({ columns }) => columns)).toEqual([48, 48, 4]);
  });

  it.each<PrinterMode>(['paper-out', 'cover-open', 'offline'])(
    'a job refused at %s is not printed later',
    async (mode) => {
      const { emulator, printer } = await bench({ mode });
      expect((await printer.print(saying('被拒绝的'))).result).toBe('failed');
      emulator.mode('ok');
      expect((await printer.print(saying('后来的'))).result).toBe('printed');
      expect(emulator.jobs().map(({ text }) => text)).toEqual(['后来的\n']);
    },
  );

  it('a job broken off by the end of the paper is not finished when paper is put in', async () => {
    const { emulator, printer } = await bench({ mode: 'paper-out-mid-job' });
    expect(await printer.print(slip())).toEqual({ result: 'failed', reason: 'paper-out' });
    await until(() => expect(emulator.isHolding()).toBe(false));
    emulator.mode('ok');
    expect(await printer.print(saying('后来的'))).toEqual({ result: 'printed', reason: 'ok' });
    const [broken, later, ...more] = emulator.jobs();
    expect(broken?.lines.length).toBeLessThan(5);
    expect(broken?.codes).toEqual([]);
    expect(later).toMatchObject({ text: '后来的\n', cut: true });
    expect(more).toEqual([]);
  });

  it.each<PrinterMode>(['silent', 'deaf'])('a %s peer is no success', async (mode) => {
    const { emulator, printer } = await bench({ mode });
    const begun = performance.now();
    expect(await printer.print(slip())).toEqual({ result: 'failed', reason: 'no-answer' });
    expect(performance.now() - begun).toBeLessThan(TIMEOUT + 1000);
    expect(printer.status()).toMatchObject({ state: 'disconnected', reason: 'no-answer' });
    expect(emulator.jobs()).toEqual([]);
  });

  it('executing does not clear: the second slip holds nothing of the first', async () => {
    const { emulator, printer } = await bench();
    await printer.print(saying('第一张'));
    await printer.print(saying('第二张'));
    expect(emulator.jobs().map(({ text }) => text)).toEqual(['第一张\n', '第二张\n']);
  });

  it('lengths of codes: one that is not ASCII is refused, never sent with a wrong length', async () => {
    const { emulator, printer, lines } = await bench();
    for (const data of ['证', 'A{B', '', 'A\n']) {
      const outcome = await printer.print(
        slip({ blocks: [{ kind: 'code128', data, caption: '' }] }),
      );
      expect(outcome).toEqual({ result: 'failed', reason: 'unknown' });
    }
    expect(emulator.jobs()).toEqual([]);
    expect(lines).toContain('receipt-printer.fault {"name":"Error"}');
  });

  it('the cut resets: every job sets the printer up anew', async () => {
    const { emulator, printer } = await bench();
    for (const text of ['甲', '乙', '丙']) await printer.print(saying(text));
    expect(emulator.jobs().map(({ text }) => text)).toEqual(['甲\n', '乙\n', '丙\n']);
  });
});

describe('what becomes of a job', () => {
  it.each<[PrinterMode, PrintOutcome, string]>([
    ['ok', { result: 'printed', reason: 'ok' }, 'ready/ok'],
    ['slow', { result: 'printed', reason: 'ok' }, 'ready/ok'],
    ['paper-low', { result: 'printed', reason: 'paper-low' }, 'ready/paper-low'],
    ['paper-out', { result: 'failed', reason: 'paper-out' }, 'attention/paper-out'],
    ['cover-open', { result: 'failed', reason: 'cover-open' }, 'attention/cover-open'],
    ['cutter', { result: 'failed', reason: 'cutter' }, 'attention/cutter'],
    ['overheated', { result: 'failed', reason: 'overheated' }, 'attention/overheated'],
    ['offline', { result: 'failed', reason: 'offline' }, 'attention/offline'],
    ['mute', { result: 'failed', reason: 'no-answer' }, 'disconnected/no-answer'],
    ['garbled', { result: 'failed', reason: 'no-answer' }, 'disconnected/no-answer'],
    ['pushes', { result: 'printed', reason: 'ok' }, 'ready/ok'],
    ['pushes-and-stalls', { result: 'unknown', reason: 'no-answer' }, 'disconnected/no-answer'],
    ['half-close', { result: 'unknown', reason: 'offline' }, 'disconnected/offline'],
    ['reset-mid-job', { result: 'unknown', reason: 'offline' }, 'disconnected/offline'],
    ['paper-out-mid-job', { result: 'failed', reason: 'paper-out' }, 'attention/paper-out'],
    ['cover-open-mid-job', { result: 'failed', reason: 'cover-open' }, 'attention/cover-open'],
    ['cutter-mid-job', { result: 'unknown', reason: 'cutter' }, 'attention/cutter'],
  ])('at a printer that is %s', async (mode, outcome, status) => {
    const { printer, emulator } = await bench({ mode });
    expect(await printer.print(slip())).toEqual(outcome);
    const { state, reason } = printer.status();
    expect(`${state}/${reason}`).toBe(status);
    if (outcome.result === 'printed') expect(emulator.jobs()[0]).toMatchObject({ cut: true });
  });

  it('is unknown when the printer falls silent after it took the job', async () => {
    const { emulator, printer } = await bench({ mode: 'slow' });
    const outcome = printer.print(slip());
    await until(() => expect(emulator.jobs()).toHaveLength(1));
    emulator.mode('silent');
    expect(await outcome).toEqual({ result: 'unknown', reason: 'no-answer' });
    await until(() => expect(emulator.isHolding()).toBe(false));
    emulator.mode('ok');
    await printer.print(saying('后来的'));
    expect(emulator.jobs().at(-1)?.text).toBe('后来的\n');
  });

  it('fails at once where nobody listens', async () => {
    const { emulator, printer } = await bench();
    await emulator.stop();
    expect(await printer.print(slip())).toEqual({ result: 'failed', reason: 'offline' });
    expect(printer.status()).toMatchObject({ state: 'disconnected', reason: 'offline' });
  });

  it('waits its turn: slips given at once come out whole, one after the other', async () => {
    const { emulator, printer } = await bench();
    const texts = ['一', '二', '三', '四'];
    const outcomes = await Promise.all(texts.map((text) => printer.print(saying(text))));
    expect(outcomes.every(({ result }) => result === 'printed')).toBe(true);
    expect(emulator.jobs().map(({ text }) => text.trim())).toEqual(texts);
  });
});

describe('an idle printer', () => {
  it('is watched, and every change is told', async () => {
    const { emulator, printer } = await bench();
    const told: string[] = [];
    printer.onStatus(({ reason }) => void told.push(reason));
    printer.start();
    for (const mode of ['ok', 'paper-low', 'paper-out', 'cover-open', 'silent', 'ok'] as const) {
      emulator.mode(mode);
      await until(() =>
        expect(printer.status().reason).toBe(mode === 'silent' ? 'no-answer' : mode),
      );
    }
    expect(told).toEqual(['ok', 'paper-low', 'paper-out', 'cover-open', 'no-answer', 'ok']);
    expect(emulator.jobs()).toEqual([]);
  });

  it('prints while it is being watched', async () => {
    const { emulator, printer } = await bench();
    printer.start();
    for (let count = 0; count < 5; count += 1)
      expect((await printer.print(saying('一张'))).result).toBe('printed');
    expect(emulator.jobs()).toHaveLength(5);
  });
});
