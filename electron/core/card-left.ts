// A card that lies on the reader when its owner is done, or when it is asked for again: what the screen says, and when
// staff are called. Must not guess: only a card the reader knows to lie there counts.
import type { KioskState } from '../contract.ts';
import type { Clock, Log } from '../domain.ts';
import type { CardPresence } from '../devices/id-reader.ts';
import type { Journey } from './journey.ts';
import type { Session } from './session.ts';

/** Screens at which the person is done with the card. */
const done: ReadonlySet<Journey['screen']> = new Set([
  'home',
  'collect-print',
  'see-receipt',
  'see-forgotten',
]);
/** Milliseconds until whoever left it is to be called back. */
const alarmMs = 30_000;

/**
 * What is to be said of the card: `take` it along; `lift` it and lay it down again, as a card that was read is not found a
 * second time. Null when nothing is known of one.
 */
export function cardLeftAt(
  screen: Journey['screen'],
  presence: CardPresence,
): KioskState['cardLeft'] {
  if (presence !== 'lying') return null;
  if (screen === 'place-card') return 'lift';
  return done.has(screen) ? 'take' : null;
}

/** Calls staff when a card stays, once for each; the call ends when it is taken. Returns how to stop watching. */
export function watchCardLeft(deps: {
  readonly session: Session;
  readonly clock: Clock;
  readonly log: Log;
}): () => void {
  const { session, clock, log } = deps;
  let left = false;
  let called = false;
  let cancel = (): void => undefined;

  function callStaff(): void {
    called = true;
    log('warn', 'card.left');
    session.callStaff();
  }

  const stopListening = session.listen((state) => {
    const leftNow = state.cardLeft === 'take';
    if (leftNow === left) return;
    left = leftNow;
    cancel();
    if (leftNow) cancel = clock.after(alarmMs, callStaff);
    else if (called) {
      called = false;
      // Not within the telling of this picture; whoever is on the way already sees for themselves.
      if (state.staffCall?.coming === false) cancel = clock.after(0, () => session.dismissStaff());
    }
  });
  return () => {
    cancel();
    stopListening();
  };
}
