import type { ReactNode } from 'react';
import { Clock, Landmark, ScanFace, ShieldCheck, UserCheck } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

const told = [
  ['what', <ScanFace key="icon" />],
  ['why', <ShieldCheck key="icon" />],
  ['who', <Landmark key="icon" />],
  ['long', <Clock key="icon" />],
  ['rights', <UserCheck key="icon" />],
] as const;

/** Asked by itself, before the camera is on; both answers are as large and as strong as each other. */
export function GiveFaceConsent({ screen }: ScreenProps<'give-face-consent'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { by, onFile } = screen;
  const pages = usePages(told, useRowsInSight({ standard: 5, large: 5, largest: 3 }));
  return (
    <Frame
      title={t(by === 'guardian' ? 'face-consent.title.guardian' : 'face-consent.title')}
      picture={
        <Lines
          lines={pages.rows.map(([line, icon]) => ({
            key: line,
            icon,
            text: t(`face-consent.${line}`, { city: t(`city.${state.place.cityAdcode}`) }),
          }))}
        />
      }
    >
      {pages.movers}
      <div className="stack stack-two even">
        <Tap name="face-no" onTap={() => void client.call('face.decline', {})}>
          {t(onFile ? 'face-consent.on-file' : 'face-consent.no')}
        </Tap>
        <Tap name="face-yes" onTap={() => void client.call('face.agree', {})}>
          {t('face-consent.yes')}
        </Tap>
      </div>
    </Frame>
  );
}
