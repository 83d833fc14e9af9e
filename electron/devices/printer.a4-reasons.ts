// What a printer says about itself (RFC 8011 §5.4.12, printer-state-reasons) in the kiosk's words. Pure.
import type { DeviceReason, DeviceStatus } from '../domain.ts';
import { PRINTER_STATE } from './ipp.ts';
import type { PrinterFacts } from './ipp-client.ts';

export type Told = Pick<DeviceStatus, 'state' | 'reason'>;

/** Beginnings of keywords, worst first; suffix and vendor additions are ignored (RFC 8011: -report, -warning, -error). */
const STOPPING: readonly (readonly [prefix: string, reason: DeviceReason])[] = [
  ['media-jam', 'paper-jam'],
  ['cover-open', 'cover-open'],
  ['door-open', 'cover-open'],
  ['interlock-open', 'cover-open'],
  ['media-empty', 'paper-out'],
  ['media-needed', 'paper-out'],
  ['input-tray-missing', 'paper-out'],
  ['output-area-full', 'paper-jam'],
  ['toner-empty', 'toner-out'],
  ['marker-supply-empty', 'toner-out'],
  ['developer-empty', 'toner-out'],
  ['fuser-over-temp', 'overheated'],
  ['offline', 'offline'],
  ['timed-out', 'offline'],
  ['shutdown', 'offline'],
  ['moving-to-paused', 'queue-stopped'],
  ['paused', 'queue-stopped'],
];
/** Worth knowing before it stops. */
const RUNNING_LOW: readonly (readonly [prefix: string, reason: DeviceReason])[] = [
  ['media-low', 'paper-low'],
  ['media-empty', 'paper-low'],
  ['media-needed', 'paper-low'],
  ['toner-low', 'toner-low'],
  ['toner-empty', 'toner-low'],
  ['marker-supply', 'toner-low'],
];

/**
 * The printer's state in one status. A reason that is only a report (`-report`) does not keep a printer from printing:
 * one of three trays may be empty.
 */
export function readPrinter(facts: PrinterFacts): Told {
  const pressing = facts.reasons.filter((reason) => !reason.endsWith('-report'));
  const stopping = STOPPING.find(([prefix]) =>
    pressing.some((reason) => reason.startsWith(prefix)),
  );
  if (stopping !== undefined) {
    const [, reason] = stopping;
    return { state: reason === 'offline' ? 'disconnected' : 'attention', reason };
  }
  // An offline printer says so as a report too (offline-report), and it is no less away.
  if (facts.reasons.some((reason) => reason.startsWith('offline')))
    return { state: 'disconnected', reason: 'offline' };
  if (facts.state === PRINTER_STATE.stopped || facts.accepting === false)
    return { state: 'attention', reason: 'queue-stopped' };
  if (pressing.some((reason) => reason.endsWith('-error')))
    return { state: 'attention', reason: 'unknown' };
  const low = RUNNING_LOW.find(([prefix]) =>
    facts.reasons.some((reason) => reason.startsWith(prefix)),
  );
  const state = facts.state === PRINTER_STATE.processing ? 'busy' : 'ready';
  return { state, reason: low?.[1] ?? 'ok' };
}

/** True when the queue spools without printing: handed over now, a sheet would come out later with nobody there. */
export function holdsJobs(told: Told): boolean {
  return told.reason === 'queue-stopped';
}

/** CUPS is still trying to reach the device behind the queue. */
export function isConnecting(facts: PrinterFacts): boolean {
  return facts.reasons.some((reason) => reason.startsWith('connecting-to-device'));
}
