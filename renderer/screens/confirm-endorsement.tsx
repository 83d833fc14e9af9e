import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** “Is this you, and do you still live here?” in one look; the new validity is told before anything is asked. */
export function ConfirmEndorsement({ screen }: ScreenProps<'confirm-endorsement'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { language } = state.comfort;
  const row = (label: string, value: string | null, telling = false): ReactNode =>
    value === null ? null : (
      <>
        <dt>{label}</dt>
        <dd className={telling ? 'telling' : undefined}>{value}</dd>
      </>
    );
  const date = (day: string | null): string | null => (day === null ? null : dateIn(language, day));
  return (
    <Frame
      title={t('endorse.title')}
      lead={t(screen.late ? 'endorse.late' : 'endorse.lead')}
      picture={
        <dl className="card person">
          <dt>{t('field.name')}</dt>
          <dd className="person-name">{screen.person.name}</dd>
          <dt>{t('field.id-number')}</dt>
          <dd className="number">{screen.person.idNumberMasked}</dd>
          {row(t('answer.residence'), screen.address)}
          {row(t('endorse.valid-to'), date(screen.validTo))}
          {row(t('endorse.new-valid-to'), date(screen.newValidTo), true)}
        </dl>
      }
    >
      <div className="pair">
        <Tap
          name="moved"
          onTap={() => void client.call('endorsement.confirm', { stillResident: false })}
        >
          {t('endorse.moved')}
        </Tap>
        <Tap
          kind="primary"
          name="still-here"
          onTap={() => void client.call('endorsement.confirm', { stillResident: true })}
        >
          {t('endorse.still-here')}
        </Tap>
      </div>
    </Frame>
  );
}
