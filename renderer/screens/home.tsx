import type { ReactNode } from 'react';
import { FilePlus2, Printer, Search } from 'lucide-react';
import { CardOnReader } from '../components/pictograms.tsx';
import { DemoCards } from '../components/demo-cards.tsx';
import { Frame } from '../components/frame.tsx';
import { Tap } from '../components/tap.tsx';
import { useKiosk } from '../use-kiosk.ts';

const icons = { paper_copy: <Printer />, application: <FilePlus2 />, status: <Search /> };

export function Home(): ReactNode {
  const { state, client, t } = useKiosk();
  return (
    <Frame
      title={t('home.title')}
      lead={t('home.lead')}
      picture={
        <>
          <CardOnReader />
          <DemoCards />
        </>
      }
    >
      <div className="tiles">
        {state.offered.map(({ service, available, why }) => (
          <div className="tile" key={service}>
            <Tap
              kind={service === 'paper_copy' ? 'primary' : 'plain'}
              name={service}
              icon={icons[service]}
              disabled={!available}
              onTap={() => void client.call('home.choose', { service })}
            >
              <span className="tile-title">{t(`home.${service}`)}</span>
              <span className="tile-note">
                {why === null ? t(`home.${service}.note`) : t(`home.why.${why}`)}
              </span>
            </Tap>
          </div>
        ))}
      </div>
    </Frame>
  );
}
