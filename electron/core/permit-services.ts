// The services of a permit one already holds: yearly endorsement, change of an item, cancellation.
// Must not decide where the journey goes (flow.ts) nor judge (policy/).
import type { CancellationTarget, ChangeItem } from '../domain.ts';
import type { Journey } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { decide, lookUp } from './look-up.ts';

/** A card for the yearly endorsement: look-up, then “still living here?” or the reason why not. */
export async function beginEndorsement(kiosk: Kiosk, visit: number): Promise<void> {
  if (await lookUp(kiosk, visit)) await askStillResident(kiosk, visit);
}

/** After the look-up: “still living here?”, or which ground when the data name none. */
export async function askStillResident(kiosk: Kiosk, visit: number): Promise<void> {
  const { ground, facts } = kiosk.session.journey();
  if (ground === null && (facts === null || facts.permit !== null)) {
    await kiosk.session.advanceVisit(visit, { kind: 'ground-needed' });
    return;
  }
  await decide(kiosk, visit);
}

/** 还住这里 goes on; 搬家了 changes the address first: an endorsement for an old address helps nobody. */
export async function confirmEndorsement(kiosk: Kiosk, stillResident: boolean): Promise<void> {
  const visit = kiosk.session.visit();
  if (stillResident) {
    await kiosk.session.advanceVisit(visit, { kind: 'endorsement-confirmed' });
    return;
  }
  await kiosk.session.advanceVisit(visit, { kind: 'change-asked-for' });
  await chooseChange(kiosk, 'residence_address');
}

/** After “that is me”: what may change, or the reason why nothing can. */
export async function beginChange(kiosk: Kiosk, visit: number): Promise<void> {
  const { facts } = kiosk.session.journey();
  if (facts !== null && facts.permit === null) await decide(kiosk, visit);
  else await kiosk.session.advanceVisit(visit, { kind: 'change-asked-for' });
}

/** What card and registration already tell of the new value; null = a paper (or the photo) tells it. */
function knownValue(
  journey: Journey,
  item: ChangeItem,
  addressOnPermit: string | null,
): string | null {
  const { card, facts } = journey;
  // Only a card that was read tells what it shows.
  const read = card?.kind === 'ID_CARD' ? card : null;
  switch (item) {
    case 'residence_address': {
      const registered =
        facts?.registration?.status === 'active' ? facts.registration.address : null;
      return registered === undefined || registered === addressOnPermit ? null : registered;
    }
    case 'name':
      return read?.name ?? null;
    case 'sex':
      return read?.sex ?? null;
    case 'ethnicity':
      return read?.ethnicity ?? null;
    case 'id_number':
      return read?.idNumber ?? null;
    case 'hukou_address':
      return read?.hukouAddress ?? null;
    case 'photo':
      return null;
  }
}

/** One item to change. An address is compared with the permit's: what the registration already says needs no paper. */
export async function chooseChange(kiosk: Kiosk, item: ChangeItem): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const { card } = session.journey();
  if (card === null) return;
  let addressOnPermit: string | null = null;
  if (item === 'residence_address') {
    await session.advanceVisit(visit, { kind: 'look-up-started' });
    const live = await kiosk.upstream.lookupPermit({
      idNumber: card.idNumber,
      cityAdcode: kiosk.place.cityAdcode,
    });
    addressOnPermit = live.kind === 'ok' ? (live.value?.residenceAddress ?? null) : null;
    if (live.kind !== 'ok') kiosk.log('warn', 'permit.away', { kind: live.kind });
  }
  if (visit !== session.visit()) return;
  const newValue = knownValue(session.journey(), item, addressOnPermit);
  await session.advanceVisit(visit, { kind: 'item-chosen', item, newValue });
  await decide(kiosk, visit);
}

/** After “that is me”: what a cancellation would end, or the reason why there is nothing to cancel. */
export async function beginCancellation(kiosk: Kiosk, visit: number): Promise<void> {
  const { facts } = kiosk.session.journey();
  if (facts !== null && facts.permit === null) await decide(kiosk, visit);
  else await kiosk.session.advanceVisit(visit, { kind: 'cancellation-asked-for' });
}

/** The permit alone, or the registration with it; what stands afterwards is shown before the second asking. */
export async function chooseCancellation(kiosk: Kiosk, target: CancellationTarget): Promise<void> {
  const visit = kiosk.session.visit();
  await kiosk.session.advanceVisit(visit, { kind: 'target-chosen', target });
  await decide(kiosk, visit);
}
