// 亮证: the holder's permit on the screen with a code that is good for a minute, renewed while somebody stands there. Only
// an active permit gets a code, and only from upstream: a code whose time is over is taken away, never shown on.
import type { Permit } from '../domain.ts';
import { decidePresentation } from './eligibility.ts';
import type { Journey } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { acceptanceOf } from './look-up.ts';
import { askRelation } from './relation.ts';

type Refusal = NonNullable<Journey['refusal']>;
type Code = NonNullable<Journey['shown']>['code'];

const offline: Refusal = { failure: { code: 'show-offline' }, next: 'later' };
/** A code is renewed when it has less than this left, seconds. */
const renewAt = 20;
/** Between two tries while upstream is away, milliseconds. */
const retryMs = 5000;

/** A card for 亮证: the permit on record is judged, then shown as it stands this moment. */
export async function beginPresentation(kiosk: Kiosk, visit: number): Promise<void> {
  const { session, upstream, place } = kiosk;
  const { card } = session.journey();
  if (card === null) return;
  const { idNumber, name } = card;
  await session.advanceVisit(visit, { kind: 'look-up-started' });
  const refuse = (refusal: Refusal): Promise<void> =>
    session.advanceVisit(visit, { kind: 'refused', refusal });
  const [facts, here] = await Promise.all([
    upstream.verify({ idNumber, name, cityAdcode: place.cityAdcode }),
    upstream.lookupPermit({ idNumber, cityAdcode: place.cityAdcode }),
    askRelation(kiosk, visit),
  ]);
  if (visit !== session.visit()) return;
  if (facts.kind !== 'ok') return refuse(offline);
  await session.advanceVisit(visit, { kind: 'facts-arrived', facts: facts.value });
  const record = facts.value.permit;
  if (record === null) return refuse({ failure: { code: 'permit-none' }, next: 'apply' });
  const decision = decidePresentation(kiosk.policy, session.journey(), acceptanceOf(kiosk));
  const suspended = decision.reasons.includes('PERMIT_SUSPENDED');
  if (decision.outcome !== 'accepted' && !suspended) {
    await session.advanceVisit(visit, { kind: 'decided', decision });
    return;
  }
  const live =
    record.cityAdcode.slice(0, 4) === place.cityAdcode.slice(0, 4)
      ? here
      : await upstream.lookupPermit({ idNumber, cityAdcode: record.cityAdcode });
  if (live.kind !== 'ok') return refuse(offline);
  const permit = live.value;
  if (permit?.idNumber !== idNumber) {
    kiosk.log('error', 'permit.other-person');
    return refuse({ failure: { code: 'upstream-nonsense' }, next: 'staff' });
  }
  await show(kiosk, visit, permit, suspended);
}

async function show(
  kiosk: Kiosk,
  visit: number,
  permit: Permit,
  suspended: boolean,
): Promise<void> {
  const { session } = kiosk;
  if (suspended) {
    await session.advanceVisit(visit, {
      kind: 'permit-shown',
      shown: { permit, standing: 'suspended', code: null },
    });
    return;
  }
  const code = await freshCode(kiosk, permit);
  if (code.kind !== 'ok') {
    await session.advanceVisit(visit, { kind: 'refused', refusal: refusalFor(code.kind) });
    return;
  }
  await session.advanceVisit(visit, {
    kind: 'permit-shown',
    shown: { permit, standing: 'active', code: code.value },
  });
  keepFresh(kiosk, visit, permit);
}

type Fresh =
  | { readonly kind: 'ok'; readonly value: NonNullable<Code> }
  /** Suspended or cancelled since the last look. */
  | { readonly kind: 'not-active' }
  | { readonly kind: 'away' }
  | { readonly kind: 'nonsense' };

function refusalFor(kind: Exclude<Fresh['kind'], 'ok'>): Refusal {
  if (kind === 'away') return offline;
  const code = kind === 'not-active' ? 'permit-not-active' : 'upstream-nonsense';
  return { failure: { code }, next: 'staff' };
}

/** Asks for a code. Its life is read from its own signed times and counted from the asking, by this machine's clock. */
async function freshCode(kiosk: Kiosk, permit: Permit): Promise<Fresh> {
  const askedAt = kiosk.clock.now().getTime();
  const answer = await kiosk.upstream.presentPermit(permit.number);
  if (answer.kind === 'refused')
    return { kind: answer.code === 'permit-not-active' ? 'not-active' : 'nonsense' };
  if (answer.kind !== 'ok') return { kind: 'away' };
  const read = await kiosk.readCode(answer.value);
  if (read.kind !== 'shown') {
    kiosk.log('error', 'permit.code-signature-wrong');
    return { kind: 'nonsense' };
  }
  const goodUntil = new Date(askedAt + (read.claims.exp - read.claims.iat) * 1000).toISOString();
  return { kind: 'ok', value: { token: answer.value, goodUntil } };
}

/** Looks every second while this permit is on the screen. Nobody there any more: the code is left to end. */
function keepFresh(kiosk: Kiosk, visit: number, permit: Permit): void {
  const { session, clock } = kiosk;
  let triedAt = -retryMs;
  let asking = false;

  /** What is on the screen, while it is still what this was begun for. */
  function current(): Journey['shown'] {
    const { screen, shown } = session.journey();
    const same = visit === session.visit() && screen === 'show-permit';
    return same && shown?.permit === permit ? shown : null;
  }

  async function renew(): Promise<void> {
    const fresh = await freshCode(kiosk, permit);
    if (current() === null) return;
    if (fresh.kind === 'ok')
      await session.advanceQuietly({ kind: 'code-renewed', code: fresh.value });
    else if (fresh.kind === 'not-active') await beginPresentation(kiosk, visit);
  }

  function unattended(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      kiosk.log('error', 'core.bug', {
        what: 'presentation',
        error: error instanceof Error ? error.name : 'unknown',
      });
    });
  }

  function look(): void {
    const shown = current();
    if (shown === null) return;
    clock.after(1000, look);
    const leftMs =
      shown.code === null ? 0 : Date.parse(shown.code.goodUntil) - clock.now().getTime();
    if (shown.code !== null && leftMs <= 0)
      void unattended(session.advanceQuietly({ kind: 'code-renewed', code: null }));
    if (asking || leftMs >= renewAt * 1000 || clock.monotonic() - triedAt < retryMs) return;
    if (session.picture().countdown !== null) return;
    triedAt = clock.monotonic();
    asking = true;
    void unattended(renew()).finally(() => {
      asking = false;
    });
  }
  clock.after(1000, look);
}
