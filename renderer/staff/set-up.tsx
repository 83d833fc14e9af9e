// The first supervisor, by the set-up code of whoever installs. Badge and PIN are shown once.
import { useState } from 'react';
import type { SubmitEvent, ReactNode } from 'react';
import type { Failure } from '../../electron/contract.ts';
import { QrCode } from '../components/qr-code.tsx';
import { useDesk } from './use-desk.ts';

export function SetUp(): ReactNode {
  const { client, t } = useDesk();
  const [code, setCode] = useState('');
  const [made, setMade] = useState<{ badge: string; pin: string } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function begin(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const answer = await client.call('setup.begin', { code });
    setCode('');
    if (answer.ok) setMade(answer.value);
    setFailure(answer.ok ? null : answer.failure);
  }
  return (
    <main className="staff-sign-in" data-stage="set-up">
      <form className="staff-form" onSubmit={(event) => void begin(event)}>
        <h2>{t('desk.setup')}</h2>
        {made === null ? (
          <>
            <p>{t('desk.setup.how')}</p>
            <input
              name="setup"
              type="password"
              autoComplete="off"
              maxLength={80}
              value={code}
              aria-label={t('desk.setup.label')}
              onChange={(event) => setCode(event.target.value)}
            />
            <button type="submit" data-name="begin" disabled={code === ''}>
              {t('desk.setup.go')}
            </button>
          </>
        ) : (
          <MadeHere made={made} />
        )}
        {failure !== null && (
          <p className="staff-warn" role="alert">
            {t(`failure.${failure.code}`)}
          </p>
        )}
      </form>
    </main>
  );
}

function MadeHere({ made }: { readonly made: { badge: string; pin: string } }): ReactNode {
  const { t } = useDesk();
  return (
    <>
      <p>{t('desk.setup.made')}</p>
      <div className="staff-code">
        <QrCode text={made.badge} label={t('desk.badge.label')} />
      </div>
      <p data-name="badge">{t('desk.setup.badge', { badge: made.badge })}</p>
      <p data-name="pin">{t('desk.setup.pin', { pin: made.pin })}</p>
    </>
  );
}
