import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { Waiting } from '../components/pictograms.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function PleaseWait({ screen }: ScreenProps<'please-wait'>): ReactNode {
  const { t } = useKiosk();
  return (
    <Frame
      title={t(`wait.${screen.purpose}`)}
      lead={t('wait.lead')}
      picture={<Waiting />}
      back={false}
    />
  );
}
