import type { ReactNode } from 'react';
import { Clock, FileCheck, IdCard, Landmark, ShieldCheck, UserCheck } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

const told = [
  ['what', <IdCard />],
  ['why', <FileCheck />],
  ['who', <Landmark />],
  ['long', <Clock />],
  ['rights', <UserCheck />],
  ['truth', <ShieldCheck />],
] as const;

export function GiveConsent({ screen }: ScreenProps<'give-consent'>): ReactNode {
  const { state, client, t } = useKiosk();
  // A problem takes the room of a line.
  const pages = usePages(
    told,
    useRowsInSight({ standard: 6, large: state.problem === null ? 6 : 3, largest: 3 }),
  );
  return (
    <Frame
      title={t(screen.by === 'guardian' ? 'consent.title.guardian' : 'consent.title')}
      picture={
        <Lines
          lines={pages.rows.map(([line, icon]) => ({
            key: line,
            icon,
            about: t(`consent.${line}.about`),
            text: t(`consent.${line}`, { city: t(`city.${state.place.cityAdcode}`) }),
          }))}
        />
      }
      other={
        <Tap name="refuse" onTap={() => void client.call('consent.refuse', {})}>
          {t('consent.no')}
        </Tap>
      }
      main={
        <Tap
          kind="primary"
          name="agree"
          onTap={() => void client.call('case.submit', { noticeVersion: screen.noticeVersion })}
        >
          {t('consent.yes')}
        </Tap>
      }
    >
      {pages.movers}
    </Frame>
  );
}
