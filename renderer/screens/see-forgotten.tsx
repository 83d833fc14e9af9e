import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { Checked } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import { useKiosk } from '../use-kiosk.ts';

/** What the person told is gone, and they see it. Goes home by itself. */
export function SeeForgotten(): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      title={t('forgotten.title')}
      lead={t('forgotten.lead')}
      picture={<Checked />}
      main={
        <Tap kind="primary" name="finish" onTap={() => void client.call('session.quit', {})}>
          {t('finish')}
        </Tap>
      }
      back={false}
    />
  );
}
