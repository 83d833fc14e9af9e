import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { NotNow } from '../components/pictograms.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function SeeProblem({ screen }: ScreenProps<'see-problem'>): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      title={t(`problem.${screen.next}.title`)}
      lead={t(`failure.${screen.failure.code}`)}
      picture={
        <div className="answer">
          <NotNow />
          <p>{t(`problem.${screen.next}.lead`)}</p>
          <p className="rule">{t('problem.code', { code: screen.failure.code })}</p>
        </div>
      }
      main={
        screen.next === 'apply' ? (
          <Tap
            kind="primary"
            name="apply"
            onTap={() => void client.call('home.choose', { service: 'application' })}
          >
            {t('home.application')}
          </Tap>
        ) : (
          <Tap kind="primary" name="finish" onTap={() => void client.call('session.quit', {})}>
            {t('finish')}
          </Tap>
        )
      }
      back={screen.next === 'apply'}
    />
  );
}
