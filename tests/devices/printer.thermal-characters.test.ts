// What leaves for the printer: characters by the printer's profile or as dots, and never a pulse to the drawer.
import fc from 'fast-check';
import nodeThermalPrinter from 'node-thermal-printer';
import { expect, it } from 'vitest';
import type { PrinterProfile } from '../../electron/devices/paper/gb18030.ts';
import { isSafeToPrint } from '../../electron/devices/paper/gb18030.ts';
import type { Slip, SlipBlock } from '../../electron/devices/printer.ts';
import { writeSlip } from '../../electron/devices/printer.thermal-job.ts';
import { createPaper } from '../emulators/escpos-paper.ts';
import { nextToken } from '../emulators/escpos-tokens.ts';

const { ThermalPrinter, types } = nodeThermalPrinter;

function bytesOf(slip: Slip, profile: PrinterProfile = 'gb2312', columns = 48): Buffer {
  const library = new ThermalPrinter({ type: types.EPSON, interface: 'none', width: columns });
  writeSlip(library, slip, { columns, profile });
  return library.getBuffer();
}
function printed(bytes: Buffer): ReturnType<ReturnType<typeof createPaper>['jobs']>[number] {
  const paper = createPaper();
  let held = bytes;
  for (let found = nextToken(held); found !== null; found = nextToken(held)) {
    held = held.subarray(found.length);
    if (found.token.kind !== 'ask-paper') paper.print(found.token);
  }
  const [job] = paper.jobs();
  if (job === undefined) throw new Error('nothing was printed');
  return job;
}
const saying = (...texts: string[]): Slip => ({
  name: 'x',
  mark: null,
  blocks: texts.map((text) => ({ kind: 'text', text })),
});

it.each<[PrinterProfile, number, string]>([
  ['gb2312', 2, '住在广州\n'],
  ['gbk', 1, '住在广州\n吴喆\n'],
  ['none', 3, ''],
])(
  'a printer of profile %s gets what it lacks as dots: %i lines of three',
  (profile, images, text) => {
    const job = printed(bytesOf(saying('住在广州', '吴喆', '㛃𠮷'), profile));
    expect(job.images).toHaveLength(images);
    expect(job.text.replaceAll('[image]\n', '')).toBe(text);
    expect(job.unknown).toEqual([]);
  },
);

it.each([
  [48, 576],
  [32, 384],
])('on paper of %i columns dots are %i wide', (columns, width) => {
  const [image] = printed(bytesOf(saying('䶮'), 'none', columns)).images;
  expect(image?.width).toBe(width);
});

it('two bytes are trusted where the profile says so, four never', () => {
  expect(isSafeToPrint('喆', 'gb2312')).toBe(false);
  expect(isSafeToPrint('喆', 'gbk')).toBe(true);
  for (const rare of ['㛃', '𠮷', '𬭎', '\u{20000}'])
    expect(isSafeToPrint(rare, 'gbk'), rare).toBe(false);
});

it('no text, name or code makes a printer open a drawer, or do anything else than print and cut', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 60 });
  const evil = fc.constantFrom(
    '\u001bp\u0000\u0019\u00fa',
    '\u0010\u0014\u0001\u0000\u0001',
    '\u001b@',
  );
  const text = fc.oneof(anyText, evil, fc.string({ unit: 'grapheme', maxLength: 60 }));
  const block: fc.Arbitrary<SlipBlock> = fc.oneof(
    fc.record({ kind: fc.constantFrom('title', 'text', 'item'), text }),
    fc.record({ kind: fc.constant('pair'), label: text, value: text }),
  );
  const drawer = [Buffer.from([0x1b, 0x70]), Buffer.from([0x10, 0x14])];
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
      const bytes = bytesOf({ name: 'x', mark: null, blocks });
      const job = printed(bytes);
      expect(job.unknown).toEqual([]);
      // Dots of a picture may be any bytes: only what is no picture is looked at.
      if (job.images.length === 0)
        for (const pulse of drawer) expect(bytes.includes(pulse)).toBe(false);
    }),
    { numRuns: 300, seed: 20261123 },
  );
});
