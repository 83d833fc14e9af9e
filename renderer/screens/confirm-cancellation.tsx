import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { NotNow } from '../components/pictograms.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

/** The second asking. Keeping the permit is the quiet choice and costs nothing. */
export function ConfirmCancellation({ screen }: ScreenProps<'confirm-cancellation'>): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      title={t('cancel.sure')}
      lead={t(`cancel.${screen.target}`)}
      picture={
        <div className="answer">
          <NotNow />
          <p>{t(`cancel.${screen.target}.after`)}</p>
          <p>{t('cancel.consent')}</p>
        </div>
      }
      back={false}
    >
      <div className="pair">
        <Tap name="keep" onTap={() => void client.call('session.quit', {})}>
          {t('cancel.keep')}
        </Tap>
        <Tap
          kind="danger"
          name="sure"
          onTap={() => void client.call('case.submit', { noticeVersion: screen.noticeVersion })}
        >
          {t('cancel.do')}
        </Tap>
      </div>
    </Frame>
  );
}
