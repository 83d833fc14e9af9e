import type { ReactNode } from 'react';
import { Info } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Papers } from '../components/pictograms.tsx';
import { MoreTiles } from '../components/service-tiles.tsx';
import { useKiosk } from '../use-kiosk.ts';

export function SeeMore(): ReactNode {
  const { t } = useKiosk();
  return (
    <Frame
      title={t('more.title')}
      picture={
        <>
          <Papers />
          <p className="hint">
            <Info aria-hidden="true" />
            {t('more.lead')}
          </p>
        </>
      }
    >
      <MoreTiles />
    </Frame>
  );
}
