import type { ReactNode } from 'react';
import { CreditCard, House } from 'lucide-react';
import { CancellationTarget } from '../../electron/contract.ts';
import { Frame } from '../components/frame.tsx';
import { StruckOut } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import { useKiosk } from '../use-kiosk.ts';

const icons = { permit: <CreditCard />, registration: <House /> };

export function ChooseCancellation(): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      title={t('cancel.title')}
      lead={t('cancel.lead')}
      picture={
        <div className="answer">
          <StruckOut />
          <p>{t('cancel.effect')}</p>
        </div>
      }
    >
      <div className="tiles">
        {CancellationTarget.options.map((target) => (
          <div className="tile" key={target}>
            <Tap
              name={`target-${target}`}
              icon={icons[target]}
              onTap={() => void client.call('cancellation.choose', { target })}
            >
              <span className="tile-title">{t(`cancel.${target}`)}</span>
              <span className="tile-note">{t(`cancel.${target}.note`)}</span>
            </Tap>
          </div>
        ))}
      </div>
    </Frame>
  );
}
