import type { ReactNode } from 'react';
import { FileCheck, UsersRound } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

/** 您是他的什么人？ Asked only when the city's data do not tell. */
export function ChooseRelation({ screen }: ScreenProps<'choose-relation'>): ReactNode {
  const { client, t } = useKiosk();
  const pages = usePages(screen.options, useRowsInSight({ standard: 8, large: 6, largest: 4 }));
  return (
    <Frame
      title={t('relation.title')}
      picture={
        <Lines
          lines={[
            { key: 'who', icon: <UsersRound />, text: t('relation.who') },
            { key: 'proof', icon: <FileCheck />, text: t('relation.proof') },
          ]}
        />
      }
    >
      {pages.movers}
      <div className="stack stack-two">
        {pages.rows.map((relation) => (
          <Tap
            key={relation}
            name={`relation-${relation}`}
            onTap={() => void client.call('relation.choose', { relation })}
          >
            {t(`relation.${relation}`)}
          </Tap>
        ))}
      </div>
    </Frame>
  );
}
