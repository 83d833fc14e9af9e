import type { ReactNode } from 'react';
import { IdCard } from 'lucide-react';
import { DemoCards } from '../components/demo-cards.tsx';
import { Frame } from '../components/frame.tsx';
import { CardOnReader } from '../components/pictograms.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

const titles = {
  own: 'id.title',
  proxy: 'id.title.proxy',
  principal: 'id.title.principal',
  declarer: 'id.title.declarer',
} as const;

export function PlaceCard({ screen }: ScreenProps<'place-card'>): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      of={screen.whose}
      title={t(screen.reading ? 'id.reading' : titles[screen.whose])}
      lead={t(screen.reading ? 'wait.lead' : 'id.where')}
      picture={
        <>
          <CardOnReader lying={screen.reading} />
          <DemoCards />
        </>
      }
    >
      {!screen.reading && (
        <p className="hint">
          <IdCard aria-hidden="true" />
          {t('id.kinds')}
        </p>
      )}
      {!screen.reading && screen.whose === 'principal' && (
        <div className="stack">
          <Tap name="no-card" onTap={() => void client.call('principal.no-card', {})}>
            {t('id.no-card')}
          </Tap>
        </div>
      )}
    </Frame>
  );
}
