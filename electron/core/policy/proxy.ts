// Stage 4: may this person act for that one, or declare a departure? Must not ask for papers (missing-materials.ts).
import type { ReasonCode } from '../../domain.ts';
import { ageReachedOn } from './dates.ts';
import type { PolicyRequest } from './request.ts';
import type { FullValues } from './rows.ts';
import type { Finding, StageInput } from './stage.ts';
import { refused } from './stage.ts';

/** The proxy is the applicant's …: parents, or a guardian appointed or next in order (Civil Code arts 27, 28). */
const GUARDIANS = ['parent', 'appointed_guardian'];
/** 近亲属 (Civil Code art. 1045). In-laws are not among them. */
const CLOSE_RELATIVES = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild'];

function hasReached(values: FullValues, birthDate: string, age: number, on: string): boolean {
  return ageReachedOn(birthDate, age, values.ages.ageReached) <= on;
}

/** True for an applicant below the age at which one acts alone (16, Decree 663 art. 9(3)). */
export function isMinor(values: FullValues, request: PolicyRequest): boolean {
  return !hasReached(values, request.applicant.birthDate, values.ages.minorUnder, request.on);
}

function mayBeRepresented(values: FullValues, request: PolicyRequest): boolean {
  const { applicant, on } = request;
  const scope = values.proxy?.principalScope ?? [];
  const elderly = hasReached(values, applicant.birthDate, values.ages.elderlyFrom, on);
  return (
    scope.includes('anyone') ||
    (scope.includes('under_16') && isMinor(values, request)) ||
    (scope.includes('elderly_mobility_difficulty') && elderly && applicant.mobilityDifficulty) ||
    (scope.includes('disabled') && applicant.disabled)
  );
}

function mayRepresent(values: FullValues, relation: string): boolean {
  const roles = values.proxy?.roles ?? [];
  return (
    (roles.includes('guardian') && GUARDIANS.includes(relation)) ||
    (roles.includes('close_relative') && CLOSE_RELATIVES.includes(relation))
  );
}

function judgeProxy({ request, values }: StageInput): Finding | null {
  const { proxy } = request;
  if (proxy === null) return null;
  if (request.service === 'presentation') {
    if (values.proxyPresentation !== true) return refused(['PROXY_NOT_AVAILABLE']);
    return request.memberLink === true ? null : refused(['MEMBER_LINK_MISSING']);
  }
  if (values.proxy === null) return refused(['PROXY_NOT_AVAILABLE']);
  const reasons: ReasonCode[] = [];
  if (!mayBeRepresented(values, request)) reasons.push('PROXY_PRINCIPAL_NOT_COVERED');
  if (!mayRepresent(values, proxy.relation)) reasons.push('PROXY_RELATION_NOT_ALLOWED');
  if (!hasReached(values, proxy.birthDate, values.ages.proxyFrom, request.on))
    reasons.push('PROXY_NOT_ADULT');
  return refused(reasons);
}

/** Somebody else than the person reports a departure: homeowner, landlord, employer, school, hotel. */
export function isThirdPartyReport(request: PolicyRequest): boolean {
  return (
    request.service === 'cancellation' &&
    request.declarer !== undefined &&
    request.declarer !== 'self'
  );
}

/** Third parties report a departure, which ends the registration; ending the permit alone is the holder's own. */
function judgeDeclarer({ request, values }: StageInput): Finding | null {
  const known = (values.declarers ?? ['self']).includes(request.declarer ?? 'self');
  return known && request.target !== 'permit' ? null : refused(['DECLARER_NOT_ALLOWED']);
}

/** Proxy or declarer; a child alone is not refused (art. 9(3) says may) but seen by staff. A child may show an own permit. */
export function judgeWhoActs(input: StageInput): Finding | null {
  const { request, values } = input;
  if (isThirdPartyReport(request)) return judgeDeclarer(input);
  if (request.proxy !== null) return judgeProxy(input);
  if (request.service !== 'presentation' && isMinor(values, request))
    return { outcome: 'staff_review', reasons: ['MINOR_UNACCOMPANIED'] };
  return null;
}
