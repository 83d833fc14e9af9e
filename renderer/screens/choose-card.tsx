import type { ReactNode } from 'react';
import { CircleAlert, CreditCard, PencilLine, SearchX } from 'lucide-react';
import { CardNeed } from '../../electron/contract.ts';
import { Frame } from '../components/frame.tsx';
import { Tap } from '../components/tap.tsx';
import { useKiosk } from '../use-kiosk.ts';

const icons = {
  first: <CreditCard />,
  lost: <SearchX />,
  damaged: <CircleAlert />,
  changed: <PencilLine />,
};

export function ChooseCard(): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      title={t('card.title')}
      lead={t('card.lead')}
      picture={
        <div className="any-of-three" aria-hidden="true">
          <span>{icons.first}</span>
        </div>
      }
    >
      <div className="tiles tiles-square">
        {CardNeed.options.map((need) => (
          <div className="tile" key={need}>
            <Tap
              name={`card-${need}`}
              icon={icons[need]}
              onTap={() => void client.call('card.choose', { need })}
            >
              <span className="tile-title">{t(`card.${need}`)}</span>
              <span className="tile-note">{t(`card.${need}.note`)}</span>
            </Tap>
          </div>
        ))}
      </div>
    </Frame>
  );
}
