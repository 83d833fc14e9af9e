// Reads codes with zxing-wasm (ZXing-C++ as WebAssembly). Its file comes from the kiosk's own build, never from the network
// address the package names: whoever starts the reader says where it is.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader';
import type { GreyPicture } from './code-picture.ts';
import type { CodeFormat, CodeReader, SeenCode } from './code-reader.ts';

const FORMATS: Readonly<Partial<Record<ReadResult['format'], CodeFormat>>> = {
  QRCode: 'qr',
  Code128: 'code128',
  PDF417: 'pdf417',
};
const OPTIONS: ReaderOptions = {
  formats: ['QRCode', 'Code128', 'PDF417'],
  maxNumberOfSymbols: 1,
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  // Halved pictures are looked at too, from 200 px on: blurred modules become whole ones.
  tryDownscale: true,
  downscaleFactor: 2,
  downscaleThreshold: 200,
  textMode: 'Plain',
};
/** The WebAssembly file: its address on the kiosk's own page, or its bytes. */
export type WasmFile = { readonly url: string } | { readonly bytes: ArrayBuffer };

/** A reader by zxing-wasm. Resolves when the WebAssembly file is loaded; rejects when it cannot be. */
export async function startWasmReader(file: WasmFile): Promise<CodeReader> {
  await prepareZXingModule({
    overrides: 'url' in file ? { locateFile: () => file.url } : { wasmBinary: file.bytes },
    fireImmediately: true,
  });
  return {
    async read(picture) {
      // The library answers a picture without pixels with a thrown number.
      if (picture.grey.length === 0) return null;
      return seen(await readBarcodes(toImageData(picture), OPTIONS));
    },
  };
}

function seen(found: readonly ReadResult[]): SeenCode | null {
  for (const { isValid, text, format } of found) {
    const ours = FORMATS[format];
    if (isValid && text !== '' && ours !== undefined) return { text, format: ours };
  }
  return null;
}

/** The library takes colours only. */
function toImageData({ grey, width, height }: GreyPicture): ImageData {
  const data = new Uint8ClampedArray(grey.length * 4);
  for (let i = 0, at = 0; i < grey.length; i++, at += 4) {
    data[at] = data[at + 1] = data[at + 2] = grey[i] ?? 0;
    data[at + 3] = 255;
  }
  return { data, width, height, colorSpace: 'srgb' };
}
