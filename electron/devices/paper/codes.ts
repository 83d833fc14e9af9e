// The two codes of the paper copy as rectangles in whole printer dots: Code 128 and QR. Must not know what they say.
import bwipjs from 'bwip-js/node';

/** A dark rectangle, millimetres from the code's own upper left corner. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Code {
  readonly bars: readonly Bar[];
  /** Millimetres, quiet zone included. */
  readonly width: number;
  readonly height: number;
  /** Millimetres of one module. */
  readonly module: number;
}

/** A dot at 300 dpi: modules of whole dots come out of office printers without uneven bars. */
const DOT_MM = 25.4 / 300;
/** Smallest module a phone reads without trouble from office paper. */
const SMALLEST_QR_MODULE_MM = 0.4;
/** QR version 20 has 17 + 4 × 20 modules a side (ISO/IEC 18004). */
const MOST_QR_MODULES = 97;

/**
 * QR code, error correction level M, quiet zone of four modules (ISO/IEC 18004).
 * @param side millimetres it may take, quiet zone included.
 * @throws RangeError when the text needs more than version 20 or modules below 0.4 mm.
 */
export function qrCode(text: string, side: number): Code {
  const [symbol] = bwipjs.raw('qrcode', text, 'eclevel=M');
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('no QR symbol was made');
  const { pixs, pixx: modules } = symbol;
  if (modules > MOST_QR_MODULES) throw new RangeError('QR above version 20');
  const module = Math.floor(side / (modules + 8) / DOT_MM) * DOT_MM;
  if (module < SMALLEST_QR_MODULE_MM) throw new RangeError('QR modules below 0.4 mm');
  const bars: Bar[] = [];
  for (let row = 0; row < modules; row += 1) {
    for (let column = 0; column < modules;) {
      const start = column;
      while (column < modules && pixs[row * modules + column] === 1) column += 1;
      if (column > start)
        bars.push({
          x: (start + 4) * module,
          y: (row + 4) * module,
          width: (column - start) * module,
          height: module,
        });
      else column += 1;
    }
  }
  const whole = (modules + 8) * module;
  return { bars, width: whole, height: whole, module };
}

/**
 * Code 128 (ISO/IEC 15417) with quiet zones of ten modules.
 * @param height millimetres of the bars.
 * @param dots printer dots (300 dpi) of one module.
 */
export function code128(text: string, height: number, dots = 4): Code {
  const [symbol] = bwipjs.raw('code128', text, '');
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('no Code 128 symbol was made');
  const module = dots * DOT_MM;
  const bars: Bar[] = [];
  let at = 10;
  for (const [index, modules] of symbol.sbs.entries()) {
    // Widths alternate: bar, space, bar, ...
    if (index % 2 === 0) bars.push({ x: at * module, y: 0, width: modules * module, height });
    at += modules;
  }
  return { bars, width: (at + 10) * module, height, module };
}
