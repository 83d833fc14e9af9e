import type { ReactNode } from 'react';
import { Printer } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { PrintWord } from '../components/print-word.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function SeeMissing({ screen }: ScreenProps<'see-missing'>): ReactNode {
  const { client, t } = useKiosk();
  const pages = usePages(screen.missing, useRowsInSight({ standard: 4, large: 3, largest: 2 }));
  return (
    <Frame
      title={t('mat.missing.title', { n: screen.missing.length })}
      lead={t('mat.missing.body')}
      picture={
        <ul className="papers">
          {pages.rows.map((item) => (
            <li key={item.slot} className="paper">
              <b className="paper-number" aria-hidden="true">
                {screen.missing.indexOf(item) + 1}
              </b>
              <span className="paper-words">
                <b>{t(`slot.${item.slot}`)}</b>
                <small>
                  {t('mat.any-of', {
                    names: item.anyOf.map((kind) => t(`document.${kind}`)).join(t('list.comma')),
                  })}
                </small>
              </span>
            </li>
          ))}
        </ul>
      }
      main={
        <Tap
          kind="primary"
          name="print-list"
          icon={<Printer />}
          disabled={screen.printing || screen.print?.result === 'printed'}
          onTap={() => void client.call('missing.print', {})}
        >
          {t(screen.printing ? 'print.short' : 'mat.missing.print')}
        </Tap>
      }
    >
      {pages.movers}
      <PrintWord outcome={screen.print} printing={screen.printing} what="notice" />
    </Frame>
  );
}
