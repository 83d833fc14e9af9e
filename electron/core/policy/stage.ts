// What every stage of the engine gets and gives. Types only.
import type { IsoDate, ReasonCode } from '../../domain.ts';
import type { MaterialTable } from './materials.ts';
import type { PolicyRequest } from './request.ts';
import type { FullValues, PolicyRow } from './rows.ts';

/** The request beside the row that governs it. */
export interface StageInput {
  readonly request: PolicyRequest;
  readonly values: FullValues;
  readonly rows: readonly PolicyRow[];
  readonly materials: MaterialTable;
}

/** Why a stage does not let the request pass. */
export interface Finding {
  readonly outcome: 'rejected' | 'staff_review';
  readonly reasons: readonly ReasonCode[];
  /** First day on which the same request can succeed. */
  readonly eligibleOn?: IsoDate;
}

/** One stage: null lets the request pass. Pure, and must not throw on a request the schema admits. */
export type Stage = (input: StageInput) => Finding | null;

/** A refusal for the reasons given; null when there are none. */
export function refused(reasons: readonly ReasonCode[]): Finding | null {
  return reasons.length === 0 ? null : { outcome: 'rejected', reasons };
}
