// The steps of a visit for a physical card. Pure. Must not judge who may have one (policy/).
import type { FlowEvent } from './flow-events.ts';
import type { Journey } from './journey.ts';
import { nobody } from './journey.ts';
import { nextTask } from './next-task.ts';

type CardEvent = Extract<
  FlowEvent,
  {
    kind:
      'card-asked' | 'card-need-chosen' | 'card-address-found' | 'loss-told' | 'delivery-chosen';
  }
>;

/** One step of them. An event that came too late leaves the journey as it is. */
export function stepCard(journey: Journey, event: CardEvent): Journey {
  if (event.kind === 'card-asked') return { ...nobody, screen: 'choose-card' };
  if (event.kind === 'card-need-chosen')
    return {
      ...nobody,
      purpose: event.purpose,
      physical: { need: event.need, lostOn: null, by: null, address: null },
      screen: 'place-card',
    };
  const { physical } = journey;
  if (physical === null) return journey;
  switch (event.kind) {
    case 'card-address-found':
      return { ...journey, physical: { ...physical, address: event.address } };
    case 'loss-told':
      return nextTask({ ...journey, physical: { ...physical, lostOn: event.lostOn } });
    case 'delivery-chosen':
      return nextTask({ ...journey, physical: { ...physical, by: event.by } });
  }
}
