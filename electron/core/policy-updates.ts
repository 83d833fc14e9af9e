// Which policy table is in force: the shipped one, or a newer one that upstream signed.
// A table that does not hold whole leaves the one before in force. Must not judge a person (policy/).
import type { JWK } from 'jose';
import type { Clock, Log } from '../domain.ts';
import type { Policy, PolicyData } from './policy/engine.ts';
import { createPolicy } from './policy/engine.ts';
import type { FeedStore, SignedFeed } from './signed-feed.ts';
import { openSignedFeed } from './signed-feed.ts';
import { readSignedTable } from './signed-table.ts';
import type { Upstream } from './upstream-port.ts';

/** The newest policy that holds; a visit begun before keeps its own (visit-policy.ts). */
export type Policies = SignedFeed<Policy>;

export interface PoliciesDeps {
  readonly shipped: PolicyData;
  readonly store: FeedStore;
  /** Pinned keys of whoever issues tables; without any the shipped table stands. */
  readonly keys: readonly JWK[];
  readonly city: string;
  readonly upstream: Pick<Upstream, 'currentPolicy'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens the newest stored table that still holds. */
export function openPolicies(deps: PoliciesDeps): Promise<Policies> {
  const { shipped, store, keys, upstream, clock, log } = deps;
  return openSignedFeed({
    name: 'policy',
    shipped: createPolicy(shipped),
    store,
    async read(jws) {
      const table = await readSignedTable(jws, deps);
      return table.ok ? { ok: true, data: createPolicy(table.data) } : table;
    },
    fetch: keys.length === 0 ? null : (version) => upstream.currentPolicy(version),
    clock,
    log,
  });
}
