import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
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
        <dl className="card person">
          <dt>{t('field.name')}</dt>
          <dd className="person-name">{person.name}</dd>
          <dt>{t('field.sex')}</dt>
          <dd>{t(`sex.${person.sex}`)}</dd>
          <dt>{t('field.id-number')}</dt>
          <dd className="number">{person.idNumberMasked}</dd>
        </dl>
      }
    >
      <div className="pair">
        <Tap name="not-me" onTap={() => void client.call('identity.confirm', { isMe: false })}>
          {t('id.not-me')}
        </Tap>
        <Tap
          kind="primary"
          name="me"
          onTap={() => void client.call('identity.confirm', { isMe: true })}
        >
          {t(screen.draftFound ? 'id.me.draft' : 'id.me')}
        </Tap>
      </div>
    </Frame>
  );
}
