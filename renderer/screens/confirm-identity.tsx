import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { PersonCard } from '../components/person-card.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function ConfirmIdentity({ screen }: ScreenProps<'confirm-identity'>): ReactNode {
  const { client, t } = useKiosk();
  const { person } = screen;
  return (
    <Frame
      title={t('id.confirm')}
      lead={screen.draftFound ? t('id.draft') : t(`id.next.${screen.purpose}`)}
      picture={
        <PersonCard
          fields={[
            { label: t('field.name'), value: person.name, kind: 'name' },
            { label: t('field.sex'), value: t(`sex.${person.sex}`) },
            { label: t('field.id-number'), value: person.idNumberMasked, kind: 'number' },
          ]}
        />
      }
      other={
        <Tap name="not-me" onTap={() => void client.call('identity.confirm', { isMe: false })}>
          {t('id.not-me')}
        </Tap>
      }
      main={
        <Tap
          kind="primary"
          name="me"
          onTap={() => void client.call('identity.confirm', { isMe: true })}
        >
          {t(screen.draftFound ? 'id.me.draft' : 'id.me')}
        </Tap>
      }
    />
  );
}
