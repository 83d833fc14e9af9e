import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { PaperFromOutlet } from '../components/pictograms.tsx';
import { TakeCare } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function CollectPrint({ screen }: ScreenProps<'collect-print'>): ReactNode {
  const { client, t } = useKiosk();
  const { result, reason } = screen.outcome;
  const failed = result === 'failed';
  return (
    <Frame
      title={t(`print.${result}.title`)}
      lead={t(`print.${result}.lead`)}
      picture={
        <div className="answer" data-result={result}>
          {failed ? <TakeCare /> : <PaperFromOutlet />}
          {failed && reason !== 'ok' && reason !== 'unknown' && <p>{t(`printer.${reason}`)}</p>}
          <p className="rule">{t('print.serial', { serial: screen.serial })}</p>
        </div>
      }
      back={false}
      other={
        <Tap name="not-whole" onTap={() => void client.call('print.collected', { whole: false })}>
          {t(failed ? 'bar.help' : 'print.not-whole')}
        </Tap>
      }
      main={
        <Tap
          kind="primary"
          name="whole"
          onTap={() =>
            void (failed
              ? client.call('session.quit', {})
              : client.call('print.collected', { whole: true }))
          }
        >
          {t(failed ? 'finish' : 'print.whole')}
        </Tap>
      }
    />
  );
}
