// What a case means beside the others of the same person: one under review at a time for each service, and an incomplete
// case is completed once. Judged inside the commit, one case after the other, so that two kiosks can never both be first.
import type { Knex } from 'knex';
import type { CaseRow } from './database.ts';

/** States in which a case still waits for a decision. */
export const openStates = ['delivered', 'in_review'] as const;

export type Sibling = Pick<
  CaseRow,
  | 'case_id'
  | 'case_number'
  | 'id_number'
  | 'service'
  | 'status'
  | 'incomplete'
  | 'completed_by'
  | 'declared_by'
  | 'accepted'
>;
type Fresh = Sibling & Pick<CaseRow, 'continues'>;

export interface Siblings {
  /** Why this case cannot stand beside those before it (the code of its rejection); null when it can. Counts it in then. */
  admit(row: Fresh): string | null;
  /** Incomplete cases that a case of this commit completes. */
  completed(): readonly { readonly caseId: string; readonly by: string }[];
}

/** Reads every stored case of the persons in `rows`, and those they say they continue. */
export async function openSiblings(trx: Knex, rows: readonly Fresh[]): Promise<Siblings> {
  const persons = rows.flatMap(({ id_number }) => id_number ?? []);
  const continued = rows.flatMap(({ continues }) => continues ?? []);
  const known: Sibling[] =
    persons.length === 0
      ? []
      : await trx<CaseRow>('cases')
          .whereIn('id_number', persons)
          .orWhereIn('case_number', continued)
          .select(
            'case_id',
            'case_number',
            'id_number',
            'service',
            'status',
            'incomplete',
            'completed_by',
            'declared_by',
            'accepted',
          );
  const completed: { caseId: string; by: string }[] = [];

  function whyNot(row: Fresh, others: readonly Sibling[]): string | null {
    if (row.incomplete && row.continues !== null) return 'second-notice';
    const before = known.find(({ case_number }) => case_number === row.continues);
    if (row.continues !== null && before !== undefined) {
      const same = before.id_number === row.id_number && before.service === row.service;
      if (!same || !before.incomplete) return 'continues-other-case';
      if (before.completed_by !== null) return 'already-completed';
    }
    const open = others.some(
      ({ status, accepted }) => accepted && openStates.some((state) => state === status),
    );
    return open ? 'case-open' : null;
  }

  return {
    admit(row) {
      const others = known.filter(
        (other) =>
          other.id_number === row.id_number &&
          other.service === row.service &&
          other.declared_by === row.declared_by,
      );
      const code = whyNot(row, others);
      if (code !== null) return code;
      if (!row.incomplete) {
        for (const other of others) {
          if (!other.incomplete || !other.accepted || other.completed_by !== null) continue;
          other.completed_by = row.case_id;
          completed.push({ caseId: other.case_id, by: row.case_id });
        }
      }
      known.push({ ...row });
      return null;
    },
    completed: () => completed,
  };
}
