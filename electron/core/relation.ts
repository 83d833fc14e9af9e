// How a proxy is related to the principal: what the city's data know, and what can be told when they do not.
// Must not judge whether the relation is enough (policy/proxy.ts).
import type { Relation } from '../domain.ts';
import { Relation as RelationSchema } from '../domain.ts';
import type { Journey } from './journey.ts';
import type { Kiosk } from './kiosk.ts';

/** True when a proxy's relation to the principal is still to be told. */
export function isRelationOpen({ acting }: Journey): boolean {
  return acting?.role === 'proxy' && acting.relation === null;
}

/** Asks what the city's data know of the two; a proxy whose relation they confirm is asked nothing more. */
export async function askRelation(kiosk: Kiosk, visit: number): Promise<void> {
  const { acting, card } = kiosk.session.journey();
  if (acting?.role !== 'proxy' || acting.card === null || card === null) return;
  if (acting.relationConfirmed) return;
  const answer = await kiosk.upstream.relation({
    proxy: { idNumber: acting.card.idNumber, name: acting.card.name },
    principal: { idNumber: card.idNumber, name: card.name },
  });
  if (answer.kind !== 'ok') kiosk.log('warn', 'relation.away', { kind: answer.kind });
  await kiosk.session.advanceVisit(visit, {
    kind: 'relation-answered',
    known: answer.kind === 'ok' ? answer.value : null,
  });
}

/** Relations that can be told for this principal: a child has no spouse and no grandchild. */
export function relationsFor({ acting }: Journey): Relation[] {
  const child = acting?.role === 'proxy' && acting.need === 'under_16';
  return child
    ? ['parent', 'grandparent', 'sibling', 'appointed_guardian', 'other']
    : RelationSchema.options.filter((relation) => relation !== 'grandparent');
}
