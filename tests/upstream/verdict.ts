// What a review makes of a case. A type only.
import type { CaseStatus } from '../../electron/domain.ts';

export interface Verdict {
  readonly status: CaseStatus;
  readonly reason: string | null;
  readonly permitNumber?: string;
}
