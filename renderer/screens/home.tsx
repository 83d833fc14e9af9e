import type { ReactNode } from 'react';
import { DemoCards } from '../components/demo-cards.tsx';
import { Frame } from '../components/frame.tsx';
import { CardOnReader } from '../components/pictograms.tsx';
import { HomeTiles } from '../components/service-tiles.tsx';
import { useKiosk } from '../use-kiosk.ts';

export function Home(): ReactNode {
  const { state, t } = useKiosk();
  const { elsewhere } = state.place;
  const wanting = state.offered.some(({ available }) => !available);
  return (
    <Frame
      title={t('home.title')}
      lead={t('home.lead')}
      picture={
        <>
          <CardOnReader />
          {elsewhere !== null && wanting && (
            <p className="elsewhere">{t('out.elsewhere', elsewhere)}</p>
          )}
          <DemoCards />
        </>
      }
    >
      <HomeTiles />
    </Frame>
  );
}
