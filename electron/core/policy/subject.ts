// Stage 2: is this a person the residence permit is for? Must not judge whether the document is in order (identity.ts).
import type { Finding, StageInput } from './stage.ts';
import { refused } from './stage.ts';

/** Address codes of GB 11643 numbers given to residents of Hong Kong, Macau and Taiwan (国办发〔2018〕81号 art. 3). */
const HKMT_CODES = ['810000', '820000', '830000'];
const HKMT_KINDS = ['HKMT_RESIDENCE_PERMIT', 'HOME_RETURN_PERMIT', 'TAIWAN_TRAVEL_PERMIT'];
const FOREIGN_KINDS = ['FOREIGN_PASSPORT', 'FOREIGN_PR_CARD'];

/** Citizens with a mainland hukou only (Decree 663 art. 2; the provincial guide of 2022-05-31, Q13). */
export function judgeSubject({ request }: StageInput): Finding | null {
  const { idDocKind, idNumber } = request.applicant;
  const eighteen = /^\d{17}[\dX]$/.test(idNumber);
  if (HKMT_KINDS.includes(idDocKind) || (eighteen && HKMT_CODES.includes(idNumber.slice(0, 6))))
    return refused(['HKMT_NOT_COVERED']);
  // Numbers of the foreigner's permanent residence card begin with 9.
  if (FOREIGN_KINDS.includes(idDocKind) || (eighteen && idNumber.startsWith('9')))
    return refused(['NOT_MAINLAND_CITIZEN']);
  // 71 is Taiwan in GB/T 2260 and is given to no number known: a person looks at it.
  if (eighteen && idNumber.startsWith('71'))
    return { outcome: 'staff_review', reasons: ['HKMT_NOT_COVERED'] };
  return null;
}
