// The reader emulator as a process of its own, so that its work does not count as the kiosk's. Told by messages: a text
// block in base64 is laid down, an empty one is lifted. Tells its path first.
import { startReaderEmulator } from '../emulators/id-reader.ts';

/** Milliseconds of the module's own work on a card, beside the wire; an assumption, as no maker publishes it. */
const moduleMs = Number(process.argv[2] ?? 0);
const emulator = await startReaderEmulator({
  baudRate: 115200,
  timing: { read: moduleMs },
});
process.on('message', (block: string) => {
  if (block === '') emulator.liftCard();
  else emulator.placeCard(Buffer.from(block, 'base64'));
});
process.on('disconnect', () => void emulator.stop().then(() => process.exit()));
process.send?.(emulator.path);
