// Stubs of submitted cases: what the kiosk may still know after sealing. No name, no number of a person.
import type { CaseRow, Db } from './tables.ts';

export async function findCaseByNumber(db: Db, caseNumber: string): Promise<CaseRow | undefined> {
  return db<CaseRow>('cases').where('case_number', caseNumber).first();
}

export async function findCases(db: Db, caseIds: readonly string[]): Promise<CaseRow[]> {
  return caseIds.length === 0 ? [] : db<CaseRow>('cases').whereIn('case_id', [...caseIds]);
}

/** Moves a case's status; returns false when the case is not of this kiosk. */
export async function moveCase(
  db: Db,
  caseId: string,
  change: Pick<CaseRow, 'status' | 'status_reason'> & Partial<Pick<CaseRow, 'permit_number'>>,
  at: number,
): Promise<boolean> {
  const changed = await db<CaseRow>('cases')
    .where('case_id', caseId)
    .update({ ...change, updated_at: at });
  return changed > 0;
}

/** Upstream has them. A decision that was here first says more and stays: gives the cases whose status moved. */
export async function deliverCases(
  db: Db,
  caseIds: readonly string[],
  at: number,
): Promise<string[]> {
  if (caseIds.length === 0) return [];
  const rows = await db<CaseRow>('cases')
    .whereIn('case_id', [...caseIds])
    .where('status', 'received')
    .update({ status: 'delivered', updated_at: at })
    .returning('case_id');
  return rows.map(({ case_id }) => case_id);
}
