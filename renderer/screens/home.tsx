import type { ReactNode } from 'react';
import { DemoCards } from '../components/demo-cards.tsx';
import { Frame } from '../components/frame.tsx';
import { CardOnReader } from '../components/pictograms.tsx';
import { HomeTiles } from '../components/service-tiles.tsx';
import { useKiosk } from '../use-kiosk.ts';

export function Home(): ReactNode {
  const { t } = useKiosk();
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
      <HomeTiles />
    </Frame>
  );
}
