// A slip written as ESC/POS into node-thermal-printer's buffer. The library's text, width and paper functions are not
// used: they lose rare characters, count characters as columns and leave settings behind. Must not send anything.
import type { ThermalPrinter } from 'node-thermal-printer';
import type { PrinterProfile } from './paper/gb18030.ts';
import { encodeGb18030, isSafeToPrint } from './paper/gb18030.ts';
import { DOTS_PER_COLUMN, rasterLine } from './paper/raster.ts';
import type { SlipLine } from './paper/slip.ts';
import { layOutSlip } from './paper/slip.ts';
import type { Slip } from './printer.ts';

/** ESC @: settings of whoever printed before are gone. GS a 0: no status pushed in between. FS &: two-byte characters. */
const BEGIN = Buffer.from([0x1b, 0x40, 0x1d, 0x61, 0x00, 0x1c, 0x26]);
const LINE_FEED = Buffer.from([0x0a]);
/** Bars 10 mm high at 8 dots a millimetre. */
const BAR_HEIGHT = 80;
/** White beside the printable width of common paper, both sides, in dots: serves as the code's quiet zone. */
const PAPER_MARGIN = 64;

/** The roll and the printer's own characters. */
export interface SlipPaper {
  readonly columns: number;
  readonly profile: PrinterProfile;
  /** Folder of the fonts that the other characters are drawn with. */
  readonly fonts?: string | undefined;
}

/** Appends the whole job to an empty buffer, ending with the cut. Throws for a code that is not plain ASCII. */
export function writeSlip(printer: ThermalPrinter, slip: Slip, paper: SlipPaper): void {
  const { columns } = paper;
  printer.append(BEGIN);
  for (const line of layOutSlip(slip, columns)) {
    if (line.kind === 'code128') writeCode(printer, line.data, columns);
    else writeText(printer, line, paper);
  }
  printer.cut({ verticalTabAmount: 1 });
}

function writeText(
  printer: ThermalPrinter,
  line: SlipLine & { kind: 'text' },
  { columns, profile, fonts }: SlipPaper,
): void {
  if (!isSafeToPrint(line.text, profile)) {
    printer.append(rasterLine(line.text, columns, line.size, fonts));
    return;
  }
  if (line.size > 1) printer.append(sized(line.size));
  printer.append(encodeGb18030(line.text));
  printer.append(LINE_FEED);
  if (line.size > 1) printer.append(sized(1));
}

/** FS ! for models that size Chinese apart, then GS ! for the rest: the later one counts where both are known. */
function sized(size: number): Buffer {
  return Buffer.from([0x1c, 0x21, size > 1 ? 0x0c : 0, 0x1d, 0x21, ((size - 1) << 4) | (size - 1)]);
}

function writeCode(printer: ThermalPrinter, data: string, columns: number): void {
  // The library takes the length of the string for that of its bytes, and `{` opens a command of Code 128.
  if (!/^[ -z|}~]{1,40}$/.test(data))
    throw new Error('a code on a slip is up to 40 characters of ASCII');
  const modules = 11 * (data.length + 2) + 13;
  const dots = columns * DOTS_PER_COLUMN;
  const width = Math.max(
    2,
    Math.min(4, Math.floor((dots + PAPER_MARGIN) / (modules + 20)), Math.floor(dots / modules)),
  );
  printer.alignCenter();
  printer.code128(data, { hriPos: 0, width: width as 2, height: BAR_HEIGHT } as never);
  printer.alignLeft();
}
