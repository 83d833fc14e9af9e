import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { AskStaff } from '../components/signs.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function OutOfUse({ screen }: ScreenProps<'out-of-use'>): ReactNode {
  const { t } = useKiosk();
  return (
    <Frame
      title={t('out.title')}
      lead={t('out.lead')}
      picture={
        <div className="answer">
          <AskStaff />
          <p className="rule">{t('problem.code', { code: screen.failure.code })}</p>
        </div>
      }
      back={false}
    />
  );
}
