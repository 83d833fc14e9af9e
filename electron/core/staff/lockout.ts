// Wrong PINs: five are free, then a lock that doubles with each further one, by badge; for the kiosk as a whole after twenty.
// Counted on disk before a PIN is looked at, timed by a clock that cannot be set back; a restart begins a lock anew.
import type { Clock } from '../../domain.ts';

export interface TryStore {
  all(): Promise<readonly { readonly key: string; readonly wrong: number }[]>;
  /** On disk when it resolves. */
  count(keys: readonly string[]): Promise<void>;
  forget(keys: readonly string[]): Promise<void>;
}
export interface Lockout {
  /** Seconds until another try of this badge is heard; 0 = now. */
  waitSeconds(badge: string): number;
  /** Counts a try. Call, and wait, before looking at the PIN. */
  begin(badge: string): Promise<void>;
  /** The PIN was right: what was counted is forgotten. */
  right(badge: string): Promise<void>;
}

const firstLockMs = 60_000;
const longestLockMs = 60 * 60_000;
export const freeTries = { badge: 5, kiosk: 20 } as const;
const kioskKey = 'kiosk';

function lockMs(wrong: number, free: number): number {
  return wrong < free ? 0 : Math.min(longestLockMs, firstLockMs * 2 ** Math.min(wrong - free, 20));
}

/** Opens the count; whoever was locked when the kiosk stopped is locked anew. */
export async function openLockout(deps: { store: TryStore; clock: Clock }): Promise<Lockout> {
  const { store, clock } = deps;
  const wrong = new Map<string, number>();
  const until = new Map<string, number>();
  const free = (key: string): number => (key === kioskKey ? freeTries.kiosk : freeTries.badge);
  function lock(key: string): void {
    const ms = lockMs(wrong.get(key) ?? 0, free(key));
    if (ms > 0) until.set(key, clock.monotonic() + ms);
  }
  for (const row of await store.all()) {
    wrong.set(row.key, row.wrong);
    lock(row.key);
  }
  const keysOf = (badge: string): string[] => [`badge:${badge}`, kioskKey];
  return {
    waitSeconds(badge) {
      const left = keysOf(badge).map((key) => (until.get(key) ?? 0) - clock.monotonic());
      return Math.max(0, Math.ceil(Math.max(...left) / 1000));
    },
    async begin(badge) {
      const keys = keysOf(badge);
      for (const key of keys) wrong.set(key, (wrong.get(key) ?? 0) + 1);
      for (const key of keys) lock(key);
      await store.count(keys);
    },
    async right(badge) {
      const keys = keysOf(badge);
      for (const key of keys) {
        wrong.delete(key);
        until.delete(key);
      }
      await store.forget(keys);
    },
  };
}
