// The reference upstream's policy tables: what is published is signed once and served to whoever holds an older version.
import { CompactSign } from 'jose';
import type { UpstreamKeyPair } from './keys.ts';

type Table = { readonly version: number } & Readonly<Record<string, unknown>>;

export interface PolicyShelf {
  /** Signs and serves the table from now on; gives the JWS. */
  publish(table: Table): Promise<string>;
  /** Serves these bytes whatever they are, as the given version. */
  serve(version: number, jws: string): void;
  /** The newest table, null when `version` is not older than it. */
  after(version: number): string | null;
}

/** Signs a table; tests also use it with a stranger's key. */
export function signTable(table: object, key: UpstreamKeyPair, kid = key.kid): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(table)))
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'policy+jws' })
    .sign(key.privateKey);
}

export function createPolicyShelf(key: UpstreamKeyPair): PolicyShelf {
  let newest: { version: number; jws: string } | null = null;
  return {
    async publish(table) {
      const jws = await signTable(table, key);
      newest = { version: table.version, jws };
      return jws;
    },
    serve(version, jws) {
      newest = { version, jws };
    },
    after: (version) => (newest === null || newest.version <= version ? null : newest.jws),
  };
}
