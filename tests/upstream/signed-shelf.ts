// The reference upstream's signed documents (policy tables, staff lists): what is published is signed once and served to
// whoever holds an older version.
import { CompactSign } from 'jose';
import type { UpstreamKeyPair } from './keys.ts';

type Signed = { readonly version: number } & Readonly<Record<string, unknown>>;
export type DocumentType = 'policy+jws' | 'staff+jws';

export interface SignedShelf {
  /** Signs and serves the document from now on; gives the JWS. */
  publish(document: Signed): Promise<string>;
  /** Serves these bytes whatever they are, as the given version. */
  serve(version: number, jws: string): void;
  /** The newest document, null when `version` is not older than it. */
  after(version: number): string | null;
}

/** Signs a document; tests also use it with a stranger's key. */
export function signDocument(
  document: object,
  typ: DocumentType,
  key: UpstreamKeyPair,
  kid = key.kid,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(document)))
    .setProtectedHeader({ alg: 'ES256', kid, typ })
    .sign(key.privateKey);
}

/** Signs a policy table. */
export function signTable(table: object, key: UpstreamKeyPair, kid = key.kid): Promise<string> {
  return signDocument(table, 'policy+jws', key, kid);
}

export function createShelf(typ: DocumentType, key: UpstreamKeyPair): SignedShelf {
  let newest: { version: number; jws: string } | null = null;
  return {
    async publish(document) {
      const jws = await signDocument(document, typ, key);
      newest = { version: document.version, jws };
      return jws;
    },
    serve(version, jws) {
      newest = { version, jws };
    },
    after: (version) => (newest === null || newest.version <= version ? null : newest.jws),
  };
}
