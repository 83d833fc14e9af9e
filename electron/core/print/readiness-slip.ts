// 开窗检查单: what works this morning and what does not, in the staff's words, as neutral data. Pure.
import type { Slip, SlipBlock } from '../../devices/printer.ts';
import type { DeviceStatus } from '../../domain.ts';
import type { SlipPlace } from './receipt.ts';
import { localTime } from './receipt.ts';
import { textsIn } from './texts.ts';

/** What a kiosk knows of itself at one moment (core/readiness.ts). */
export interface Readiness {
  /** `not-ready`: nobody can be served; `limited`: some things cannot be done. */
  readonly verdict: 'ready' | 'limited' | 'not-ready';
  readonly at: string;
  readonly devices: readonly (readonly [
    name: 'idReader' | 'receiptPrinter' | 'permitPrinter',
    status: DeviceStatus,
  ])[];
  readonly online: boolean;
  readonly waiting: number;
  readonly needsStaff: number;
  readonly diskFull: boolean;
  readonly policyVersion: number;
}

/** The slip; always in Chinese, which is the staff's. */
export function readinessSlip(
  readiness: Readiness,
  place: SlipPlace,
  demonstration: boolean,
): Slip {
  const text = textsIn('zh-CN');
  const pair = (label: string, value: string): SlipBlock => ({
    kind: 'pair',
    label: text(label),
    value,
  });
  const devices = readiness.devices.flatMap(([name, { state, reason, since }]): SlipBlock[] => [
    pair(`device.${name}`, text(`deviceState.${state}`)),
    ...(reason === 'ok'
      ? []
      : [
          pair('readiness.reason', text(`deviceReason.${reason}`)),
          pair('readiness.since', localTime(since)),
        ]),
  ]);
  return {
    name: 'readiness',
    mark: demonstration ? text('mark.demonstration') : null,
    blocks: [
      { kind: 'title', text: text('readiness.title') },
      { kind: 'text', text: text(`readiness.${readiness.verdict}`) },
      pair('readiness.at', localTime(readiness.at)),
      { kind: 'rule' },
      ...devices,
      { kind: 'rule' },
      pair(
        'readiness.network',
        text(`readiness.network.${readiness.online ? 'online' : 'offline'}`),
      ),
      pair('readiness.waiting', String(readiness.waiting)),
      pair('readiness.needs-staff', String(readiness.needsStaff)),
      pair('readiness.disk', text(`readiness.disk.${readiness.diskFull ? 'full' : 'fine'}`)),
      pair('readiness.policy', String(readiness.policyVersion)),
      pair('receipt.centre', place.centreName),
      pair('receipt.device', place.deviceId),
    ],
  };
}
