import type { ReactNode } from 'react';
import { Landmark, Mailbox } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

/** Where each way leads stands above; an address may take lines of its own. */
export function ChooseDelivery({ screen }: ScreenProps<'choose-delivery'>): ReactNode {
  const { client, t } = useKiosk();
  const { centreName, address } = screen;
  const choose = (by: 'window' | 'courier'): void => void client.call('delivery.choose', { by });
  return (
    <Frame
      title={t('delivery.title')}
      picture={
        <Lines
          lines={[
            {
              key: 'window',
              icon: <Landmark />,
              about: t('delivery.window'),
              text: t('delivery.window.at', { centre: centreName }),
            },
            {
              key: 'courier',
              icon: <Mailbox />,
              about: t('delivery.courier'),
              text:
                address === null
                  ? t('delivery.courier.nowhere')
                  : t('delivery.courier.to', { address }),
            },
          ]}
        />
      }
    >
      <div className="tiles">
        <div className="tile">
          <Tap name="by-window" icon={<Landmark />} onTap={() => choose('window')}>
            <span className="tile-title">{t('delivery.window')}</span>
            <span className="tile-note">{t('delivery.window.note')}</span>
          </Tap>
        </div>
        <div className="tile">
          <Tap
            name="by-courier"
            icon={<Mailbox />}
            disabled={address === null}
            onTap={() => choose('courier')}
          >
            <span className="tile-title">{t('delivery.courier')}</span>
            <span className="tile-note">{t('delivery.courier.note')}</span>
          </Tap>
        </div>
      </div>
    </Frame>
  );
}
