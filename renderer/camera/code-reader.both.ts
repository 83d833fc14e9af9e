// The reader of the kiosk: zxing-wasm first and @zxing/browser for what it misses.
// Must not guess: a text is given only as one of the libraries read it, whole and checked.
import { turnBy } from './code-picture.ts';
import type { GreyPicture } from './code-picture.ts';
import type { CodeReader, SeenCode } from './code-reader.ts';
import type { WasmFile } from './code-reader.wasm.ts';
import { startWasmReader } from './code-reader.wasm.ts';
import { createZxingReader } from './code-reader.zxing.ts';

/** Bars are read along level and upright lines, give or take some 15°; these turns bring in what lies between, degrees. */
const ASKEW = [30, 60];

export interface BothReaders {
  /** What a moving camera affords: some milliseconds a picture. */
  glance(picture: GreyPicture): Promise<SeenCode | null>;
  /** Everything that is tried for one picture: up to a few tenths of a second when there is no code in it. */
  read(picture: GreyPicture): Promise<SeenCode | null>;
}

/** Resolves when zxing-wasm is loaded; rejects when its file cannot be had. */
export async function startBothReaders(file: WasmFile): Promise<BothReaders> {
  const wasm = await startWasmReader(file);
  const zxing = createZxingReader();
  return {
    glance: (picture) => wasm.read(picture),
    async read(picture) {
      const seen = (await wasm.read(picture)) ?? trusted(await zxing.read(picture));
      if (seen !== null) return seen;
      for (const degrees of ASKEW) {
        const straight = await wasm.read(turnBy(picture, degrees));
        if (straight !== null) return straight;
      }
      return null;
    },
  };
}

/** What is read when zxing-wasm is not to be had: the kiosk scans on, if less well. */
export function startZxingAlone(): BothReaders {
  const zxing: CodeReader = createZxingReader();
  const read = async (picture: GreyPicture) => trusted(await zxing.read(picture));
  return { glance: read, read };
}

/**
 * @zxing/library 0.23.0 takes the bytes 80–9F of a PDF417 for letters of Windows-1252, where the standard (ISO/IEC 15438)
 * has control characters: from it, such a text is no reading.
 */
function trusted(seen: SeenCode | null): SeenCode | null {
  if (seen === null || seen.format !== 'pdf417') return seen;
  return /^[\t\n\r\x20-\x7e]*$/.test(seen.text) ? seen : null;
}
