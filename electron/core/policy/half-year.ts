// The half-year of residence and what frees from it. Part of stage 5 for applications.
import type { IsoDate, Registration } from '../../domain.ts';
import { addMonths, earlierOf, laterOf } from './dates.ts';
import type { PolicyRequest } from './request.ts';
import type { FullValues } from './rows.ts';
import type { Finding } from './stage.ts';

/** 直系亲属 of the home-ownership rule (Guangzhou list of materials). Siblings are not among them. */
const IMMEDIATE_FAMILY = [
  'self',
  'spouse',
  'parent',
  'parent_in_law',
  'child',
  'child_in_law',
  'grandparent',
  'grandchild',
  'grandchild_in_law',
  'great_grandparent',
];
const HOME = 'own_or_family_home_half_year';
/** Holding the talent green card is enough; the others must have lasted half a year. */
const WITHOUT_DURATION = 'talent_green_card';

/** Counts from the day the registration was declared; the corresponding day half a year later is eligible. */
export function halfYearReachedOn(values: FullValues, registration: Registration): IsoDate {
  return addMonths(registration.declaredOn, values.halfYearMonths);
}

/** First day on which the named exemption holds; null when it cannot. */
function exemptOn(values: FullValues, request: PolicyRequest): IsoDate | null {
  const { exemption } = request;
  if (exemption === null || exemption.since === null) return null;
  if (exemption.kind === HOME && !IMMEDIATE_FAMILY.includes(exemption.owner ?? 'self')) return null;
  if (exemption.kind === WITHOUT_DURATION) return exemption.since;
  return addMonths(exemption.since, values.halfYearMonths);
}

/** First day on which the half-year no longer stands in the way: by residence or by an exemption in force, whichever is earlier. */
export function eligibleFrom(
  values: FullValues,
  request: PolicyRequest,
  registration: Registration,
): IsoDate {
  const byResidence = halfYearReachedOn(values, registration);
  const listed = (values.halfYearExemptions ?? []).includes(request.exemption?.kind ?? '');
  const byExemption = listed ? exemptOn(values, request) : null;
  if (byExemption === null) return byResidence;
  // An exemption frees from the half-year, not from being registered.
  return earlierOf(byResidence, laterOf(byExemption, registration.declaredOn));
}

/** The half-year, unless it is reached or an exemption of this city holds. */
export function judgeHalfYear(
  values: FullValues,
  request: PolicyRequest,
  registration: Registration,
): Finding | null {
  const eligibleOn = eligibleFrom(values, request, registration);
  if (eligibleOn <= request.on) return null;
  const { exemption } = request;
  if (exemption === null)
    return { outcome: 'rejected', reasons: ['HALF_YEAR_NOT_REACHED'], eligibleOn };
  const listed = (values.halfYearExemptions ?? []).includes(exemption.kind);
  return {
    outcome: 'rejected',
    reasons: [listed ? 'EXEMPTION_NOT_MET' : 'EXEMPTION_NOT_IN_FORCE'],
    eligibleOn,
  };
}

/** True when the application rests on a home owned by a relative: kinship with the owner must then be shown. */
export function restsOnFamilyHome(values: FullValues, request: PolicyRequest): boolean {
  const { exemption, registration, on } = request;
  if (exemption?.kind !== HOME || (exemption.owner ?? 'self') === 'self') return false;
  if (registration === null || registration === 'unknown') return true;
  return halfYearReachedOn(values, registration) > on;
}
