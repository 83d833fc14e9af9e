// Stubs of submitted cases: what the kiosk may still know after sealing. No name, no number of a person.
import type { CaseRow, Db } from './tables.ts';

export async function findCaseByNumber(db: Db, caseNumber: string): Promise<CaseRow | undefined> {
  return db<CaseRow>('cases').where('case_number', caseNumber).first();
}

export async function findCase(db: Db, caseId: string): Promise<CaseRow | undefined> {
  return db<CaseRow>('cases').where('case_id', caseId).first();
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

/** Upstream has it. False when a decision was here first: that one says more and stays. */
export async function deliverCase(db: Db, caseId: string, at: number): Promise<boolean> {
  const changed = await db<CaseRow>('cases')
    .where({ case_id: caseId, status: 'received' })
    .update({ status: 'delivered', updated_at: at });
  return changed > 0;
}
