import type { ReactNode } from 'react';
import { Bell, FileCheck } from 'lucide-react';
import { Declarer } from '../../electron/contract.ts';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import { useKiosk } from '../use-kiosk.ts';

/** Who reports that somebody left; what follows is said before anything is asked. */
export function ChooseDeclarer(): ReactNode {
  const { client, t } = useKiosk();
  const pages = usePages(Declarer.options, useRowsInSight({ standard: 8, large: 6, largest: 4 }));
  return (
    <Frame
      title={t('declarer.title')}
      picture={
        <Lines
          lines={[
            { key: 'proof', icon: <FileCheck />, text: t('declarer.proof') },
            { key: 'told', icon: <Bell />, text: t('declarer.told') },
          ]}
        />
      }
    >
      {pages.movers}
      <div className="stack stack-two">
        {pages.rows.map((declarer) => (
          <Tap
            key={declarer}
            name={`declarer-${declarer}`}
            onTap={() => void client.call('declarer.choose', { declarer })}
          >
            {t(`declarer.${declarer}`)}
          </Tap>
        ))}
      </div>
    </Frame>
  );
}
