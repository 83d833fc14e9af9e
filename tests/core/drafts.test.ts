import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DraftStore } from '../../electron/core/drafts.ts';
import { draftLifeMs, openDrafts } from '../../electron/core/drafts.ts';
import type { Journey } from '../../electron/core/journey.ts';
import { nobody } from '../../electron/core/journey.ts';
import { movedClock } from '../support/moved-clock.ts';
import { acceptedDecision, cardOfChen, factsOfChen } from '../support/people.ts';

const journey: Journey = {
  ...nobody,
  screen: 'check-answers',
  purpose: 'application',
  card: cardOfChen,
  asked: true,
  facts: factsOfChen,
  decision: acceptedDecision,
};

/** Rows in memory: what a disk would hold, for a test to read as a thief would. */
function rowsInMemory(): DraftStore & { rows: Map<string, { sealed: string; expiresAt: number }> } {
  const rows = new Map<string, { sealed: string; expiresAt: number }>();
  return {
    rows,
    put: (tag, sealed, expiresAt) => Promise.resolve(void rows.set(tag, { sealed, expiresAt })),
    get(tag, now) {
      const row = rows.get(tag);
      return Promise.resolve(row !== undefined && row.expiresAt > now ? row.sealed : null);
    },
    drop: (tag) => Promise.resolve(void rows.delete(tag)),
    dropExpired(now) {
      const expired = [...rows].filter(([, row]) => row.expiresAt <= now);
      for (const [tag] of expired) rows.delete(tag);
      return Promise.resolve(expired.length);
    },
    dropAll() {
      const count = rows.size;
      rows.clear();
      return Promise.resolve(count);
    },
  };
}

function freshDir(): string {
  return mkdtempSync(join(tmpdir(), 'kiosk-runtime-'));
}
const silent = (): void => undefined;

describe('a sealed draft', () => {
  it('is reopened by the same card after a restart of the kiosk, as it was', async () => {
    const [runtimeDir, store, clock] = [freshDir(), rowsInMemory(), movedClock()];
    const before = await openDrafts({ runtimeDir, store, clock, log: silent });
    await before.save(cardOfChen.idNumber, journey);
    const after = await openDrafts({ runtimeDir, store, clock, log: silent });
    expect(await after.exists(cardOfChen.idNumber)).toBe(true);
    expect(await after.open(cardOfChen.idNumber)).toEqual(journey);
    expect(await after.exists('430000199203040007')).toBe(false);
  });

  it('is gone after 30 minutes', async () => {
    const [runtimeDir, store, clock] = [freshDir(), rowsInMemory(), movedClock()];
    const drafts = await openDrafts({ runtimeDir, store, clock, log: silent });
    await drafts.save(cardOfChen.idNumber, journey);
    await clock.advance(draftLifeMs - 1);
    expect(await drafts.exists(cardOfChen.idNumber)).toBe(true);
    await clock.advance(1);
    expect(await drafts.open(cardOfChen.idNumber)).toBeNull();
    await drafts.dropExpired();
    expect(store.rows.size).toBe(0);
  });

  it('is unreadable and dropped after a power cut: the key was in memory only', async () => {
    const [runtimeDir, store, clock] = [freshDir(), rowsInMemory(), movedClock()];
    const before = await openDrafts({ runtimeDir, store, clock, log: silent });
    await before.save(cardOfChen.idNumber, journey);
    const stolen = [...store.rows.values()][0]?.sealed ?? '';
    rmSync(runtimeDir, { recursive: true });
    const after = await openDrafts({ runtimeDir, store, clock, log: silent });
    expect(store.rows.size).toBe(0);
    store.rows.set([...store.rows.keys()][0] ?? 'x', {
      sealed: stolen,
      expiresAt: Number.MAX_SAFE_INTEGER,
    });
    expect(await after.open(cardOfChen.idNumber)).toBeNull();
  });

  it('shows neither name nor number on the disk, and its key is for the owner alone', async () => {
    const [runtimeDir, store, clock] = [freshDir(), rowsInMemory(), movedClock()];
    const drafts = await openDrafts({ runtimeDir, store, clock, log: silent });
    await drafts.save(cardOfChen.idNumber, journey);
    const disk = JSON.stringify([...store.rows]);
    for (const needle of [
      cardOfChen.name,
      cardOfChen.idNumber,
      Buffer.from(cardOfChen.idNumber).toString('base64').slice(0, 20),
    ]) {
      expect(disk).not.toContain(needle);
    }
    expect(statSync(join(runtimeDir, 'draft.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(runtimeDir, 'draft.key'))).toHaveLength(32);
  });

  it('damaged on the disk is said to be lost, not half shown', async () => {
    const [runtimeDir, store, clock] = [freshDir(), rowsInMemory(), movedClock()];
    const codes: string[] = [];
    const drafts = await openDrafts({
      runtimeDir,
      store,
      clock,
      log: (_level, code) => void codes.push(code),
    });
    await drafts.save(cardOfChen.idNumber, journey);
    for (const row of store.rows.values()) row.sealed = `${row.sealed.slice(0, -4)}AAAA`;
    expect(await drafts.open(cardOfChen.idNumber)).toBeNull();
    expect(codes).toContain('drafts.unreadable');
  });
});
