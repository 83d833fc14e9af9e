import type { ReactNode } from 'react';
import { BadgeCheck, Printer, Search } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { PersonCard } from '../components/person-card.tsx';
import { EndorsementReminder } from '../components/reminder.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** The permit as it will lie in the outlet. 不打印 leaves; there is nothing else to go back to. */
export function ConfirmPrint({ screen }: ScreenProps<'confirm-print'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { permit } = screen;
  const until = dateIn(state.comfort.language, permit.validTo);
  return (
    <Frame
      title={t('print.title')}
      picture={
        <>
          <PersonCard
            head={t('print.sheet')}
            fields={[
              { label: t('field.name'), value: permit.name, kind: 'name' },
              { label: t('field.id-number'), value: permit.idNumberMasked, kind: 'number' },
              { label: t('field.valid'), value: t('field.valid.until', { date: until }) },
              { label: t('field.authority'), value: permit.issuingAuthority },
            ]}
          />
          <EndorsementReminder />
        </>
      }
      back={false}
      other={
        <Tap name="do-not-print" onTap={() => void client.call('session.quit', {})}>
          {t('print.no')}
        </Tap>
      }
      main={
        <Tap
          kind="primary"
          name="print"
          icon={<Printer />}
          onTap={() => void client.call('permit.print', {})}
        >
          {t('print.go')}
        </Tap>
      }
    >
      <div className="stack stack-two">
        {state.reminder?.when === 'within' && (
          <Tap
            name="endorse"
            icon={<BadgeCheck />}
            onTap={() => void client.call('home.choose', { service: 'endorsement' })}
          >
            {t('reminder.endorse')}
          </Tap>
        )}
        <Tap
          name="other"
          icon={<Search />}
          onTap={() => void client.call('home.choose', { service: 'status' })}
        >
          {t('print.status')}
        </Tap>
      </div>
    </Frame>
  );
}
