// Stage 1: is the service offered in this city, on this day, by this way in? Must not look at the person.
import type { ReasonCode } from '../../domain.ts';
import type { PolicyRequest } from './request.ts';
import type { PolicyRow } from './rows.ts';

/** Why the service is not offered here and now; null when it is. No row at all = SERVICE_NOT_AVAILABLE. */
export function whyUnavailable(
  request: Pick<PolicyRequest, 'channel' | 'permit'>,
  row: PolicyRow | null,
): ReasonCode | null {
  if (row === null) return 'SERVICE_NOT_AVAILABLE';
  if (!row.available) return row.values.reason ?? 'SERVICE_NOT_AVAILABLE';
  if (!row.channels.includes(request.channel)) return 'CHANNEL_NOT_AVAILABLE';
  const { permit } = request;
  const { physicalChannels } = row.values;
  const physical = permit !== null && permit !== 'unknown' && permit.kind === 'physical';
  if (physical && physicalChannels !== undefined && !physicalChannels.includes(request.channel))
    return 'CHANNEL_NOT_AVAILABLE';
  return null;
}
