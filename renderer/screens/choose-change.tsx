import type { ReactNode } from 'react';
import { House, IdCard } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function ChooseChange({ screen }: ScreenProps<'choose-change'>): ReactNode {
  const { client, t } = useKiosk();
  const pages = usePages(screen.items, useRowsInSight({ standard: 8, large: 6, largest: 4 }));
  return (
    <Frame
      title={t('change.title')}
      lead={t('change.lead')}
      picture={
        <Lines
          lines={[
            { key: 'card', icon: <IdCard />, text: t('change.how.card') },
            { key: 'moved', icon: <House />, text: t('change.how.moved') },
          ]}
        />
      }
    >
      {pages.movers}
      <div className="stack stack-two">
        {pages.rows.map((item) => (
          <Tap
            key={item}
            name={`item-${item}`}
            onTap={() => void client.call('change.choose', { item })}
          >
            {t(`change.${item}`)}
          </Tap>
        ))}
      </div>
    </Frame>
  );
}
