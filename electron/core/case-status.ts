// Where a case stands, on the screen: upstream's live word, else what this kiosk last knew.
import type { CaseNumber } from '../domain.ts';
import type { Kiosk } from './kiosk.ts';

/** Shows where a case stands: upstream's live word, else what this kiosk last knew, said to be so. */
export async function showStatus(
  kiosk: Kiosk,
  visit: number,
  caseNumber: CaseNumber,
): Promise<void> {
  const { session } = kiosk;
  const live = await kiosk.upstream.caseStatus(caseNumber);
  if (live.kind === 'ok' && live.value !== null) {
    const { status, reason, service, acceptedOn, promisedDueOn, notice } = live.value;
    await session.advanceVisit(visit, {
      kind: 'status-found',
      status: {
        caseNumber,
        status,
        reason,
        service,
        acceptedOn,
        promisedDueOn,
        stale: false,
        notice,
      },
    });
    return;
  }
  const known = await kiosk.cases.statusOf(caseNumber);
  if (known !== null) {
    // Upstream does not know it yet or is away: the kiosk's own stub is honest about that.
    const { status, reason, service, acceptedOn, promisedDueOn } = known;
    await session.advanceVisit(visit, {
      kind: 'status-found',
      status: {
        caseNumber,
        status,
        reason,
        service,
        acceptedOn,
        promisedDueOn,
        stale: live.kind !== 'ok',
        notice: null,
      },
    });
    return;
  }
  const gone = live.kind === 'ok' || live.kind === 'refused';
  await session.advanceVisit(visit, {
    kind: 'refused',
    refusal: gone
      ? { failure: { code: 'code-unknown' }, next: 'staff' }
      : { failure: { code: 'upstream-away' }, next: 'later' },
  });
}
