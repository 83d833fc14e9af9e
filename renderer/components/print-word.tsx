// What became of a slip, in the printer's own word: printed, not printed, or nobody knows. Never more than that.
import type { ReactNode } from 'react';
import type { KioskState, Screen } from '../../electron/contract.ts';
import { useKiosk } from '../use-kiosk.ts';

type Outcome = Extract<Screen, { name: 'see-receipt' }>['receipt'];
export type PrinterReason = KioskState['devices']['receiptPrinter']['reason'];

export function PrintWord(props: {
  readonly outcome: Outcome;
  readonly printing: boolean;
  readonly what: 'receipt' | 'notice';
}): ReactNode {
  const { t } = useKiosk();
  const { outcome, printing, what } = props;
  if (outcome === null)
    return <p className="print-word">{printing ? t(`${what}.printing`) : ''}</p>;
  return (
    <p className="print-word" data-result={outcome.result} role="status">
      {t(`${what}.${outcome.result}`)}
      {outcome.result !== 'printed' && outcome.reason !== 'ok' && outcome.reason !== 'unknown' && (
        <small>{t(`printer.${outcome.reason}`)}</small>
      )}
    </p>
  );
}
