// Is the window ready: the verdict over devices, network, queue and disk; its slip; and the morning's hour.
import { describe, expect, it } from 'vitest';
import { everyMorning, untilNext } from '../../electron/core/morning-check.ts';
import { readinessSlip } from '../../electron/core/print/readiness-slip.ts';
import type { Readiness } from '../../electron/core/print/readiness-slip.ts';
import { readinessOf } from '../../electron/core/readiness.ts';
import type { Kiosk } from '../../electron/core/kiosk.ts';
import type { DeviceStatus } from '../../electron/domain.ts';
import { DeviceReason } from '../../electron/domain.ts';
import { movedClock } from '../support/moved-clock.ts';

const since = '2026-11-23T00:10:00.000Z';
const ready: DeviceStatus = { state: 'ready', reason: 'ok', since };
const away: DeviceStatus = { state: 'disconnected', reason: 'no-answer', since };
const low: DeviceStatus = { state: 'ready', reason: 'paper-low', since };

/** What readiness looks at, of a kiosk. */
function kiosk(
  change: {
    reader?: DeviceStatus;
    receipt?: DeviceStatus;
    permit?: DeviceStatus;
    online?: boolean;
    needsStaff?: number;
    full?: boolean;
  } = {},
): Kiosk {
  const { reader = ready, receipt = ready, permit = ready, online = true } = change;
  const parts = {
    clock: movedClock(),
    sync: { state: () => ({ online, waiting: 2, needsStaff: change.needsStaff ?? 0 }) },
    idReader: { status: () => reader },
    receiptPrinter: { status: () => receipt },
    permitPrinter: { status: () => permit },
    outOfUse: () => (change.full === true ? 'disk-full' : null),
    policy: { version: 7 },
  };
  return parts as unknown as Kiosk;
}

describe('the verdict', () => {
  it.each([
    ['all well', {}, 'ready'],
    ['paper runs low', { receipt: low }, 'ready'],
    ['no A4 printer', { permit: away }, 'limited'],
    ['no network', { online: false }, 'limited'],
    ['a case waits for somebody', { needsStaff: 1 }, 'limited'],
    ['no reader', { reader: away }, 'not-ready'],
    ['the disk is full', { full: true }, 'not-ready'],
  ] as const)('%s: %s', (_what, change, verdict) => {
    expect(readinessOf(kiosk(change)).verdict).toBe(verdict);
  });
});

describe('the slip', () => {
  const place = { ...({ centreName: '石牌街', cityName: '广州市' } as const), deviceId: 'GZ-1' };
  const said = (readiness: Readiness): string =>
    JSON.stringify(readinessSlip(readiness, place, false).blocks);

  it('names what is wrong and since when, in words for every reason there is', () => {
    for (const reason of DeviceReason.options) {
      const text = said(readinessOf(kiosk({ permit: { state: 'attention', reason, since } })));
      expect(text).not.toContain(reason === 'ok' ? 'deviceReason' : reason);
      if (reason !== 'ok') expect(text).toContain('2026-11-23 08:10');
    }
  });

  it('carries the counts and the version of the rules', () => {
    const text = said(readinessOf(kiosk({ online: false })));
    expect(text).toContain('断开了');
    expect(text).toContain('"7"');
  });
});

describe('every morning', () => {
  it.each([
    ['08:30', '2026-11-23T00:00:00.000Z', 30],
    ['08:30', '2026-11-23T00:30:00.000Z', 24 * 60],
    ['00:05', '2026-11-23T15:59:00.000Z', 6],
    ['23:59', '2026-11-22T16:00:00.000Z', 24 * 60 - 1],
  ])('at %s, asked at %s: in %d minutes', (at, now, minutes) => {
    expect(untilNext(at, new Date(now))).toBe(minutes * 60_000);
  });

  it('once a day, until it is ended', async () => {
    const clock = movedClock('2026-11-23T00:00:00.000Z');
    let checks = 0;
    const end = everyMorning('08:30', clock, () => (checks += 1));
    await clock.advance(3 * 24 * 60 * 60_000);
    expect(checks).toBe(3);
    end();
    await clock.advance(24 * 60 * 60_000);
    expect(checks).toBe(3);
  });
});
