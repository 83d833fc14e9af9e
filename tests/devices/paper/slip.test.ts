// The layout of slips in columns, the printer's safe characters, and lines drawn as dots.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, pairLines, wrap } from '../../../electron/devices/paper/columns.ts';
import { encodeGb18030, isSafeToPrint } from '../../../electron/devices/paper/gb18030.ts';
import { rasterLine } from '../../../electron/devices/paper/raster.ts';
import { layOutSlip } from '../../../electron/devices/paper/slip.ts';
import type { SlipBlock } from '../../../electron/devices/printer.ts';

describe('columns', () => {
  it.each([
    ['abc', 3],
    ['居住证', 6],
    ['𠮷', 2],
    ['a居·', 5],
    ['', 0],
  ])('%s takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  it('breaks Chinese anywhere but before a closing mark', () => {
    expect(wrap('一二三四五,六', 10)).toEqual(['一二三四', '五,六']);
    expect(wrap('一二三四五。六', 10)).toEqual(['一二三四', '五。六']);
  });

  it('keeps English words whole and breaks one that is too long', () => {
    expect(wrap('the residence permit', 10)).toEqual(['the', 'residence', 'permit']);
    expect(wrap('abcdefghijklmno', 10)).toEqual(['abcdefghij', 'klmno']);
  });

  it('makes spaces of control characters and lines of line breaks', () => {
    expect(wrap('a\u001b@b\nc', 10)).toEqual(['a @b', 'c']);
  });

  it('puts a pair on one line, or below one another', () => {
    expect(pairLines('姓名', '陈**', 12)).toEqual(['姓名    陈**']);
    expect(pairLines('地点', '天河区石牌街道', 12)).toEqual(['地点', '  天河区石牌', '  街道']);
  });

  it('loses nothing but spaces, and never exceeds the paper (fuzz)', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.integer({ min: 4, max: 48 }),
        (text, columns) => {
          const lines = wrap(text, columns);
          for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
          const bare = (value: string) => value.replace(/[\p{Cc}\s]/gu, '');
          expect(bare(lines.join(''))).toBe(bare(text));
        },
      ),
      { seed: 48, numRuns: 500 },
    );
  });

  it('lays out any slip within the paper (fuzz)', () => {
    const text = fc.string({
      unit: fc.constantFrom('居', '住', 'a', ' ', ',', '。', '𠮷', '-'),
      maxLength: 60,
    });
    const block: fc.Arbitrary<SlipBlock> = fc.oneof(
      text.map((value): SlipBlock => ({ kind: 'title', text: value })),
      text.map((value): SlipBlock => ({ kind: 'text', text: value })),
      text.map((value): SlipBlock => ({ kind: 'item', text: value })),
      fc.tuple(text, text).map(([label, value]): SlipBlock => ({ kind: 'pair', label, value })),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), fc.constantFrom(32, 48), (blocks, columns) => {
        for (const line of layOutSlip({ name: 'x', mark: '演示', blocks }, columns)) {
          if (line.kind === 'text')
            expect(columnsOf(line.text) * line.size).toBeLessThanOrEqual(columns);
        }
      }),
      { seed: 58, numRuns: 300 },
    );
  });
});

describe('characters', () => {
  it.each(['居住证 ABC 0-9', '陈,。、“”《》·—…', '①Ωя', '〓'])(
    'trusts the printer with %s',
    (text) => {
      expect(isSafeToPrint(text)).toBe(true);
    },
  );

  it.each(['䶮', '𠮷', '喆', '镕', '㑇', '€', '¥', 'é̂', '\u001b', '\n', '😀', '\ud842'])(
    'draws %j',
    (text) => {
      expect(isSafeToPrint(text)).toBe(false);
    },
  );

  it('trusts exactly the 7445 characters of GB 2312 and 95 of ASCII', () => {
    let trusted = 0;
    for (let code = 0; code <= 0xffff; code += 1) {
      if (isSafeToPrint(String.fromCharCode(code))) trusted += 1;
    }
    expect(trusted).toBe(7445 + 95);
  });

  it('encodes as another decoder reads it', () => {
    const text = '陈安禾 居住证 䶮𠮷㑇 ABC';
    expect(new TextDecoder('gb18030').decode(encodeGb18030(text))).toBe(text);
  });
});

describe('drawn lines', () => {
  const darkOf = (raster: Buffer) =>
    raster.subarray(8).reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);

  it('is GS v 0 of the paper’s width with dots where the text is and none beside', () => {
    const raster = rasterLine('  𠮷', 48, 1);
    expect(raster.subarray(0, 8)).toEqual(Buffer.from([0x1d, 0x76, 0x30, 0, 72, 0, 30, 0]));
    expect(raster).toHaveLength(8 + 72 * 30);
    expect(darkOf(raster)).toBeGreaterThan(100);
    for (let row = 0; row < 30; row += 1) {
      const dots = raster.subarray(8 + row * 72, 8 + (row + 1) * 72);
      expect(dots.subarray(0, 3).every((byte) => byte === 0)).toBe(true);
      expect(dots.subarray(7).every((byte) => byte === 0)).toBe(true);
    }
  });

  it('is blank for spaces and as large as asked', () => {
    expect(darkOf(rasterLine('    ', 48, 1))).toBe(0);
    expect(rasterLine('龘', 32, 3).subarray(4, 8)).toEqual(Buffer.from([48, 0, 90, 0]));
  });

  it('shows 〓 for a character that no font has', () => {
    expect(rasterLine('\u{10fffd}', 48, 1)).toEqual(rasterLine('〓', 48, 1));
    expect(rasterLine('䶮', 48, 1)).not.toEqual(rasterLine('〓', 48, 1));
  });

  it('never holds a command that a printer obeys amid an image', () => {
    // Drawn plainly, each of these holds DLE and one of EOT, ENQ, DC4.
    for (const text of ['丝', '亾', '佗', '例', '兦', '冽', '刨', '剹']) {
      const raster = rasterLine(text, 48, 1).toString('hex').match(/../g)!.join(' ');
      expect(raster).not.toMatch(/10 (04|05|14)/);
    }
  });
});
