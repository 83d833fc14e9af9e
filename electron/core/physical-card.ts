// 实体证: what a physical card's case asks beyond the person: which card and why, the day it was lost, how it is handed over.
// Must not decide where the journey goes (flow-card.ts) nor judge who may have one (policy/).
import type { CardDelivery, IsoDate } from '../domain.ts';
import { localDate } from './eligibility.ts';
import type { Kiosk } from './kiosk.ts';
import { decide } from './look-up.ts';
import { refusalHere } from './offers.ts';
import type { CardNeed } from './journey.ts';
import { cardServices } from './journey.ts';

/** 更多 → 实体证. Where the city makes no card at all, the answer at once; else which one. */
export async function askWhichCard(kiosk: Kiosk): Promise<void> {
  const refusals = cardServices.map((purpose) => ({
    purpose,
    decision: refusalHere(kiosk, purpose),
  }));
  const [first] = refusals;
  const none = refusals.every(({ decision }) => decision !== null);
  await kiosk.session.advance(
    none && first?.decision
      ? { kind: 'not-offered', purpose: first.purpose, decision: first.decision }
      : { kind: 'card-asked' },
  );
}

/** One of them; what this city does not offer is told before a card is asked for. */
export async function chooseCard(kiosk: Kiosk, need: CardNeed): Promise<void> {
  const purpose = purposeOfNeed(need);
  const decision = refusalHere(kiosk, purpose);
  await kiosk.session.advance(
    decision === null
      ? { kind: 'card-need-chosen', need, purpose }
      : { kind: 'not-offered', purpose, decision },
  );
}

function purposeOfNeed(need: CardNeed): (typeof cardServices)[number] {
  if (need === 'first') return 'physical_first_issue';
  return need === 'lost' ? 'physical_reissue' : 'physical_exchange';
}

/** After “that is me”: the address a courier would go to, and whether this card may be had. */
export async function beginCard(kiosk: Kiosk, visit: number): Promise<void> {
  const { session } = kiosk;
  const { card, facts } = session.journey();
  if (card === null) return;
  const live = await kiosk.upstream.lookupPermit({
    idNumber: card.idNumber,
    cityAdcode: kiosk.place.cityAdcode,
  });
  if (live.kind !== 'ok') kiosk.log('warn', 'permit.away', { kind: live.kind });
  const onPermit = live.kind === 'ok' ? (live.value?.residenceAddress ?? null) : null;
  const address = onPermit ?? facts?.registration?.address ?? null;
  await session.advanceVisit(visit, { kind: 'card-address-found', address });
  await decide(kiosk, visit);
}

/** The day the card was lost, with the statement that it was. A day to come is no day it was lost on. */
export async function tellLoss(kiosk: Kiosk, lostOn: IsoDate): Promise<void> {
  await kiosk.session.advance(
    lostOn > localDate(kiosk.clock.now())
      ? { kind: 'problem-met', failure: { code: 'day-to-come' } }
      : { kind: 'loss-told', lostOn },
  );
}

/** At a window, or by courier to the address on the permit. */
export async function chooseDelivery(kiosk: Kiosk, by: CardDelivery['by']): Promise<void> {
  const { physical } = kiosk.session.journey();
  await kiosk.session.advance(
    by === 'courier' && physical?.address === null
      ? { kind: 'problem-met', failure: { code: 'address-unknown' } }
      : { kind: 'delivery-chosen', by },
  );
}
