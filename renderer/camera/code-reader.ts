// Reads one Code 128 or QR code from a canvas. Knows nothing of the camera or of what a code means.
import { BrowserMultiFormatOneDReader, BrowserQRCodeReader } from '@zxing/browser';
import { BarcodeFormat, DecodeHintType, Exception } from '@zxing/library';

export type CodeFormat = 'code128' | 'qr';
export interface SeenCode {
  readonly text: string;
  readonly format: CodeFormat;
}

/**
 * Tries Code 128, then QR. The library's multi-format reader is
 * not used: at 0.23.0 it writes a warning at every picture without a code, and its turning of the picture fails.
 */
export function createCodeReader(): { read(canvas: HTMLCanvasElement): SeenCode | null } {
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128]],
  ]);
  const lines = new BrowserMultiFormatOneDReader(hints);
  const squares = new BrowserQRCodeReader(new Map([[DecodeHintType.TRY_HARDER, true]]));
  return {
    read(canvas) {
      return (
        read(() => lines.decodeFromCanvas(canvas).getText(), 'code128') ??
        read(() => squares.decodeFromCanvas(canvas).getText(), 'qr')
      );
    },
  };
}

/** null when the library says, by one of its own exceptions, that there is no whole code of the kind. */
function read(decode: () => string, format: CodeFormat): SeenCode | null {
  try {
    const text = decode();
    return text === '' ? null : { text, format };
  } catch (error) {
    if (error instanceof Exception) return null;
    throw error;
  }
}
