import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { AskStaff } from '../components/signs.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function OutOfUse({ screen }: ScreenProps<'out-of-use'>): ReactNode {
  const { state, t } = useKiosk();
  const { elsewhere } = state.place;
  return (
    <Frame
      title={t('out.title')}
      lead={t('out.lead')}
      picture={
        <div className="answer">
          <AskStaff />
          {elsewhere !== null && <p className="elsewhere">{t('out.elsewhere', elsewhere)}</p>}
          <p className="rule">{t('problem.code', { code: screen.failure.code })}</p>
        </div>
      }
      back={false}
    />
  );
}
