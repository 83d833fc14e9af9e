// Reads codes with @zxing/browser: Code 128, QR and PDF417, each with a reader of its own.
// The library's multi-format reader is not used: at 0.23.0 it writes a warning at every picture without a code, and its
// turning of the picture fails; the quarter turn that bars need is made here.
import {
  BrowserMultiFormatOneDReader,
  BrowserPDF417Reader,
  BrowserQRCodeReader,
} from '@zxing/browser';
import type { BrowserCodeReader } from '@zxing/browser';
import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  Exception,
  HybridBinarizer,
  RGBLuminanceSource,
} from '@zxing/library';
import { turnQuarter } from './code-picture.ts';
import type { GreyPicture } from './code-picture.ts';
import type { CodeFormat, CodeReader, SeenCode } from './code-reader.ts';

/** A reader by @zxing/browser. Works at once, needs no file. */
export function createZxingReader(): CodeReader {
  const harder: [DecodeHintType, unknown] = [DecodeHintType.TRY_HARDER, true];
  const lines = new BrowserMultiFormatOneDReader(
    new Map([harder, [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128]]]),
  );
  const squares = new BrowserQRCodeReader(new Map([harder]));
  const stacks = new BrowserPDF417Reader(new Map([harder]));

  function readNow(picture: GreyPicture): SeenCode | null {
    if (picture.grey.length === 0) return null;
    const upright = bitmap(picture);
    const found =
      attempt(squares, upright, 'qr') ??
      attempt(lines, upright, 'code128') ??
      attempt(stacks, upright, 'pdf417');
    if (found !== null) return found;
    const turned = bitmap(turnQuarter(picture));
    return attempt(lines, turned, 'code128') ?? attempt(stacks, turned, 'pdf417');
  }
  return { read: (picture) => Promise.resolve(readNow(picture)) };
}

function bitmap({ grey, width, height }: GreyPicture): BinaryBitmap {
  return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
}

/** null when the library says, by one of its own exceptions, that there is no whole code of the kind. */
function attempt(
  reader: BrowserCodeReader,
  picture: BinaryBitmap,
  format: CodeFormat,
): SeenCode | null {
  try {
    const text = reader.decodeBitmap(picture).getText();
    return text === '' ? null : { text, format };
  } catch (error) {
    if (error instanceof Exception) return null;
    throw error;
  }
}
