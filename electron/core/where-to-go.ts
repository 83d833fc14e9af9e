// Where a refused person goes instead, for the screen and the slip. Pure; must not judge whether anybody is refused.
import type { GoTo } from '../contract.ts';
import type { Decision } from '../domain.ts';

/** Prefecture-level cities that serve their permits themselves (Shenzhen: 深圳经济特区居住证条例; Foshan: its own platform). */
const ownService: Readonly<Record<string, GoTo['to']>> = {
  '4403': 'shenzhen-service',
  '4406': 'foshan-service',
};

/** The place to go to; null when the reason itself says what to do, or staff here help. @param permitCity division code of the permit on record */
export function whereToGo(decision: Decision, permitCity: string | null): GoTo | null {
  if (decision.outcome !== 'rejected') return null;
  if (decision.referTo !== undefined) return { to: decision.referTo, city: null };
  const elsewhere = ['PERMIT_OTHER_CITY', 'CITY_NOT_SUPPORTED'] as const;
  if (elsewhere.some((reason) => decision.reasons.includes(reason)) && permitCity !== null) {
    const prefecture = permitCity.slice(0, 4);
    // Another province's permit: the reason says it, and no window of ours can be named.
    if (!prefecture.startsWith('44')) return null;
    return { to: ownService[prefecture] ?? 'issuing-city', city: `${prefecture}00` };
  }
  if (decision.reasons.includes('HKMT_NOT_COVERED')) return { to: 'police-branch', city: null };
  const atWindow = ['CHANNEL_NOT_AVAILABLE', 'SERVICE_NOT_AVAILABLE'] as const;
  return atWindow.some((reason) => decision.reasons.includes(reason))
    ? { to: 'window', city: null }
    : null;
}
