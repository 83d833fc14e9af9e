// Every reason the rules can give, and every refusal at the window, as a slip through the real printer path: said whole, with
// its rule, on wide and on narrow paper, in both languages.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citationIn } from '../../../electron/citation.ts';
import { loadPolicy } from '../../../electron/core/policy/load.ts';
import type { RefusalContent } from '../../../electron/core/print/refusal-slip.ts';
import { refusalSlip } from '../../../electron/core/print/refusal-slip.ts';
import { textsIn } from '../../../electron/core/print/texts.ts';
import { sourceOfFailure } from '../../../electron/core/refusals.ts';
import type { ReceiptPrinter } from '../../../electron/devices/printer.ts';
import { overTcp } from '../../../electron/devices/byte-stream.ts';
import { createThermalPrinter } from '../../../electron/devices/printer.thermal.ts';
import type { Decision, Language } from '../../../electron/domain.ts';
import { FailureCode, ReasonCode, Service } from '../../../electron/domain.ts';
import type { PrinterEmulator } from '../../emulators/escpos-printer.ts';
import { startPrinterEmulator } from '../../emulators/escpos-printer.ts';
import { cardOfChen, tooSoon } from '../../support/people.ts';

const policy = loadPolicy();
const staffReasons: readonly ReasonCode[] = [
  'MINOR_UNACCOMPANIED',
  'VERIFY_DEPARTURE',
  'CALENDAR_MISSING',
];
function refused(reason: ReasonCode): Decision {
  return {
    ...tooSoon,
    outcome: staffReasons.includes(reason) ? 'staff_review' : 'rejected',
    reasons: [reason],
    source: policy.sourceOfReason(reason),
  };
}

const widths = [48, 32] as const;
const paper = new Map<number, { emulator: PrinterEmulator; printer: ReceiptPrinter }>();
beforeAll(async () => {
  for (const columns of widths) {
    const emulator = await startPrinterEmulator();
    const printer = createThermalPrinter({
      open: overTcp('127.0.0.1', emulator.port),
      columns,
      timeoutMs: 5000,
      pollEveryMs: 1000,
      log: () => undefined,
    });
    paper.set(columns, { emulator, printer });
  }
});
afterAll(async () => {
  for (const { emulator, printer } of paper.values()) {
    await printer.stop();
    await emulator.stop();
  }
});

async function print(
  columns: number,
  content: RefusalContent,
  language: Language,
): Promise<string> {
  const parts = paper.get(columns);
  if (parts === undefined) throw new Error(`no printer of ${columns} columns`);
  const slip = refusalSlip(content, {
    place: { cityName: '广州市', centreName: '石牌街政务服务中心', deviceId: 'GZ-SP-01' },
    language,
    at: '2026-11-23T02:35:00Z',
    name: 'refusal',
    demonstration: false,
  });
  expect(await parts.printer.print(slip)).toEqual({ result: 'printed', reason: 'ok' });
  return parts.emulator.jobs().at(-1)?.text ?? '';
}
/** Columns a line takes: a Chinese character takes two. */
const widthOf = (line: string): number =>
  Array.from(line).reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
/** As one runs over the ends of lines. */
const joined = (text: string): string => text.replace(/\s+/g, '');

for (const language of ['zh-CN', 'en'] as const) {
  const text = textsIn(language);
  const saysIt = (printed: string, sentence: string): void =>
    expect(joined(printed)).toContain(joined(sentence));

  describe(`in ${language}, on paper`, () => {
    it.each(ReasonCode.options)(
      '%s is said with its rule, its date and the way on',
      async (reason) => {
        const decision = refused(reason);
        const content: RefusalContent = {
          refused: { by: 'decision', decision, goTo: null },
          service: 'application',
          source: decision.source,
          person: cardOfChen,
        };
        for (const columns of widths) {
          const printed = await print(columns, content, language);
          saysIt(printed, text(`reason.${reason}`, { date: decision.eligibleOn ?? '' }));
          expect(printed).not.toMatch(/[{}]|reason\.|refusal\.|undefined/);
          expect(printed).toContain('12345');
          expect(printed).not.toContain(cardOfChen.idNumber);
          expect(printed).not.toContain(cardOfChen.name);
          if (decision.outcome === 'rejected') expect(printed).toContain(decision.eligibleOn);
          const rule = citationIn({ text, date: (day) => day }, decision.source ?? '');
          if (rule !== null) saysIt(printed, rule);
          for (const line of printed.split('\n'))
            expect(widthOf(line), line).toBeLessThanOrEqual(columns);
        }
      },
    );

    it.each(FailureCode.options.filter((code) => code.startsWith('card-')))(
      '%s is said with what to do',
      async (code) => {
        const content: RefusalContent = {
          refused: { by: 'failure', code, next: code.includes('hkmt') ? 'police-branch' : 'staff' },
          service: null,
          source: sourceOfFailure(policy, code),
          person: null,
        };
        saysIt(await print(48, content, language), text(`failure.${code}`));
      },
    );
  });
}

describe('the rule behind a refusal', () => {
  const cite = (source: string | null): string | null =>
    citationIn({ text: textsIn('zh-CN'), date: (day) => day }, source ?? '');

  it('can be named for every reason; those of what a city offers rest on the row itself', () => {
    const unnamed = ReasonCode.options.filter(
      (reason) => cite(policy.sourceOfReason(reason)) === null,
    );
    expect(unnamed).toEqual([
      'SERVICE_NOT_AVAILABLE',
      'CITY_NOT_SUPPORTED',
      'CHANNEL_NOT_AVAILABLE',
      'PHYSICAL_ABOLISHED',
      'PAPER_COPY_NOT_AVAILABLE',
    ]);
  });

  it.each(['440100', '440300', '440600', '441900'])(
    'can be named for what %s does not offer',
    (city) => {
      const refusals = Service.options
        .map((service) => policy.availability(service, city, '2026-11-23'))
        .filter((decision) => decision !== null);
      for (const { source, reasons } of refusals)
        expect(cite(source), reasons.join()).not.toBeNull();
    },
  );
});
