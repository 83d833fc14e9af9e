import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

const lines = ['what', 'why', 'who', 'long', 'rights', 'truth'] as const;

export function GiveConsent({ screen }: ScreenProps<'give-consent'>): ReactNode {
  const { client, t } = useKiosk();
  const pages = usePages(lines, useRowsInSight({ standard: 6, large: 6, largest: 3 }));
  return (
    <Frame
      title={t('consent.title')}
      picture={
        <ul className="consent">
          {pages.rows.map((line) => (
            <li key={line}>{t(`consent.${line}`)}</li>
          ))}
        </ul>
      }
    >
      {pages.movers}
      <div className="pair">
        <Tap kind="plain" name="refuse" onTap={() => void client.call('consent.refuse', {})}>
          {t('consent.no')}
        </Tap>
        <Tap
          kind="primary"
          name="agree"
          onTap={() => void client.call('case.submit', { noticeVersion: screen.noticeVersion })}
        >
          {t('consent.yes')}
        </Tap>
      </div>
    </Frame>
  );
}
