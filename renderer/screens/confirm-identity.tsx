import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { PersonCard } from '../components/person-card.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function ConfirmIdentity({ screen }: ScreenProps<'confirm-identity'>): ReactNode {
  const { client, t } = useKiosk();
  const { person, proxy } = screen;
  return (
    <Frame
      title={t(proxy === null ? 'id.confirm' : 'id.confirm.both')}
      lead={screen.draftFound ? t('id.draft') : t(`id.next.${screen.purpose}`)}
      picture={
        <PersonCard
          fields={[
            { label: t('field.name'), value: person.name, kind: 'name' },
            ...(proxy === null ? [{ label: t('field.sex'), value: t(`sex.${person.sex}`) }] : []),
            { label: t('field.id-number'), value: person.idNumberMasked, kind: 'number' },
            ...(proxy === null
              ? []
              : [{ label: t('field.proxy'), value: proxy.name, kind: 'name' as const }]),
          ]}
        />
      }
      other={
        <Tap name="not-me" onTap={() => void client.call('identity.confirm', { isMe: false })}>
          {t(proxy === null ? 'id.not-me' : 'id.not-us')}
        </Tap>
      }
      main={
        <Tap
          kind="primary"
          name="me"
          onTap={() => void client.call('identity.confirm', { isMe: true })}
        >
          {t(screen.draftFound ? 'id.me.draft' : proxy === null ? 'id.me' : 'id.us')}
        </Tap>
      }
    />
  );
}
