// What the A4 paper copy says, beside the permit itself: where, when and as which sheet it was printed.
// Layout and labels are in devices/paper/permit-pdf.ts. Must not decide whether it may be printed (core/permits.ts does).
import type { Permit } from '../../domain.ts';
import type { PermitSheet } from '../../devices/printer.ts';

export interface PrintedWhere {
  /** Moment in UTC, ISO 8601. */
  readonly printedAt: string;
  readonly centreName: string;
  readonly deviceId: string;
  /** Print serial; becomes the job's name at the printer, so it holds no personal data. */
  readonly serial: string;
  readonly demonstration: boolean;
}

/** The sheet of one permit. A demonstration is marked 演示 over the whole page. */
export function permitSheet(permit: Permit, where: PrintedWhere): PermitSheet {
  const { demonstration, ...print } = where;
  return { permit, mark: demonstration ? '演示' : null, ...print };
}
