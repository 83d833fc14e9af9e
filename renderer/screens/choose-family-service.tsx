import type { ReactNode } from 'react';
import { IdCard, UsersRound } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { serviceIcons } from '../components/service-tiles.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

const services = [
  'paper_copy',
  'application',
  'endorsement',
  'item_change',
  'cancellation',
  'presentation',
] as const;

/** What is to be done for the relative. */
export function ChooseFamilyService({ screen }: ScreenProps<'choose-family-service'>): ReactNode {
  const { state, client, t } = useKiosk();
  const why = (service: string): string | null =>
    state.offered.find((row) => row.service === service)?.why ?? null;
  return (
    <Frame
      title={t('family.title')}
      lead={t(`principal.${screen.need}`)}
      picture={
        <Lines
          lines={[
            { key: 'two', icon: <UsersRound />, text: t('principal.cards') },
            { key: 'cards', icon: <IdCard />, text: t('family.bring') },
          ]}
        />
      }
    >
      <div className="stack stack-two">
        {services.map((service) => (
          <Tap
            key={service}
            name={service}
            icon={serviceIcons[service]}
            disabled={why(service) !== null}
            onTap={() => void client.call('home.choose', { service })}
          >
            {t(`family.${service}`)}
            {why(service) !== null && (
              <span className="tile-note">{t(`home.why.${why(service) ?? ''}`)}</span>
            )}
          </Tap>
        ))}
      </div>
    </Frame>
  );
}
