// The services offered at one place (home or 更多), each as a tile that says why it cannot be had now.
import type { ReactNode } from 'react';
import {
  BadgeCheck,
  CircleOff,
  FilePlus2,
  LayoutGrid,
  PencilLine,
  Printer,
  Search,
} from 'lucide-react';
import type { KioskState } from '../../electron/contract.ts';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

type Offered = KioskState['offered'][number];

const icons: Readonly<Record<Offered['service'], ReactNode>> = {
  paper_copy: <Printer />,
  application: <FilePlus2 />,
  endorsement: <BadgeCheck />,
  status: <Search />,
  item_change: <PencilLine />,
  cancellation: <CircleOff />,
};

export function ServiceTiles(props: { readonly place: Offered['place'] }): ReactNode {
  const { state, client, t } = useKiosk();
  const rows = state.offered.filter(({ place }) => place === props.place);
  return (
    <div className={props.place === 'home' ? 'tiles tiles-square' : 'tiles'}>
      {rows.map(({ service, available, why }) => (
        <div className="tile" key={service}>
          <Tap
            kind={service === 'paper_copy' ? 'primary' : 'plain'}
            name={service}
            icon={icons[service]}
            disabled={!available}
            onTap={() => void client.call('home.choose', { service })}
          >
            <span className="tile-title">{t(`home.${service}`)}</span>
            <span className="tile-note">
              {why === null ? t(`home.${service}.note`) : t(`home.why.${why}`)}
            </span>
          </Tap>
        </div>
      ))}
      {props.place === 'home' && (
        <div className="tile">
          <Tap name="more" icon={<LayoutGrid />} onTap={() => void client.call('home.more', {})}>
            <span className="tile-title">{t('home.more')}</span>
            <span className="tile-note">{t('home.more.note')}</span>
          </Tap>
        </div>
      )}
    </div>
  );
}
