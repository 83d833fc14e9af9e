// Prints the readiness report every morning at the hour the centre names. Must not judge readiness (readiness.ts).
import type { Clock } from '../domain.ts';

/** Guangdong keeps UTC+8 the whole year. */
const zoneMs = 8 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** Milliseconds from `now` to the next HH:MM in Asia/Shanghai. */
export function untilNext(hourAndMinute: string, now: Date): number {
  const [hour = 0, minute = 0] = hourAndMinute.split(':').map(Number);
  const sinceMidnight = (now.getTime() + zoneMs) % dayMs;
  const wanted = (hour * 60 + minute) * 60_000;
  return wanted > sinceMidnight ? wanted - sinceMidnight : wanted - sinceMidnight + dayMs;
}

/** Runs `check` every day at that time; the returned function ends it. */
export function everyMorning(at: string, clock: Clock, check: () => void): () => void {
  let cancel = (): void => undefined;
  function plan(): void {
    cancel = clock.after(untilNext(at, clock.now()), () => {
      check();
      plan();
    });
  }
  plan();
  return () => cancel();
}
