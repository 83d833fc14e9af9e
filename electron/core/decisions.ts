// Upstream's decisions come back by cursor: each page is applied and its cursor kept in one transaction.
import { getSetting, putSetting } from '../../db/settings.ts';
import type { Db } from '../../db/tables.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Clock, Log } from '../domain.ts';
import { applyDecision } from './cases.ts';
import type { Upstream } from './upstream-port.ts';

const pageSize = 100;
const cursorKey = 'decisions.cursor';

/** Reads every page there is; `heard` tells whether upstream itself answered. */
export async function fetchDecisions(deps: {
  readonly db: Db;
  readonly upstream: Upstream;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<{ readonly heard: boolean; readonly moved: readonly string[] }> {
  const { db, upstream, clock, log } = deps;
  const moved: string[] = [];
  for (;;) {
    const after = Number((await getSetting(db, cursorKey)) ?? '0');
    const page = await upstream.decisions(after, pageSize);
    if (page.kind === 'refused')
      log('warn', 'decisions.refused', { status: page.status, code: page.code });
    if (page.kind !== 'ok')
      return {
        heard: page.kind === 'refused' && page.status !== 401 && page.status !== 403,
        moved,
      };
    const { decisions, next } = page.value;
    // A full page that names no further cursor would be asked for again and again.
    if (next <= after) return { heard: true, moved };
    await inTransaction(db, async () => {
      for (const decision of decisions)
        if (await applyDecision(db, decision, clock.now().getTime())) moved.push(decision.caseId);
      await putSetting(db, cursorKey, String(next));
    });
    if (decisions.length < pageSize) return { heard: true, moved };
  }
}
