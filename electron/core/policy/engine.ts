// The policy engine: puts a request through the stages; the first that does not let it pass answers with all its reasons.
// Pure: no clock, no disk, no network. Must not throw on any request the schema admits.
import type {
  Decision,
  DocumentKind,
  IsoDate,
  MaterialSlot,
  PermitOnRecord,
  ReasonCode,
  Service,
} from '../../domain.ts';
import { whyUnavailable } from './availability.ts';
import { addDays } from './dates.ts';
import type { EndorsementWindow } from './endorsement-window.ts';
import { endorsed, windowOf } from './endorsement-window.ts';
import { eligibleFrom } from './half-year.ts';
import { judgeIdentity } from './identity.ts';
import type { MaterialTable } from './materials.ts';
import { documentsFor, slotsFilledBy, sourceOf } from './materials.ts';
import { missingMaterials } from './missing-materials.ts';
import { isThirdPartyReport, judgeWhoActs } from './proxy.ts';
import type { PolicyRequest } from './request.ts';
import type { FullValues, PolicyRow, RowValues } from './rows.ts';
import { chooseRow, isFull, mergedValues } from './rows.ts';
import type { Stage, StageInput } from './stage.ts';
import { judgeState } from './state.ts';
import { judgeSubject } from './subject.ts';
import type { Calendar } from './working-days.ts';
import { calendarLimit, workingDayAfter } from './working-days.ts';

export type { PolicyRequest } from './request.ts';

export interface PolicyData {
  /** Rises with every table issued; a case keeps the one it was judged by. */
  readonly version: number;
  /** From readRows: checked, one row a service, scope and date. */
  readonly rows: readonly PolicyRow[];
  readonly calendar: Calendar;
  readonly materials: MaterialTable;
  /** Rule cited for each reason; where none is given the row's own source is. */
  readonly citations: Readonly<Partial<Record<ReasonCode, string>>>;
}

export interface Policy {
  /** Version of its table. */
  readonly version: number;
  /** The answer for this person, service and day. `promisedDueOn` is null where no row promises a day or the calendar ends. */
  decide(request: PolicyRequest): Decision;
  /** Stage 1 alone, before anybody is known: the refusal when a kiosk of this city does not offer the service; null = offered. */
  availability(service: Service, city: string, on: IsoDate): Decision | null;
  /** Documents of which any one fills the slot in the city. */
  documentsFor(slot: MaterialSlot, city: string): DocumentKind[];
  /** Rule that asks for the slot in the city, as the table of materials cites it. */
  sourceOf(slot: MaterialSlot, city: string): string;
  /** When this permit is to be endorsed; null where the city's rows name no window on that day. */
  endorsementWindow(permit: PermitOnRecord, on: IsoDate): EndorsementWindow | null;
  /** Rule cited for a reason, whatever the row; null where the data cite none. */
  sourceOfReason(reason: ReasonCode): string | null;
  /** Slots that the documents fill in the city. */
  slotsFilledBy(kinds: readonly DocumentKind[], city: string): MaterialSlot[];
}

type Limit = Decision['promisedLimit'];

/** Stages 2 to 5 in their order; 1 (availability.ts) and 6 (missing-materials.ts) stand around them. */
const stages: readonly { readonly number: number; readonly judge: Stage }[] = [
  { number: 2, judge: judgeSubject },
  { number: 3, judge: judgeIdentity },
  { number: 4, judge: judgeWhoActs },
  { number: 5, judge: judgeState },
];

/** Several items may be changed at once: the dearest and the slowest count. */
function feeOf(values: RowValues, request: PolicyRequest): number | null {
  const { feeYuan, feeYuanByItem } = values;
  if (feeYuanByItem === undefined || request.items === undefined) return feeYuan ?? null;
  return Math.max(0, ...request.items.map((item) => feeYuanByItem[item] ?? feeYuan ?? 0));
}

function limitOf(values: RowValues, request: PolicyRequest): Limit {
  const { promisedLimit = null, promisedLimitByItem } = values;
  if (promisedLimitByItem === undefined || request.items === undefined) return promisedLimit;
  return request.items
    .map((item) => promisedLimitByItem[item] ?? promisedLimit)
    .reduce<Limit>((longest, limit) => {
      return longest === null || (limit !== null && limit.value > longest.value) ? limit : longest;
    }, null);
}

/** Undefined = the calendar ends before the day; null = nothing is promised. */
function promisedDue(calendar: Calendar, on: IsoDate, limit: Limit): IsoDate | null | undefined {
  if (limit === null) return null;
  if (limit.unit === 'calendar_day') return addDays(on, limit.value);
  return workingDayAfter(calendar, on, limit.value) ?? undefined;
}

function statutoryDue(
  calendar: Calendar,
  values: FullValues,
  { on, service }: PolicyRequest,
): IsoDate | null {
  const { statutoryLimit } = values;
  return statutoryLimit.services.includes(service)
    ? calendarLimit(calendar, on, statutoryLimit)
    : null;
}

/** First day of eligibility of an application, where the registration is known. */
function eligibleOnOf(values: FullValues, request: PolicyRequest): IsoDate | null {
  const { service, registration } = request;
  if (service !== 'application' || registration === null || registration === 'unknown') return null;
  return eligibleFrom(values, request, registration);
}

