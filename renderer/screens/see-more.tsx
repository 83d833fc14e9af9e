import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { CardOnReader } from '../components/pictograms.tsx';
import { ServiceTiles } from '../components/service-tiles.tsx';
import { useKiosk } from '../use-kiosk.ts';

export function SeeMore(): ReactNode {
  const { t } = useKiosk();
  return (
    <Frame title={t('more.title')} lead={t('more.lead')} picture={<CardOnReader />}>
      <ServiceTiles place="more" />
    </Frame>
  );
}
