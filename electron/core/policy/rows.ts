// The dated, city-scoped policy table: schema, load-time checks, choice of the row and fallback of its values.
// Must not decide anything about a person.
import { z } from 'zod';
import type { IsoDate } from '../../domain.ts';
import { IsoDate as IsoDateSchema, ReasonCode, Service } from '../../domain.ts';
import { addDays } from './dates.ts';
import { Channel } from './request.ts';

const Limit = z.strictObject({
  value: z.int().min(0).max(365),
  unit: z.enum(['working_day', 'calendar_day']),
});
const Words = z.array(z.string().regex(/^[a-z][a-z_]{1,39}$/));

/** What a row may set. A value that is absent comes from a less specific scope; an explicit null does not. */
const nationalShape = {
  halfYearMonths: z.int().min(0).max(60),
  grounds: z.array(z.enum(['housing', 'employment', 'schooling'])),
  /** Outer limit by law, for the services that issue a permit. */
  statutoryLimit: Limit.extend({ rollForward: z.boolean(), services: z.array(Service) }),
  endorsement: z.strictObject({
    everyMonths: z.int().min(1),
    opensMonthsBefore: z.int().min(0),
    /** Assumed boundary: whether the full-year day itself still belongs to the window. */
    windowIncludesFullYearDay: z.boolean(),
  }),
  ages: z.strictObject({
    minorUnder: z.int(),
    elderlyFrom: z.int(),
    proxyFrom: z.int(),
    /** Assumed boundary: of age on the birthday or on the day after. */
    ageReached: z.enum(['birthday', 'day_after']),
  }),
  /** Who may be represented and by whom; null = nobody. */
  proxy: z
    .strictObject({
      principalScope: z.array(
        z.enum(['anyone', 'under_16', 'elderly_mobility_difficulty', 'disabled']),
      ),
      roles: z.array(z.enum(['guardian', 'close_relative'])),
    })
    .nullable(),
};
export const RowValues = z
  .strictObject({
    ...nationalShape,
    feeYuan: z.int().min(0),
    feeYuanByItem: z.record(z.string(), z.int().min(0)),
    promisedLimit: Limit.nullable(),
    promisedLimitByItem: z.record(z.string(), Limit.nullable()),
    form: z.enum(['electronic', 'physical']),
    halfYearExemptions: Words,
    endorsableForms: z.array(z.enum(['electronic', 'physical'])),
    physicalChannels: z.array(Channel),
    declarers: Words,
    selfServiceNeedsNoMaterials: z.boolean(),
    items: Words,
    proxyPresentation: z.boolean(),
    requiresElectronicPermit: z.boolean(),
    surrenderOldCard: z.boolean(),
    /** Why an unavailable service is unavailable, and who serves it instead. */
    reason: ReasonCode,
    referTo: z.enum(['shenzhen-service', 'foshan-service']),
  })
  .partial();
export type RowValues = z.infer<typeof RowValues>;
const National = z.object(nationalShape);
/** Merged values of an available service: everything the law sets is there. */
export type FullValues = RowValues & z.infer<typeof National>;

export const PolicyRow = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}-[A-Z0-9_-]{1,50}$/),
  /** `CN`, a province (2 digits) or a prefecture-level city (6 digits). */
  scope: z.string().regex(/^(CN|\d{2}|\d{6})$/),
  /** `*` supplies values to every service and makes none available. */
  service: z.union([Service, z.literal('*')]),
  /** Both ends belong to it; null = still in force. */
  effectiveFrom: IsoDateSchema,
  effectiveTo: IsoDateSchema.nullable(),
  available: z.boolean(),
  channels: z.array(Channel),
  values: RowValues,
  source: z.string().min(1),
  note: z.string().optional(),
  confidence: z.enum(['statute', 'official', 'derived', 'assumed']),
});
export type PolicyRow = z.infer<typeof PolicyRow>;

const OPEN_END = '9999-12-31';

function endOf(row: PolicyRow): IsoDate {
  return row.effectiveTo ?? OPEN_END;
}

function seriesKey(row: PolicyRow): string {
  return `${row.scope} ${row.service}`;
}

