import type { ReactNode } from 'react';
import { Briefcase, House, School } from 'lucide-react';
import { Ground } from '../../electron/contract.ts';
import { Frame } from '../components/frame.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

const icons = { housing: <House />, employment: <Briefcase />, schooling: <School /> };

export function ChooseGround({ screen }: ScreenProps<'choose-ground'>): ReactNode {
  const { state, client, t } = useKiosk();
  return (
    <Frame
      title={t('ground.title')}
      lead={t('ground.why', { city: t(`city.${state.place.cityAdcode}`) })}
      picture={
        <div className="any-of-three" aria-hidden="true">
          <span>{icons.housing}</span>
          {t('list.or')}
          <span>{icons.employment}</span>
          {t('list.or')}
          <span>{icons.schooling}</span>
        </div>
      }
    >
      <div className="tiles">
        {Ground.options.map((ground) => (
          <div className="tile" key={ground}>
            <Tap
              name={ground}
              icon={icons[ground]}
              pressed={screen.chosen === ground}
              onTap={() => void client.call('ground.choose', { ground })}
            >
              <span className="tile-title">{t(`ground.${ground}`)}</span>
              <span className="tile-note">{t(`ground.${ground}.note`)}</span>
            </Tap>
          </div>
        ))}
      </div>
    </Frame>
  );
}
