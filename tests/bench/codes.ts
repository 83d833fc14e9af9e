// `node tests/bench/codes.ts <folder>`: what the kiosk's code reader reads of a set of photographs, against the readers it
// is made of and jsQR, in one run. The folder holds index.json (set, file, format, expected_text) and the pictures, such as
// the ZXing project's blackbox sets; they are used in place. Ends with 1 when ours is below the better of its two parts on
// any set, or reads anything wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import jsqr from 'jsqr';
import sharp from 'sharp';
import { z } from 'zod';
import { toGrey } from '../../renderer/camera/code-picture.ts';
import type { CodePicture, GreyPicture } from '../../renderer/camera/code-picture.ts';
import { startBothReaders } from '../../renderer/camera/code-reader.both.ts';
import { startWasmReader } from '../../renderer/camera/code-reader.wasm.ts';
import { createZxingReader } from '../../renderer/camera/code-reader.zxing.ts';
import { codeWasm } from '../support/code-wasm.ts';

const Index = z.array(
  z.object({
    set: z.string(),
    file: z.string(),
    format: z.string(),
    expected_text: z.string().nullable(),
  }),
);
type Entry = z.infer<typeof Index>[number];

const names = ['zxing-browser', 'zxing-wasm', 'jsQR', 'ours'] as const;
type Name = (typeof names)[number];
const turns = [0, 90, 180, 270] as const;
interface Tally {
  read: number;
  wrong: number;
  ms: number;
}

// jsQR is CommonJS: its function is the module's `default`, wherever that ends up.
const jsQR = ('default' in jsqr ? jsqr.default : jsqr) as (
  data: Uint8ClampedArray,
  width: number,
  height: number,
) => { readonly data: string } | null;

const wasm = await startWasmReader({ bytes: codeWasm() });
const zxing = createZxingReader();
const ours = await startBothReaders({ bytes: codeWasm() });

const readers: Readonly<
  Record<Name, (grey: GreyPicture, colours: CodePicture) => Promise<string | null>>
> = {
  'zxing-browser': async (grey) => (await zxing.read(grey))?.text ?? null,
  'zxing-wasm': async (grey) => (await wasm.read(grey))?.text ?? null,
  jsQR: (_, { data, width, height }) => Promise.resolve(jsQR(data, width, height)?.data || null),
  ours: async (grey) => (await ours.read(grey))?.text ?? null,
};

async function coloursOf(file: string, degrees: number): Promise<CodePicture> {
  const { data, info } = await sharp(file)
    .toColourspace('srgb')
    .ensureAlpha()
    .rotate(degrees)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

async function measure(folder: string, entries: readonly Entry[]) {
  const sets = new Map<string, { pictures: number; tallies: Record<Name, Tally> }>();
  const complaints: string[] = [];
  for (const entry of entries) {
    const set = sets.get(entry.set) ?? { pictures: 0, tallies: emptyTallies() };
    sets.set(entry.set, set);
    for (const degrees of turns) {
      const colours = await coloursOf(join(folder, entry.file), degrees);
      const grey = toGrey(colours);
      set.pictures += 1;
      for (const name of names) {
        const tally = set.tallies[name];
        const startedAt = performance.now();
        const text = await readers[name](grey, colours);
        tally.ms += performance.now() - startedAt;
        if (text === null) continue;
        if (text === entry.expected_text) tally.read += 1;
        else {
          tally.wrong += 1;
          if (name === 'ours') complaints.push(`${entry.file} at ${degrees}°: read wrong`);
        }
      }
    }
  }
  return { sets, complaints };
}

function emptyTallies(): Record<Name, Tally> {
  const tally = (): Tally => ({ read: 0, wrong: 0, ms: 0 });
  return { 'zxing-browser': tally(), 'zxing-wasm': tally(), jsQR: tally(), ours: tally() };
}

const { positionals } = parseArgs({ allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('node tests/bench/codes.ts <folder with index.json>\n');
  process.exit(2);
}
const entries = Index.parse(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')));
// Loading and the first compilation belong to no picture.
const [first] = entries;
if (first !== undefined) {
  const colours = await coloursOf(join(folder, first.file), 0);
  for (const name of names) await readers[name](toGrey(colours), colours);
}
const { sets, complaints } = await measure(folder, entries);

process.stdout.write(
  'Read / wrong, and milliseconds a picture; every picture at 0, 90, 180, 270°\n',
);
process.stdout.write(
  ['set'.padEnd(18), 'pictures', ...names.map((name) => name.padStart(19))].join(' ') + '\n',
);
for (const [set, { pictures, tallies }] of sets) {
  const cells = names.map((name) => {
    const { read, wrong, ms } = tallies[name];
    return `${read}/${wrong} ${(ms / pictures).toFixed(1).padStart(6)} ms`.padStart(19);
  });
  process.stdout.write([set.padEnd(18), String(pictures).padStart(8), ...cells].join(' ') + '\n');
  const better = Math.max(tallies['zxing-browser'].read, tallies['zxing-wasm'].read);
  if (tallies.ours.read < better)
    complaints.push(`${set}: ours read ${tallies.ours.read}, the better of the two ${better}`);
}
for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
process.exitCode = complaints.length > 0 || sets.size === 0 ? 1 : 0;
