// 代办: one person acts for another. Whom for, the two cards one after the other, and how the two are related.
// Must not judge who may (policy/proxy.ts) nor decide where the journey goes (flow-acting.ts).
import type { IdCard, PrincipalNeed, Relation } from '../domain.ts';
import type { Journey } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { proceed } from './proceed.ts';

/** True while the card of whoever acts is the one asked for. */
export function wantsAgent({ screen, acting }: Journey): boolean {
  return screen === 'place-card' && acting !== null && acting.card === null;
}

/** True while the principal's card is asked for: a 户口簿 may stand for it (Decree 663 art. 9(3): papers of both). */
export function mayDoWithoutCard({ screen, acting }: Journey): boolean {
  return screen === 'place-card' && acting?.role === 'proxy' && acting.card !== null;
}

/** True when this is the card of whoever acts, laid down again for the other person. */
export function isAgents({ acting }: Journey, card: IdCard): boolean {
  return acting?.card?.idNumber === card.idNumber;
}

/** Whom for. Whoever is none of those the law names is helped by staff (“and others”, Decree 663 art. 9(3)). */
export async function choosePrincipal(kiosk: Kiosk, need: PrincipalNeed | 'other'): Promise<void> {
  await kiosk.session.advance(
    need === 'other'
      ? {
          kind: 'refused',
          refusal: { failure: { code: 'principal-not-covered' }, next: 'staff' },
        }
      : { kind: 'principal-chosen', need },
  );
}

/** The card of whoever acts was read; the other person is asked for next. */
export async function agentArrived(kiosk: Kiosk, card: IdCard): Promise<void> {
  await kiosk.session.advance({ kind: 'agent-card-read', card });
}

/** The proxy told the relation: a paper will have to prove it. */
export async function chooseRelation(kiosk: Kiosk, relation: Relation): Promise<void> {
  const visit = kiosk.session.visit();
  await kiosk.session.advanceVisit(visit, { kind: 'relation-chosen', relation });
  await proceed(kiosk, visit);
}
