// The WebAssembly file of the code reader as the tests load it: from its npm package.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function codeWasm(): ArrayBuffer {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return new Uint8Array(readFileSync(file)).buffer;
}
