// The demonstration's hand: lays an invented person's card on the simulated reader. Never part of a real kiosk.
import type { ReactNode } from 'react';
import { DemoCard } from '../../electron/contract.ts';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

export function DemoCards(): ReactNode {
  const { state, client, t } = useKiosk();
  if (!state.demonstration) return null;
  return (
    <aside className="demo-cards" aria-label={t('demo.cards')}>
      <p>{t('demo.cards')}</p>
      {DemoCard.options.map((card) => (
        <Tap
          key={card}
          kind="bar"
          name={`demo-${card}`}
          onTap={() => void client.call('demo.place-card', { card })}
        >
          {t(`demo.card.${card}`)}
        </Tap>
      ))}
    </aside>
  );
}
