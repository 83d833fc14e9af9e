// The steps of a visit in which somebody acts for another: a proxy for a principal, a declarer for a departure. Pure.
// Must not judge who may act for whom (policy/proxy.ts).
import type { FlowEvent } from './flow-events.ts';
import type { Acting, Journey } from './journey.ts';
import { nobody } from './journey.ts';

type ActingEvent = Extract<
  FlowEvent,
  {
    kind:
      | 'family-asked'
      | 'principal-chosen'
      | 'departure-asked'
      | 'declarer-chosen'
      | 'agent-card-read'
      | 'no-card-told'
      | 'departed-entered'
      | 'relation-answered'
      | 'relation-needed'
      | 'relation-chosen';
  }
>;

/** A proxy's acting with a change; any other journey stays as it is (the event came too late). */
function asProxy(
  journey: Journey,
  change: Partial<Extract<Acting, { role: 'proxy' }>>,
  screen = journey.screen,
): Journey {
  const { acting } = journey;
  return acting?.role === 'proxy'
    ? { ...journey, screen, acting: { ...acting, ...change } }
    : journey;
}

/** One step of them. */
export function stepActing(journey: Journey, event: ActingEvent): Journey {
  switch (event.kind) {
    case 'family-asked':
      return { ...nobody, screen: 'choose-principal' };
    case 'principal-chosen':
      return {
        ...nobody,
        screen: 'choose-family-service',
        acting: {
          role: 'proxy',
          need: event.need,
          card: null,
          relation: null,
          relationConfirmed: false,
        },
      };
    case 'departure-asked':
      return { ...nobody, screen: 'choose-declarer' };
    case 'declarer-chosen':
      return {
        ...nobody,
        screen: 'place-card',
        purpose: 'cancellation',
        target: 'registration',
        acting: { role: 'declarer', as: event.as, card: null },
      };
    case 'agent-card-read':
      if (journey.acting === null) return journey;
      return {
        ...journey,
        acting: { ...journey.acting, card: event.card },
        // Whoever left is not here: their name and number are typed.
        screen: journey.acting.role === 'declarer' ? 'enter-person' : journey.screen,
      };
    case 'no-card-told':
      return asProxy(journey, {}, 'enter-person');
    case 'departed-entered':
      return { ...journey, card: event.card, asked: true };
    case 'relation-answered': {
      const relation = event.known?.relation ?? null;
      const answered: Journey =
        event.known?.linked === true
          ? { ...journey, memberLink: { linked: true, asking: false } }
          : journey;
      return relation === null
        ? answered
        : asProxy(answered, { relation, relationConfirmed: true });
    }
    case 'relation-needed':
      return asProxy(journey, {}, 'choose-relation');
    case 'relation-chosen':
      // Another relation wants another proof.
      return {
        ...asProxy(journey, { relation: event.relation, relationConfirmed: false }),
        papers: journey.papers.filter((paper) => paper.slot !== 'RELATIONSHIP_PROOF'),
      };
  }
}
