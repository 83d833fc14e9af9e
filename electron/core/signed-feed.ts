// A versioned document that upstream signs (policy table, staff list): the newest stored one that still holds is in force,
// a newer one is asked for at start and then hourly. Must not know what the document says.
import type { Clock, Log } from '../domain.ts';
import type { Answer } from './upstream-port.ts';

const everyMs = 60 * 60 * 1000;

export interface FeedStore {
  /** Newest first. */
  list(): Promise<readonly { readonly version: number; readonly jws: string }[]>;
  add(document: {
    readonly version: number;
    readonly jws: string;
    readonly received_at: number;
  }): Promise<void>;
}

export interface SignedFeed<T> {
  /** The newest document that holds. */
  newest(): T;
  /** Asks now, and the hour begins again. Never rejects. */
  ask(): Promise<void>;
  /** Another document came into force; returns the function that stops listening. */
  onChange(listener: () => void): () => void;
  stop(): void;
}

export interface FeedDeps<T extends { readonly version: number }> {
  /** Begins every line of the log: `policy`, `staff-list`. */
  readonly name: string;
  /** In force under all. */
  readonly shipped: T;
  readonly store: FeedStore;
  /** Reads one document whole; one problem refuses it. */
  readonly read: (
    jws: string,
  ) => Promise<
    { readonly ok: true; readonly data: T } | { readonly ok: false; readonly code: string }
  >;
  /** Upstream's newest, null when `version` is not older; null = nobody signs such documents here. */
  readonly fetch: ((version: number) => Promise<Answer<string | null>>) | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens the newest stored document that still holds; `ask` begins the asking. */
export async function openSignedFeed<T extends { readonly version: number }>(
  deps: FeedDeps<T>,
): Promise<SignedFeed<T>> {
  const { clock, log, name, shipped, store, fetch } = deps;
  let data = await newestStored(deps);
  let cancel = (): void => undefined;
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  const running = (): boolean => !stopped;
  const listeners = new Set<() => void>();

  async function take(jws: string): Promise<void> {
    const read = await deps.read(jws);
    if (!read.ok) {
      log('error', `${name}.refused`, { reason: read.code, inForce: data.version });
      return;
    }
    if (read.data.version <= data.version) {
      log('warn', `${name}.refused`, { reason: 'not-newer', inForce: data.version });
      return;
    }
    await store.add({ version: read.data.version, jws, received_at: clock.now().getTime() });
    data = read.data;
    log('info', `${name}.in-force`, { version: data.version });
    for (const listener of listeners) listener();
  }

  /** One after the other: two answers at once would begin two hours. */
  function ask(): Promise<void> {
    last = last.then(askOnce);
    return last;
  }

  async function askOnce(): Promise<void> {
    cancel();
    if (fetch === null || !running()) return;
    try {
      const answer = await fetch(data.version);
      if (answer.kind === 'ok' && answer.value !== null && running()) await take(answer.value);
    } catch (error) {
      log('error', `${name}.not-taken`, { error: error instanceof Error ? error.name : 'unknown' });
    }
    if (running()) cancel = clock.after(everyMs, () => void ask());
  }

  if (data.version !== shipped.version) log('info', `${name}.in-force`, { version: data.version });
  return {
    newest: () => data,
    ask,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}

/** A stored document that no longer holds gives way to the one before it, and the shipped one stands under all. */
async function newestStored<T extends { readonly version: number }>(deps: FeedDeps<T>): Promise<T> {
  for (const { version, jws } of await deps.store.list()) {
    // A newer program brought a newer document with it.
    if (version <= deps.shipped.version) break;
    const read = await deps.read(jws);
    if (read.ok && read.data.version === version) return read.data;
    deps.log('error', `${deps.name}.stored-damaged`, {
      version,
      reason: read.ok ? 'version-wrong' : read.code,
    });
  }
  return deps.shipped;
}
