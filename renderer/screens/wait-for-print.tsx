import type { ReactNode } from 'react';
import { Info } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { PaperFromOutlet } from '../components/pictograms.tsx';
import { TakeCare } from '../components/signs.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function WaitForPrint({ screen }: ScreenProps<'wait-for-print'>): ReactNode {
  const { t } = useKiosk();
  const trouble = screen.printer.state === 'attention' || screen.printer.state === 'disconnected';
  return (
    <Frame
      title={t(trouble ? 'print.held' : 'print.doing')}
      lead={t(trouble ? `printer.${screen.printer.reason}` : 'print.where')}
      picture={trouble ? <TakeCare /> : <PaperFromOutlet />}
      back={false}
    >
      {trouble && (
        <p className="hint">
          <Info aria-hidden="true" />
          {t('print.held.hint')}
        </p>
      )}
    </Frame>
  );
}
