// Random and mutated answers of a receipt printer through the real reading of them: nothing throws, and “all is well” is said
// only when every bit of trouble is clear.
import {
  isOffline,
  kindOfByte,
  saysPaperEnd,
  stateOf,
} from '../../electron/devices/printer.thermal-status.ts';
import { randomBytesFrom } from './random.ts';

/** Bits of trouble by question, as the manuals give them (Epson ESC/POS, DLE EOT 1–4). */
const trouble = [0x08, 0x04 | 0x20 | 0x40, 0x04 | 0x08 | 0x20 | 0x40, 0x60] as const;

/** Reads `count` replies of four bytes; throws at the first that is read wrongly. */
export function run({ count, seed }: { readonly count: number; readonly seed: number }): string {
  const random = randomBytesFrom(seed);
  let fine = 0;
  for (let reply = 0; reply < count; reply += 1) {
    const bytes = random(4);
    // Every second one has the fixed bits of a true answer, so that its meaning is reached.
    const answers = bytes.map((byte) => (reply % 2 === 0 ? byte : (byte & 0x6c) | 0x12));
    for (const byte of answers) {
      kindOfByte(byte);
      isOffline(byte);
      saysPaperEnd(byte);
    }
    const state = stateOf(answers);
    const clear = answers.every((byte, question) => (byte & (trouble[question] ?? 0)) === 0);
    const saidFine = !state.offline && state.trouble === null;
    if (saidFine && !clear)
      throw new Error(`said to be well: ${Buffer.from(answers).toString('hex')}`);
    if (saidFine) fine += 1;
  }
  return `${count} replies, ${fine} of a printer that is well`;
}
