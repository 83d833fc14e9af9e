// Is this window ready for the day? What the devices, the network, the queue and the disk say, as one answer; printed for
// whoever opens it, by hand or every morning. Must not try a device (electron/devices-check.ts does that by hand).
import type { DeviceStatus, PrintOutcome } from '../domain.ts';
import type { Kiosk } from './kiosk.ts';
import type { Readiness } from './print/readiness-slip.ts';
import { readinessSlip } from './print/readiness-slip.ts';

function usable({ state }: DeviceStatus): boolean {
  return state === 'ready' || state === 'busy';
}

/** What the kiosk knows of itself at this moment. */
export function readinessOf(kiosk: Kiosk): Readiness {
  const { online, waiting, needsStaff } = kiosk.sync.state();
  const devices = [
    ['idReader', kiosk.idReader.status()],
    ['receiptPrinter', kiosk.receiptPrinter.status()],
    ['permitPrinter', kiosk.permitPrinter.status()],
  ] as const;
  const diskFull = kiosk.outOfUse() !== null;
  const reader = usable(kiosk.idReader.status());
  const all = devices.every(([, status]) => status.state === 'ready') && online && needsStaff === 0;
  return {
    verdict: !reader || diskFull ? 'not-ready' : all ? 'ready' : 'limited',
    at: kiosk.clock.now().toISOString(),
    devices,
    online,
    waiting,
    needsStaff,
    diskFull,
    policyVersion: kiosk.policy.version,
  };
}

/** Prints the report, on the ledger like every slip. */
export async function printReadiness(kiosk: Kiosk): Promise<PrintOutcome> {
  const readiness = readinessOf(kiosk);
  kiosk.log('info', 'readiness.checked', { verdict: readiness.verdict });
  const place = { ...kiosk.place, deviceId: kiosk.deviceId };
  const slip = readinessSlip(readiness, place, kiosk.demonstration);
  const { outcome } = await kiosk.ledger.run('report', 'readiness', () =>
    kiosk.receiptPrinter.print(slip),
  );
  return outcome;
}
