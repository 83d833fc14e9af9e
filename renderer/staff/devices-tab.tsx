// The devices as they are: state, why, and since when; and the readiness report on paper.
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PrintOutcome } from '../../electron/contract.ts';
import { useDesk } from './use-desk.ts';

const names = ['idReader', 'receiptPrinter', 'permitPrinter'] as const;

/** Day and time at the window. */
function since(instant: string): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

export function DevicesTab(): ReactNode {
  const { state, client, t } = useDesk();
  const [printed, setPrinted] = useState<PrintOutcome['result'] | null>(null);
  async function report(): Promise<void> {
    const answer = await client.call('device.report', {});
    setPrinted(answer.ok ? answer.value.result : 'unknown');
  }
  return (
    <>
      <table className="staff-table">
        <thead>
          <tr>
            <th scope="col">{t('devices.name')}</th>
            <th scope="col">{t('devices.state')}</th>
            <th scope="col">{t('devices.reason')}</th>
            <th scope="col">{t('devices.since')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const device = state.devices[name];
            return (
              <tr key={name} data-name={name} data-state={device.state}>
                <th scope="row">{t(`device.${name}`)}</th>
                <td className="staff-state">{t(`deviceState.${device.state}`)}</td>
                <td>{t(`deviceReason.${device.reason}`)}</td>
                <td>{since(device.since)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="staff-actions">
        <button data-name="report" onClick={() => void report()}>
          {t('devices.report')}
        </button>
        {printed !== null && (
          <span role="status" data-result={printed}>
            {t(`devices.report.${printed}`)}
          </span>
        )}
      </p>
    </>
  );
}
