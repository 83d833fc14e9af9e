import type { ReactNode } from 'react';
import { Printer } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

export function ConfirmPrint({ screen }: ScreenProps<'confirm-print'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { permit } = screen;
  return (
    <Frame
      title={t('print.title')}
      picture={
        <dl className="card permit">
          <dt>{t('field.name')}</dt>
          <dd className="person-name">{permit.name}</dd>
          <dt>{t('field.id-number')}</dt>
          <dd className="number">{permit.idNumberMasked}</dd>
          <dt>{t('field.valid')}</dt>
          <dd>
            {t('field.valid.until', { date: dateIn(state.comfort.language, permit.validTo) })}
          </dd>
          <dt>{t('field.authority')}</dt>
          <dd>{permit.issuingAuthority}</dd>
        </dl>
      }
    >
      <div className="pair">
        <Tap name="do-not-print" onTap={() => void client.call('session.quit', {})}>
          {t('print.no')}
        </Tap>
        <Tap
          kind="primary"
          name="print"
          icon={<Printer />}
          onTap={() => void client.call('permit.print', {})}
        >
          {t('print.go')}
        </Tap>
      </div>
      <Tap name="other" onTap={() => void client.call('home.choose', { service: 'status' })}>
        {t('home.status')}
      </Tap>
    </Frame>
  );
}
