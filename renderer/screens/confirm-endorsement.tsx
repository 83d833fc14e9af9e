import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { PersonCard } from '../components/person-card.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** “Is this you, and do you still live here?” in one look; the new validity is told before anything is asked. */
export function ConfirmEndorsement({ screen }: ScreenProps<'confirm-endorsement'>): ReactNode {
  const { state, client, t } = useKiosk();
  const date = (day: string | null): string | null =>
    day === null ? null : dateIn(state.comfort.language, day);
  return (
    <Frame
      title={t('endorse.title')}
      lead={t(screen.late ? 'endorse.late' : 'endorse.lead')}
      picture={
        <PersonCard
          fields={[
            { label: t('field.name'), value: screen.person.name, kind: 'name' },
            { label: t('field.id-number'), value: screen.person.idNumberMasked, kind: 'number' },
            { label: t('answer.residence'), value: screen.address },
            { label: t('endorse.valid-to'), value: date(screen.validTo) },
            {
              label: t('endorse.new-valid-to'),
              value: date(screen.newValidTo),
              kind: 'telling',
            },
          ]}
        />
      }
      other={
        <Tap
          name="moved"
          onTap={() => void client.call('endorsement.confirm', { stillResident: false })}
        >
          {t('endorse.moved')}
        </Tap>
      }
      main={
        <Tap
          kind="primary"
          name="still-here"
          onTap={() => void client.call('endorsement.confirm', { stillResident: true })}
        >
          {t('endorse.still-here')}
        </Tap>
      }
    />
  );
}