/** Rows of one service and scope must follow each other day by day: one row a date, no overlap, no hole between them. */
function seriesProblems(series: readonly PolicyRow[]): string[] {
  const problems: string[] = [];
  const sorted = series.toSorted((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
  for (const [index, row] of sorted.entries()) {
    if (endOf(row) < row.effectiveFrom) problems.push(`${row.id}: ends before it begins`);
    const before = sorted[index - 1];
    if (before === undefined) continue;
    if (row.effectiveFrom <= endOf(before)) problems.push(`${before.id}, ${row.id}: overlap`);
    else if (row.effectiveFrom !== addDays(endOf(before), 1))
      problems.push(`${before.id}, ${row.id}: gap`);
  }
  return problems;
}

function rowProblems(row: PolicyRow): string[] {
  const problems: string[] = [];
  if (row.available && row.channels.length === 0) problems.push(`${row.id}: no channel`);
  if (row.service === '*' && row.available) problems.push(`${row.id}: '*' makes nothing available`);
  if (!row.available && row.service !== '*' && row.values.reason === undefined)
    problems.push(`${row.id}: unavailable without a reason`);
  return problems;
}

/** Every available service must find all that the law sets, on each day it is offered. */
function valueProblems(rows: readonly PolicyRow[]): string[] {
  const problems: string[] = [];
  for (const row of rows) {
    if (!row.available || row.service === '*') continue;
    const starts = rows.map((other) => other.effectiveFrom);
    const days = [row.effectiveFrom, ...starts, ...rows.map((other) => addDays(endOf(other), 1))];
    const within = days.filter((day) => row.effectiveFrom <= day && day <= endOf(row));
    const bad = within.find((day) => !isFull(mergedValues(rows, row, day)));
    if (bad !== undefined) problems.push(`${row.id}: values of the law missing on ${bad}`);
  }
  return problems;
}

/** Reads the table. Answers the rows, or every problem found: schema, two rows on one day, overlap, gap, missing values. */
export function readRows(
  raw: readonly unknown[],
): { ok: true; rows: readonly PolicyRow[] } | { ok: false; problems: readonly string[] } {
  const problems: string[] = [];
  const rows: PolicyRow[] = [];
  for (const [index, item] of raw.entries()) {
    const parsed = PolicyRow.safeParse(item);
    if (parsed.success) rows.push(parsed.data);
    else problems.push(`row ${index}: ${z.prettifyError(parsed.error)}`);
  }
  if (problems.length > 0) return { ok: false, problems };
  const ids = rows.map((row) => row.id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index)))
    problems.push(`${id}: id stands twice`);
  for (const key of new Set(rows.map(seriesKey)))
    problems.push(...seriesProblems(rows.filter((row) => seriesKey(row) === key)));
  problems.push(...rows.flatMap(rowProblems));
  if (problems.length === 0) problems.push(...valueProblems(rows));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rows };
}

/** Most specific first. */
function scopesOf(city: string): readonly string[] {
  return [city, city.slice(0, 2), 'CN'];
}

function rowAt(
  rows: readonly PolicyRow[],
  scope: string,
  service: string,
  on: IsoDate,
): PolicyRow | undefined {
  return rows.find(
    (row) =>
      row.scope === scope && row.service === service && row.effectiveFrom <= on && on <= endOf(row),
  );
}

/** The row in force: same service, acceptance date inside, most specific scope (city, province, nation). */
export function chooseRow(
  rows: readonly PolicyRow[],
  city: string,
  service: Service,
  on: IsoDate,
): PolicyRow | null {
  for (const scope of scopesOf(city)) {
    const row = rowAt(rows, scope, service, on);
    if (row !== undefined) return row;
  }
  return null;
}

/** The row's values, completed from less specific scopes. Why a less specific service is unavailable is not inherited. */
export function mergedValues(rows: readonly PolicyRow[], row: PolicyRow, on: IsoDate): RowValues {
  const scopes = row.scope === 'CN' ? ['CN'] : [...new Set(scopesOf(row.scope))];
  const layers = scopes.flatMap((scope) => [
    scope === row.scope ? row : rowAt(rows, scope, row.service, on),
    rowAt(rows, scope, '*', on),
  ]);
  const merged = layers
    .toReversed()
    .reduce<RowValues>((values, layer) => ({ ...values, ...layer?.values }), {});
  return { ...merged, reason: row.values.reason, referTo: row.values.referTo };
}

/** True when everything the law sets is there. */
export function isFull(values: RowValues): values is FullValues {
  return National.safeParse(values).success;
}
