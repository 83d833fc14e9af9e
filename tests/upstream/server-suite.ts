// What must hold of the reference upstream on whichever database it runs.
import { afterAll, beforeAll, describe } from 'vitest';
import { startStand } from './stand.ts';
import type { Stand } from './stand.ts';
import { describeAccess } from './suite-access.ts';
import { describeCases } from './suite-cases.ts';
import { describeDecisions } from './suite-decisions.ts';
import { describeIncomplete } from './suite-incomplete.ts';
import { describePresentations } from './suite-presentations.ts';
import { shiftedClock } from '../support/shifted-clock.ts';

/** `database` gives the URL of an empty database, or undefined for a SQLite file of its own. */
export function describeUpstream(name: string, database: () => Promise<string | undefined>): void {
  describe(`reference upstream ${name}`, () => {
    let running: Stand | undefined;
    const stand = (): Stand => {
      if (!running) throw new Error('the stand is not up');
      return running;
    };
    const clock = shiftedClock();
    beforeAll(async () => {
      const url = await database();
      running = await startStand(url === undefined ? { clock } : { clock, database: url });
    });
    afterAll(async () => {
      await running?.stop();
    });
    describeCases(stand);
    describeAccess(stand);
    describeDecisions(stand);
    describeIncomplete(stand);
    describePresentations(stand, clock);
  });
}
