// What became of a slip, in the printer's own word: printed, not printed, or nobody knows. Never more than that.
import type { ReactNode } from 'react';
import { CircleAlert, CircleCheck, Printer } from 'lucide-react';
import type { KioskState, Screen } from '../../electron/contract.ts';
import { useKiosk } from '../use-kiosk.ts';
import { Sentences } from './sentences.tsx';

type Outcome = Extract<Screen, { name: 'see-receipt' }>['receipt'];
export type PrinterReason = KioskState['devices']['receiptPrinter']['reason'];

export function PrintWord(props: {
  readonly outcome: Outcome;
  readonly printing: boolean;
  readonly what: 'receipt' | 'notice';
}): ReactNode {
  const { state, t } = useKiosk();
  const { outcome, printing, what } = props;
  if (outcome === null)
    return printing ? (
      <p className="print-word">
        <Printer aria-hidden="true" />
        {t(`${what}.printing`)}
      </p>
    ) : null;
  const { result, reason } = outcome;
  const why =
    result !== 'printed' && reason !== 'ok' && reason !== 'unknown' ? t(`printer.${reason}`) : '';
  const between = why !== '' && state.comfort.language === 'en' ? ' ' : '';
  return (
    <p className="print-word" data-result={result} role="status">
      {result === 'printed' ? (
        <CircleCheck aria-hidden="true" />
      ) : (
        <CircleAlert aria-hidden="true" />
      )}
      <span>
        <Sentences text={`${t(`${what}.${result}`)}${between}${why}`} />
      </span>
    </p>
  );
}
