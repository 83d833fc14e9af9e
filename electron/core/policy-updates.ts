// Which policy table is in force: the shipped one, or a newer one that upstream signed. Asked for at start and then hourly.
// A table that does not hold whole leaves the one before in force. Must not judge a person (policy/).
import type { JWK } from 'jose';
import type { Clock, Log } from '../domain.ts';
import type { Policy, PolicyData } from './policy/engine.ts';
import { createPolicy } from './policy/engine.ts';
import { readSignedTable } from './signed-table.ts';
import type { Upstream } from './upstream-port.ts';

const everyMs = 60 * 60 * 1000;

export interface PolicyStore {
  /** Newest first. */
  list(): Promise<readonly { readonly version: number; readonly jws: string }[]>;
  add(table: {
    readonly version: number;
    readonly jws: string;
    readonly received_at: number;
  }): Promise<void>;
}

export interface Policies {
  /** The newest table that holds; a visit begun before keeps its own (visit-policy.ts). */
  newest(): Policy;
  /** Asks now, and the hour begins again. Never rejects. */
  ask(): Promise<void>;
  /** Another table came into force; returns the function that stops listening. */
  onChange(listener: () => void): () => void;
  stop(): void;
}

export interface PoliciesDeps {
  readonly shipped: PolicyData;
  readonly store: PolicyStore;
  /** Pinned keys of whoever issues tables; without any the shipped table stands. */
  readonly keys: readonly JWK[];
  readonly city: string;
  readonly upstream: Pick<Upstream, 'currentPolicy'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens the newest stored table that still holds, and begins to ask. */
export async function openPolicies(deps: PoliciesDeps): Promise<Policies> {
  const { clock, log, shipped, store } = deps;
  let data = await newestStored(deps);
  let policy = createPolicy(data);
  let cancel = (): void => undefined;
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  const running = (): boolean => !stopped;
  const listeners = new Set<() => void>();

  async function take(jws: string): Promise<void> {
    const read = await readSignedTable(jws, deps);
    if (!read.ok) {
      log('error', 'policy.refused', { reason: read.code, inForce: data.version });
      return;
    }
    if (read.data.version <= data.version) {
      log('warn', 'policy.refused', { reason: 'not-newer', inForce: data.version });
      return;
    }
    await store.add({ version: read.data.version, jws, received_at: clock.now().getTime() });
    data = read.data;
    policy = createPolicy(data);
    log('info', 'policy.in-force', { version: data.version });
    for (const listener of listeners) listener();
  }

  /** One after the other: two answers at once would begin two hours. */
  function ask(): Promise<void> {
    last = last.then(askOnce);
    return last;
  }

  async function askOnce(): Promise<void> {
    cancel();
    if (deps.keys.length === 0 || !running()) return;
    try {
      const answer = await deps.upstream.currentPolicy(data.version);
      if (answer.kind === 'ok' && answer.value !== null && running()) await take(answer.value);
    } catch (error) {
      log('error', 'policy.not-taken', { error: error instanceof Error ? error.name : 'unknown' });
    }
    if (running()) cancel = clock.after(everyMs, () => void ask());
  }

  if (data.version !== shipped.version) log('info', 'policy.in-force', { version: data.version });
  return {
    newest: () => policy,
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

/** A stored table that no longer holds gives way to the one before it, and the shipped one stands under all. */
async function newestStored(deps: PoliciesDeps): Promise<PolicyData> {
  for (const { version, jws } of await deps.store.list()) {
    // A newer program brought a newer table with it.
    if (version <= deps.shipped.version) break;
    const read = await readSignedTable(jws, deps);
    if (read.ok && read.data.version === version) return read.data;
    deps.log('error', 'policy.stored-damaged', {
      version,
      reason: read.ok ? 'version-wrong' : read.code,
    });
  }
  return deps.shipped;
}
