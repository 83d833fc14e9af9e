// A policy table as upstream signs it: signature by a pinned key, then checked whole exactly as the shipped one at start.
// Must not keep it nor put it in force (policy-updates.ts), and never fetches a key.
import type { JWK } from 'jose';
import { z } from 'zod';
import { Instant, Service } from '../domain.ts';
import type { PolicyData } from './policy/engine.ts';
import { readMaterials } from './policy/materials.ts';
import { chooseRow, readRows } from './policy/rows.ts';
import { readCalendar } from './policy/working-days.ts';
import { localDate } from './eligibility.ts';
import { parsedJson, verifiedText } from './signed-text.ts';

const Table = z.strictObject({
  version: z.int().min(1),
  issuedAt: Instant,
  rows: z.array(z.unknown()).min(1).max(2000),
  /** Holiday notices; a year given here stands for the shipped one, the others stay. */
  calendar: z.array(z.unknown()).max(50),
  materials: z.unknown().optional(),
});
export type ReadTable =
  | { readonly ok: true; readonly data: PolicyData }
  | { readonly ok: false; readonly code: 'signature-wrong' | 'form-wrong' | 'table-wrong' };

export interface TableTrust {
  readonly keys: readonly JWK[];
  /** Citations and whatever else a table does not bring. */
  readonly shipped: PolicyData;
  /** The kiosk's city: a table that forgets it would close the window. */
  readonly city: string;
}

/** Reads one table. Never rejects for what it holds; one problem refuses the whole. */
export async function readSignedTable(jws: string, trust: TableTrust): Promise<ReadTable> {
  const text = await verifiedText(jws, trust.keys, 'policy+jws');
  if (text === null) return { ok: false, code: 'signature-wrong' };
  const table = Table.safeParse(parsedJson(text));
  if (!table.success) return { ok: false, code: 'form-wrong' };
  const { version, issuedAt, rows, calendar, materials } = table.data;
  const read = readRows(rows);
  if (!read.ok) return { ok: false, code: 'table-wrong' };
  const on = localDate(new Date(issuedAt));
  const whole = Service.options.every(
    (service) => chooseRow(read.rows, trust.city, service, on) !== null,
  );
  const rest = whole ? theRest(trust.shipped, calendar, materials) : null;
  if (rest === null) return { ok: false, code: 'table-wrong' };
  return { ok: true, data: { ...trust.shipped, ...rest, version, rows: read.rows } };
}

/** Calendar and materials by the same readers as at start; they throw with what is wrong. */
function theRest(
  shipped: PolicyData,
  calendar: readonly unknown[],
  materials: unknown,
): Pick<PolicyData, 'calendar' | 'materials'> | null {
  try {
    return {
      calendar: new Map([...shipped.calendar, ...readCalendar(calendar)]),
      materials: materials === undefined ? shipped.materials : readMaterials(materials),
    };
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
