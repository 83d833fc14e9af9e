// A card left on the reader: said where its owner is done with it, rung for, and staff called back in time.
import { describe, expect, it } from 'vitest';
import type { KioskState } from '../../electron/contract.ts';
import { cardLeftAt, watchCardLeft } from '../../electron/core/card-left.ts';
import type { Session } from '../../electron/core/session.ts';
import type { CardPresence } from '../../electron/devices/id-reader.ts';
import { movedClock } from '../support/moved-clock.ts';

describe('what is said of the card', () => {
  it.each([
    ['home', 'lying', 'take'],
    ['collect-print', 'lying', 'take'],
    ['see-receipt', 'lying', 'take'],
    ['see-forgotten', 'lying', 'take'],
    ['place-card', 'lying', 'lift'],
    ['check-answers', 'lying', null],
    ['collect-print', 'lifted', null],
    ['collect-print', 'unknown', null],
    ['home', 'unknown', null],
  ] as const)('at %s with a card %s is %s', (screen, presence: CardPresence, said) => {
    expect(cardLeftAt(screen, presence)).toBe(said);
  });
});

function watched() {
  const clock = movedClock();
  const calls: string[] = [];
  let listener: ((state: KioskState) => void) | null = null;
  let staffCall: KioskState['staffCall'] = null;
  const session = {
    listen(heard: (state: KioskState) => void) {
      listener = heard;
      return () => (listener = null);
    },
    callStaff() {
      calls.push('call');
      staffCall = { calledAt: clock.now().toISOString(), coming: false };
    },
    dismissStaff() {
      calls.push('dismiss');
      staffCall = null;
    },
  } as Partial<Session> as Session;
  const stop = watchCardLeft({ session, clock, log: () => undefined });
  const shows = (cardLeft: KioskState['cardLeft']) =>
    listener?.({ cardLeft, staffCall } as KioskState);
  return { clock, calls, shows, stop };
}

describe('staff', () => {
  it('are called after half a minute, once, and no longer needed when it is taken', async () => {
    const { clock, calls, shows } = watched();
    shows('take');
    await clock.advance(29_000);
    shows('take');
    expect(calls).toEqual([]);
    await clock.advance(1000);
    expect(calls).toEqual(['call']);
    shows('take');
    await clock.advance(300_000);
    expect(calls).toEqual(['call']);
    shows(null);
    await clock.advance(0);
    expect(calls).toEqual(['call', 'dismiss']);
  });

  it('are not called for a card that was taken in time, nor for one to be lifted', async () => {
    const { clock, calls, shows } = watched();
    shows('take');
    await clock.advance(20_000);
    shows('lift');
    await clock.advance(60_000);
    expect(calls).toEqual([]);
  });

  it('are not called by a closed kiosk', async () => {
    const { clock, calls, shows, stop } = watched();
    shows('take');
    stop();
    await clock.advance(60_000);
    expect(calls).toEqual([]);
  });
});
