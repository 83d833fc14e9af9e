import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { StruckOut } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

/** The second asking. Keeping the permit is the quiet choice and costs nothing. */
export function ConfirmCancellation({ screen }: ScreenProps<'confirm-cancellation'>): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      title={t('cancel.sure')}
      lead={t(`cancel.${screen.target}.after`)}
      picture={
        <div className="answer">
          <StruckOut />
          <p>{t('cancel.consent')}</p>
        </div>
      }
      back={false}
      other={
        <Tap name="keep" onTap={() => void client.call('session.quit', {})}>
          {t('cancel.keep')}
        </Tap>
      }
      main={
        <Tap
          kind="danger"
          name="sure"
          onTap={() => void client.call('case.submit', { noticeVersion: screen.noticeVersion })}
        >
          {t('cancel.do')}
        </Tap>
      }
    />
  );
}
