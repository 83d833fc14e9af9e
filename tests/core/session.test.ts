import { describe, expect, it } from 'vitest';
import type { KioskState } from '../../electron/contract.ts';
import type { Drafts } from '../../electron/core/drafts.ts';
import type { Journey } from '../../electron/core/journey.ts';
import type { Session } from '../../electron/core/session.ts';
import { countdownSeconds, createSession, quietSeconds } from '../../electron/core/session.ts';
import { movedClock } from '../support/moved-clock.ts';
import { acceptedDecision, cardOfChen, factsOfChen } from '../support/people.ts';

function opened() {
  const clock = movedClock();
  const saved: Journey[] = [];
  const dropped: string[] = [];
  const drafts: Drafts = {
    save: (_id, journey) => Promise.resolve(void saved.push(journey)),
    exists: () => Promise.resolve(false),
    open: () => Promise.resolve(null),
    drop: (id) => Promise.resolve(void dropped.push(id)),
    tagOf: (id) => id,
    dropExpired: () => Promise.resolve(),
  };
  const seen: { screen: string; secondsLeft: number | null; comfort: string }[] = [];
  const session = createSession({
    clock,
    drafts,
    log: () => undefined,
    quietScale: 1,
    draw: (journey, window, revision) => {
      seen.push({
        screen: journey.screen,
        secondsLeft: window.secondsLeft,
        comfort: window.comfort.textSize,
      });
      return { revision } as KioskState;
    },
  });
  return { clock, session, saved, dropped, seen };
}

async function reachAnswers(session: Session): Promise<void> {
  await session.advance({ kind: 'service-chosen', purpose: 'application' });
  await session.advance({ kind: 'card-read', card: cardOfChen, draftFound: false });
  await session.advance({ kind: 'identity-asked' });
  await session.advance({ kind: 'facts-arrived', facts: factsOfChen });
  await session.advance({ kind: 'decided', decision: acceptedDecision });
}

const quietMs = (quietSeconds['see-eligibility'] ?? 0) * 1000;

describe('the quiet time', () => {
  it('counts down, wipes screen and memory, and leaves the sealed draft', async () => {
    const { clock, session, saved, dropped, seen } = opened();
    await reachAnswers(session);
    await clock.advance(quietMs);
    expect(seen.at(-1)?.secondsLeft).toBe(countdownSeconds);
    await clock.advance(countdownSeconds * 1000 - 1000);
    expect(session.journey().card).not.toBeNull();
    await clock.advance(1000);
    expect(session.journey().card).toBeNull();
    expect(seen.at(-1)).toMatchObject({ screen: 'home', secondsLeft: null });
    expect(saved.length).toBeGreaterThan(0);
    expect(dropped).toEqual([]);
  });

  it('starts again with a touch, and is three times as long once asked for', async () => {
    const { clock, session } = opened();
    await reachAnswers(session);
    await clock.advance(quietMs + 20_000);
    session.touch();
    await clock.advance(quietMs - 1000);
    expect(session.journey().card).not.toBeNull();
    session.extend();
    await clock.advance(quietMs * 3 + (countdownSeconds - 1) * 1000);
    expect(session.journey().card).not.toBeNull();
    await clock.advance(2000);
    expect(session.journey().card).toBeNull();
  });

  it('does not run while staff are on their way', async () => {
    const { clock, session } = opened();
    await reachAnswers(session);
    session.callStaff();
    await clock.advance(3_600_000);
    expect(session.journey().card).not.toBeNull();
  });

  it('gives the next person the usual size and language', async () => {
    const { clock, session, seen } = opened();
    session.setComfort({ textSize: 'largest', language: 'en' });
    await clock.advance(61_000);
    expect(seen.at(-1)?.comfort).toBe('standard');
  });
});

describe('leaving', () => {
  it('destroys the draft when the person quits', async () => {
    const { session, dropped } = opened();
    await reachAnswers(session);
    await session.quit();
    expect(session.journey().card).toBeNull();
    expect(dropped).toEqual([cardOfChen.idNumber]);
  });

  it('keeps work begun for one person away from the next', async () => {
    const { session } = opened();
    await reachAnswers(session);
    const visit = session.visit();
    await session.quit();
    await session.advanceVisit(visit, { kind: 'facts-arrived', facts: factsOfChen });
    expect(session.journey().facts).toBeNull();
  });
});
