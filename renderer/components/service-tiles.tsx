// The services as tiles: the usual ones at home, and the list of everything else that can be done here (更多). A service
// that cannot be had now stays readable and says why.
import type { ReactNode } from 'react';
import {
  BadgeCheck,
  CircleOff,
  CreditCard,
  FilePlus2,
  LayoutGrid,
  LogOut,
  PencilLine,
  Printer,
  QrCode,
  ScanSearch,
  Search,
  UsersRound,
} from 'lucide-react';
import type { KioskState } from '../../electron/contract.ts';
import { useKiosk } from '../use-kiosk.ts';
import type { Words } from '../words.ts';
import { usePages, useRowsInSight } from './pages.tsx';
import { Tap } from './tap.tsx';

type Offered = KioskState['offered'][number];

export const serviceIcons: Readonly<Record<Offered['service'], ReactNode>> = {
  paper_copy: <Printer />,
  application: <FilePlus2 />,
  endorsement: <BadgeCheck />,
  status: <Search />,
  presentation: <QrCode />,
  verification: <ScanSearch />,
  item_change: <PencilLine />,
  cancellation: <CircleOff />,
  physical_card: <CreditCard />,
};

/** Why nothing that needs a card can be begun; null while the reader is there. */
function cardTrouble(state: KioskState): string | null {
  return usable(state.devices.idReader) ? null : 'reader-away';
}
function usable({ state }: KioskState['devices']['idReader']): boolean {
  return state === 'ready' || state === 'busy';
}

function Tile(props: {
  readonly name: string;
  readonly icon: ReactNode;
  readonly why: string | null;
  readonly notHere?: Offered['notHere'];
  readonly primary?: boolean;
  readonly onTap: () => void;
}): ReactNode {
  const { t } = useKiosk();
  const { name, icon, why, notHere = null } = props;
  return (
    <div className="tile">
      <Tap
        kind={props.primary === true && notHere === null ? 'primary' : 'plain'}
        name={name}
        icon={icon}
        disabled={why !== null}
        onTap={props.onTap}
      >
        <span className="tile-title">{t(`home.${name}`)}</span>
        <span className="tile-note">{whyNot(t, why, notHere) ?? t(`home.${name}.note`)}</span>
      </Tap>
    </div>
  );
}

/** Why not now, or not in this city; null when it can be had. */
function whyNot(t: Words, why: string | null, notHere: Offered['notHere']): string | null {
  if (notHere !== null) return t(`reasonShort.${notHere}`);
  return why === null ? null : t(`home.why.${why}`);
}

/** Home: the usual services two by two, and the way to the others below them. */
export function HomeTiles(): ReactNode {
  const { state, client, t } = useKiosk();
  return (
    <div className="tiles tiles-square">
      {state.offered
        .filter(({ place }) => place === 'home')
        .map(({ service, why, notHere }) => (
          <Tile
            key={service}
            name={service}
            icon={serviceIcons[service]}
            why={why}
            notHere={notHere}
            primary={service === 'paper_copy'}
            onTap={() => void client.call('home.choose', { service })}
          />
        ))}
      <Tile
        name="family"
        icon={<UsersRound />}
        why={cardTrouble(state)}
        onTap={() => void client.call('home.family', {})}
      />
      <div className="tile tile-row">
        <Tap name="more" icon={<LayoutGrid />} onTap={() => void client.call('home.more', {})}>
          <span className="tile-title">{t('home.more')}</span>
          <span className="tile-note">{t('home.more.note')}</span>
        </Tap>
      </div>
    </div>
  );
}

/** 更多: everything that is not at home, in pages. */
export function MoreTiles(): ReactNode {
  const { state, client, t } = useKiosk();
  const rows = [
    ...state.offered
      .filter(({ place }) => place === 'more')
      .map(({ service, why, notHere }) => ({
        name: service,
        icon: serviceIcons[service],
        why,
        not: whyNot(t, why, notHere),
        choose: () => client.call('home.choose', { service }),
      })),
    {
      name: 'departure',
      icon: <LogOut />,
      why: cardTrouble(state),
      not: whyNot(t, cardTrouble(state), null),
      choose: () => client.call('home.departure', {}),
    },
  ];
  const pages = usePages(rows, useRowsInSight({ standard: 8, large: 6, largest: 4 }));
  return (
    <>
      {pages.movers}
      <div className="stack stack-two">
        {pages.rows.map(({ name, icon, why, not, choose }) => (
          <Tap
            key={name}
            name={name}
            icon={icon}
            disabled={why !== null}
            onTap={() => void choose()}
          >
            {t(`home.${name}`)}
            {not !== null && <span className="tile-note">{not}</span>}
          </Tap>
        ))}
      </div>
    </>
  );
}
