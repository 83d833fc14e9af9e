// A slip as lines for a roll of paper: what stands in each line, how large, and where the code goes.
// Pure; must not know bytes or printers (printer.thermal-job.ts).
import type { Slip, SlipBlock } from '../printer.ts';
import { columnsOf, pairLines, wrap } from './columns.ts';

/** `size` multiplies width and height of a character. */
export type SlipLine =
  | { readonly kind: 'text'; readonly text: string; readonly size: 1 | 2 | 3 }
  | { readonly kind: 'code128'; readonly data: string };

const TITLE_SIZE = 2;
const MARK_SIZE = 3;

/** Lays a slip out for paper of so many columns (48 on 80 mm, 32 on 58 mm). No line is wider than the paper. */
export function layOutSlip(slip: Slip, columns: number): SlipLine[] {
  const mark = slip.mark === null ? [] : centred(slip.mark, columns, MARK_SIZE);
  return [...mark, ...slip.blocks.flatMap((block) => layOutBlock(block, columns)), ...mark];
}

function layOutBlock(block: SlipBlock, columns: number): SlipLine[] {
  switch (block.kind) {
    case 'title':
      return centred(block.text, columns, TITLE_SIZE);
    case 'text':
      return wrap(block.text, columns).map(plain);
    case 'pair':
      return pairLines(block.label, block.value, columns).map(plain);
    case 'item': {
      const [first = '', ...rest] = wrap(block.text, columns - 2);
      return [plain(`- ${first}`), ...rest.map((line) => plain(`  ${line}`))];
    }
    case 'rule':
      return [plain('-'.repeat(columns))];
    case 'code128':
      return [{ kind: 'code128', data: block.data }, ...centred(block.caption, columns, 1)];
  }
}

function plain(text: string): SlipLine {
  return { kind: 'text', text, size: 1 };
}

function centred(text: string, columns: number, size: 1 | 2 | 3): SlipLine[] {
  const available = Math.floor(columns / size);
  return wrap(text, available).map((line) => ({
    kind: 'text',
    text: ' '.repeat(Math.floor((available - columnsOf(line)) / 2)) + line,
    size,
  }));
}
