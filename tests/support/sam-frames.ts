// The reader protocol's frames as kept in tests/fixtures/sam-frames.json, by name.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const File = z.object({
  frames: z.array(
    z.object({
      name: z.string(),
      direction: z.enum(['to-reader', 'from-reader']),
      origin: z.enum(['published', 'derived', 'synthetic', 'published_wrong']),
      hex: z.string().regex(/^([0-9A-F]{2})+$/),
    }),
  ),
});
const { frames } = File.parse(
  JSON.parse(readFileSync(new URL('../fixtures/sam-frames.json', import.meta.url), 'utf8')),
);

/** Throws for a name that is not in the file. */
export function samFrame(name: string): Buffer {
  const frame = frames.find((entry) => entry.name === name);
  if (frame === undefined) throw new Error(`no frame ${name}`);
  return Buffer.from(frame.hex, 'hex');
}
/** Every whole and right reply of the file. */
export const wholeReplies = frames.filter(
  ({ name, direction }) =>
    direction === 'from-reader' && !/head|truncated|bad_checksum|two_frames/.test(name),
);