/** What the endorsement window is, and what an accepted endorsement gives. */
function endorsementOf(
  values: FullValues,
  { service, permit, on }: PolicyRequest,
): Pick<Decision, 'endorsement'> {
  if (service !== 'endorsement' || permit === null || permit === 'unknown') return {};
  return { endorsement: { ...windowOf(values, permit), ...endorsed(values, permit, on) } };
}

/** Cancelling the registration ends the permit; cancelling the permit alone leaves the registration. */
function afterwards({ service, target }: PolicyRequest): Pick<Decision, 'after'> {
  if (service !== 'cancellation') return {};
  const registration = target === 'registration' ? 'cancelled' : 'active';
  return { after: { permit: 'cancelled', registration } };
}

/** Builds the engine over checked data (load.ts reads the files). */
export function createPolicy(data: PolicyData): Policy {
  function cited(reasons: readonly ReasonCode[], row: PolicyRow | null): string | null {
    const sources = reasons.map((reason) => data.citations[reason] ?? row?.source);
    const given = [...new Set(sources.filter((source) => source !== undefined))];
    return given.length > 0 ? given.join('; ') : (row?.source ?? null);
  }

  function blank(request: PolicyRequest, row: PolicyRow | null, values: RowValues): Decision {
    return {
      outcome: 'accepted',
      stage: null,
      reasons: [],
      missing: [],
      policyIds: row === null ? [] : [row.id],
      source: row?.source ?? null,
      feeYuan: null,
      eligibleOn: null,
      promisedDueOn: null,
      statutoryDueOn: null,
      promisedLimit: limitOf(values, request),
      provisional: request.registration === 'unknown' || request.permit === 'unknown',
      ...(values.referTo === undefined ? {} : { referTo: values.referTo }),
    };
  }

  function judged(input: StageInput, row: PolicyRow, base: Decision): Decision {
    const { request, values } = input;
    for (const { number, judge } of stages) {
      const finding = judge(input);
      if (finding === null) continue;
      return {
        ...base,
        outcome: finding.outcome,
        stage: number,
        reasons: [...finding.reasons],
        source: cited(finding.reasons, row),
        eligibleOn: finding.eligibleOn ?? null,
        ...(number === 5 ? endorsementOf(values, request) : {}),
      };
    }
    const due = promisedDue(data.calendar, request.on, base.promisedLimit);
    const passed: Decision = {
      ...base,
      feeYuan: feeOf(values, request),
      eligibleOn: eligibleOnOf(values, request),
      ...endorsementOf(values, request),
    };
    if (due === undefined)
      return {
        ...passed,
        outcome: 'staff_review',
        stage: 5,
        reasons: ['CALENDAR_MISSING'],
        source: cited(['CALENDAR_MISSING'], row),
      };
    const missing = missingMaterials(input);
    if (missing.length > 0) return { ...passed, outcome: 'missing_materials', stage: 6, missing };
    // Staff verify a departure only once the papers of its declarer are there.
    if (isThirdPartyReport(request))
      return {
        ...passed,
        outcome: 'staff_review',
        stage: 4,
        reasons: ['VERIFY_DEPARTURE'],
        source: cited(['VERIFY_DEPARTURE'], row),
      };
    return {
      ...passed,
      promisedDueOn: due,
      statutoryDueOn: statutoryDue(data.calendar, values, request),
      ...afterwards(request),
    };
  }

  function availability(service: Service, city: string, on: IsoDate): Decision | null {
    const row = chooseRow(data.rows, city, service, on);
    const reason = whyUnavailable({ channel: 'kiosk', permit: null }, row);
    if (reason === null) return null;
    const values = row === null ? {} : mergedValues(data.rows, row, on);
    return {
      outcome: 'rejected',
      stage: 1,
      reasons: [reason],
      missing: [],
      policyIds: row === null ? [] : [row.id],
      source: row?.source ?? null,
      feeYuan: null,
      eligibleOn: null,
      promisedDueOn: null,
      statutoryDueOn: null,
      promisedLimit: null,
      provisional: false,
      ...(values.referTo === undefined ? {} : { referTo: values.referTo }),
    };
  }

  function decide(request: PolicyRequest): Decision {
    const row = chooseRow(data.rows, request.city, request.service, request.on);
    const values = row === null ? {} : mergedValues(data.rows, row, request.on);
    const base = blank(request, row, values);
    const reason = whyUnavailable(request, row);
    if (row === null || reason !== null) {
      const reasons: ReasonCode[] = [reason ?? 'SERVICE_NOT_AVAILABLE'];
      return { ...base, outcome: 'rejected', stage: 1, reasons, source: row?.source ?? null };
    }
    // readRows has checked this for every day on which a service is available.
    if (!isFull(values)) throw new Error(`policy row ${row.id}: values of the law missing`);
    return judged({ request, values, rows: data.rows, materials: data.materials }, row, base);
  }

  function endorsementWindow(permit: PermitOnRecord, on: IsoDate): EndorsementWindow | null {
    const row = chooseRow(data.rows, permit.cityAdcode, 'endorsement', on);
    if (row === null) return null;
    const values = mergedValues(data.rows, row, on);
    return isFull(values) ? windowOf(values, permit) : null;
  }

  return {
    version: data.version,
    decide,
    availability,
    endorsementWindow,
    documentsFor: (slot, city) => documentsFor(data.materials, slot, city),
    sourceOf: (slot, city) => sourceOf(data.materials, slot, city),
    sourceOfReason: (reason) => data.citations[reason] ?? null,
    slotsFilledBy: (kinds, city) => slotsFilledBy(data.materials, kinds, city),
  };
}
