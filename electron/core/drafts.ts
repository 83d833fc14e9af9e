// An unfinished application, sealed: the key lives in memory and in a memory-backed folder only, so that after a
// power cut or on a stolen disk a draft cannot be read. Must not keep a draft of a case that was submitted.
import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactEncrypt, compactDecrypt } from 'jose';
import type { Clock, Log } from '../domain.ts';
import { Journey, draftKeyOf } from './journey.ts';

/** Rows a draft store keeps; db/drafts.ts is the real one. */
export interface DraftStore {
  put(personTag: string, sealed: string, expiresAt: number): Promise<void>;
  get(personTag: string, now: number): Promise<string | null>;
  drop(personTag: string): Promise<void>;
  dropExpired(now: number): Promise<number>;
  dropAll(): Promise<number>;
}
/** `who` is journey.ts draftKeyOf: the person, or both people of a proxy request. */
export interface Drafts {
  /** Seals the visit; it can be reopened for 30 minutes from now. */
  save(who: string, journey: Journey): Promise<void>;
  exists(who: string): Promise<boolean>;
  /** The visit as it was, or null (none, expired, or sealed under a key that is gone). */
  open(who: string): Promise<Journey | null>;
  drop(who: string): Promise<void>;
  /** What the person's draft is kept under; says nothing about the person without the key in memory. */
  tagOf(who: string): string;
  dropExpired(): Promise<void>;
}

export const draftLifeMs = 30 * 60_000;

/** Reads the key of this boot or makes a new one (32 bytes, mode 0600). `fresh` says that no earlier draft can be opened. */
function bootKey(runtimeDir: string): { key: Uint8Array; fresh: boolean } {
  mkdirSync(runtimeDir, { recursive: true, mode: 0o700 });
  const file = join(runtimeDir, 'draft.key');
  try {
    const key = readFileSync(file);
    if (key.length === 32) return { key, fresh: false };
    rmSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const key = randomBytes(32);
  writeFileSync(file, key, { mode: 0o600, flag: 'wx' });
  return { key, fresh: true };
}

/** Opens the draft book; drafts whose key is gone are dropped at once, they could never be read again. */
export async function openDrafts(deps: {
  runtimeDir: string;
  store: DraftStore;
  clock: Clock;
  log: Log;
}): Promise<Drafts> {
  const { key, fresh } = bootKey(deps.runtimeDir);
  const now = (): number => deps.clock.now().getTime();
  const dropped = fresh ? await deps.store.dropAll() : await deps.store.dropExpired(now());
  if (dropped > 0) deps.log('info', 'drafts.dropped', { count: dropped, keyLost: fresh });

  function tag(who: string): string {
    return createHmac('sha256', key).update(`draft:${who}`).digest('base64url');
  }

  return {
    async save(who, journey) {
      const plain = new TextEncoder().encode(JSON.stringify(journey));
      const sealed = await new CompactEncrypt(plain)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: 'kiosk-draft+jwe' })
        .encrypt(key);
      await deps.store.put(tag(who), sealed, now() + draftLifeMs);
    },
    async exists(who) {
      return (await deps.store.get(tag(who), now())) !== null;
    },
    async open(who) {
      const sealed = await deps.store.get(tag(who), now());
      if (sealed === null) return null;
      try {
        const { plaintext } = await compactDecrypt(sealed, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        const journey = Journey.parse(JSON.parse(new TextDecoder().decode(plaintext)));
        return draftKeyOf(journey) === who ? journey : null;
      } catch {
        // Damaged on disk or written by another version: it is lost, and the person starts anew; both are said.
        deps.log('warn', 'drafts.unreadable');
        await deps.store.drop(tag(who));
        return null;
      }
    },
    async drop(who) {
      await deps.store.drop(tag(who));
    },
    tagOf: tag,
    async dropExpired() {
      await deps.store.dropExpired(now());
    },
  };
}
