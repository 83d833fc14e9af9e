// Claiming and settling a batch with a million settled rows behind it, against a thousand: history must cost nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/open.ts';
import { claimDue, settle } from '../../db/outbox.ts';
import type { Db } from '../../db/tables.ts';
import type { Figure } from './measure.ts';
import { race } from './measure.ts';

const batch = 20;

/** `settled` rows of history and enough queued ones for every round. */
async function fill(db: Db, settled: number, queued: number): Promise<void> {
  await db.raw('PRAGMA foreign_keys = OFF');
  await db.raw(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO outbox (seq, case_id, envelope, sealed, sha256, envelope_sha256, state, attempts, due_at, ask_first, reason, acknowledgement, created_at, updated_at)
     SELECT i, 'case-' || i, 'e', 's', 'h' || i, 'g' || i, CASE WHEN i <= ? THEN 'acknowledged' ELSE 'queued' END, 0, i, 0, NULL, NULL, i, i FROM n`,
    [settled + queued, settled],
  );
}

async function claimAndSettle(db: Db): Promise<void> {
  const rows = await claimDue(db, Number.MAX_SAFE_INTEGER, batch);
  if (rows.length !== batch) throw new Error(`claimed ${rows.length}`);
  await settle(
    db,
    rows.map(({ seq }) => ({ seq, acknowledgement: 'acknowledgement' })),
    Date.now(),
  );
}

export async function measureClaim(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-claim-'));
  const small = await openDatabase(join(folder, 'small.sqlite'));
  const large = await openDatabase(join(folder, 'large.sqlite'));
  await fill(small, 1_000, 2_000);
  await fill(large, 1_000_000, 2_000);
  const { ours = 0, peer = 0 } = await race(
    { peer: () => claimAndSettle(small), ours: () => claimAndSettle(large) },
    30,
  );
  await small.destroy();
  await large.destroy();
  rmSync(folder, { recursive: true });
  return [
    {
      what: `claim + settle ${batch} at 10⁶ rows`,
      ours: `${(ours / batch).toFixed(2)} ms a row`,
      peer: `at 10³ ${(peer / batch).toFixed(2)} ms`,
      ratio: ours / peer,
      limit: { atMost: 1.2 },
    },
  ];
}
