import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { NotNow, PaperFromOutlet } from '../components/pictograms.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function CollectPrint({ screen }: ScreenProps<'collect-print'>): ReactNode {
  const { client, t } = useKiosk();
  const { result, reason } = screen.outcome;
  return (
    <Frame
      title={t(`print.${result}.title`)}
      lead={t(`print.${result}.lead`)}
      picture={
        <div className="answer" data-result={result}>
          {result === 'failed' ? <NotNow /> : <PaperFromOutlet />}
          {result !== 'printed' && reason !== 'ok' && reason !== 'unknown' && (
            <p>{t(`printer.${reason}`)}</p>
          )}
          <p className="rule">{t('print.serial', { serial: screen.serial })}</p>
        </div>
      }
      back={false}
    >
      <div className="pair">
        <Tap name="not-whole" onTap={() => void client.call('print.collected', { whole: false })}>
          {t(result === 'failed' ? 'bar.help' : 'print.not-whole')}
        </Tap>
        <Tap
          kind="primary"
          name="whole"
          onTap={() =>
            void (result === 'failed'
              ? client.call('session.quit', {})
              : client.call('print.collected', { whole: true }))
          }
        >
          {t(result === 'failed' ? 'finish' : 'print.whole')}
        </Tap>
      </div>
    </Frame>
  );
}
