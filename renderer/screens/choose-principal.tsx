import type { ReactNode } from 'react';
import { Accessibility, Baby, HeartHandshake, PersonStanding, UsersRound } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { Tap } from '../components/tap.tsx';
import { useKiosk } from '../use-kiosk.ts';

const choices = [
  ['under_16', <Baby key="icon" />],
  ['elderly_mobility_difficulty', <PersonStanding key="icon" />],
  ['disabled', <Accessibility key="icon" />],
  ['other', <UsersRound key="icon" />],
] as const;

/** 您帮谁办？ Only those the law names; everyone else is helped by staff. */
export function ChoosePrincipal(): ReactNode {
  const { client, t } = useKiosk();
  return (
    <Frame
      title={t('principal.title')}
      picture={
        <Lines
          lines={[
            { key: 'who', icon: <HeartHandshake />, text: t('principal.who') },
            { key: 'cards', icon: <UsersRound />, text: t('principal.cards') },
          ]}
        />
      }
    >
      <div className="tiles tiles-square">
        {choices.map(([need, icon]) => (
          <div className="tile" key={need}>
            <Tap
              name={`for-${need}`}
              icon={icon}
              onTap={() => void client.call('principal.choose', { need })}
            >
              <span className="tile-title">{t(`principal.${need}`)}</span>
              <span className="tile-note">{t(`principal.${need}.note`)}</span>
            </Tap>
          </div>
        ))}
      </div>
    </Frame>
  );
}
