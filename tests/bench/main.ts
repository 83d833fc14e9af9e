// `npm run bench`: the kiosk's speed as ratios to its peers, measured in one run. Names on the command line choose measures:
// submit, sealing, claim, drain, screen, reader. Not part of the tests: machines differ, ratios less.
import { measureClaim } from './claim.ts';
import { measureDrain } from './drain.ts';
import type { Figure } from './measure.ts';
import { table } from './measure.ts';
import { measureReader } from './reader.ts';
import { measureScreen } from './screen.ts';
import { measureSealing } from './sealing.ts';
import { measureSubmit } from './submit.ts';

const measures: Readonly<Record<string, () => Promise<Figure[]>>> = {
  submit: measureSubmit,
  sealing: measureSealing,
  claim: measureClaim,
  drain: measureDrain,
  screen: measureScreen,
  reader: measureReader,
};

const chosen = process.argv.slice(2);
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(measures)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  figures.push(...(await measure()));
}
process.stdout.write(`${table(figures)}\n`);
