// “Print this”: what a refusal says, on paper to take along. Says nothing of the reason itself.
import type { ReactNode } from 'react';
import { Printer } from 'lucide-react';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { PrintWord } from './print-word.tsx';
import { Tap } from './tap.tsx';

type Slip = ScreenProps<'see-eligibility'>['screen']['slip'];

/** The button; gone once the slip is there. */
export function PrintRefusal(props: { readonly slip: Slip }): ReactNode {
  const { client, t } = useKiosk();
  const { printing } = props.slip;
  return (
    <Tap
      name="print-refusal"
      icon={<Printer />}
      disabled={printing}
      onTap={() => void client.call('refusal.print', {})}
    >
      {t(printing ? 'print.short' : 'refusal.print')}
    </Tap>
  );
}

/** What became of it, in the printer's own word. */
export function RefusalPrinted(props: { readonly slip: Slip }): ReactNode {
  return <PrintWord outcome={props.slip.outcome} printing={props.slip.printing} what="notice" />;
}

/** True while the slip can still be asked for. */
export function mayPrint({ outcome }: Slip): boolean {
  return outcome?.result !== 'printed';
}
