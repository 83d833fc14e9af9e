// Badge, then PIN. A scanner types the badge's code and Enter; a person may too. Nothing typed stays in the page.
import { useEffect, useRef, useState } from 'react';
import type { SubmitEvent, ReactNode } from 'react';
import type { Failure, StaffState } from '../../electron/contract.ts';
import { useDesk } from './use-desk.ts';

type Locked = Extract<StaffState['desk'], { stage: 'locked' | 'badge-seen' }>;

export function SignIn(props: {
  readonly desk: Locked;
  readonly failure: Failure | null;
  readonly onFailure: (failure: Failure | null) => void;
}): ReactNode {
  const { t } = useDesk();
  const { desk, failure } = props;
  const wait = desk.stage === 'locked' ? desk.waitSeconds : 0;
  return (
    <main className="staff-sign-in" data-stage={desk.stage}>
      {wait > 0 ? (
        <p className="staff-warn" role="alert">
          {t('desk.wait', { seconds: wait })}
        </p>
      ) : desk.stage === 'badge-seen' ? (
        <PinPad onFailure={props.onFailure} />
      ) : (
        <BadgeField onFailure={props.onFailure} />
      )}
      {failure !== null && wait === 0 && (
        <p className="staff-warn" role="alert">
          {t(`failure.${failure.code}`)}
        </p>
      )}
    </main>
  );
}

function BadgeField(props: { readonly onFailure: (failure: Failure | null) => void }): ReactNode {
  const { client, t } = useDesk();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  async function show(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const code = field.current?.value.trim() ?? '';
    if (field.current !== null) field.current.value = '';
    const answer = await client.call('badge.show', { code });
    props.onFailure(answer.ok ? null : answer.failure);
  }
  return (
    <form className="staff-form" onSubmit={(event) => void show(event)}>
      <h2>{t('desk.badge')}</h2>
      <p>{t('desk.badge.how')}</p>
      <input
        ref={field}
        type="password"
        name="badge"
        autoComplete="off"
        maxLength={64}
        aria-label={t('desk.badge.label')}
      />
    </form>
  );
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

function PinPad(props: { readonly onFailure: (failure: Failure | null) => void }): ReactNode {
  const { client, t } = useDesk();
  const [pin, setPin] = useState('');
  const pad = useRef<HTMLFormElement>(null);
  useEffect(() => pad.current?.querySelector('input')?.focus(), []);
  async function typed(next: string): Promise<void> {
    const kept = next.replace(/\D/g, '').slice(0, 6);
    setPin(kept);
    if (kept.length < 6) return;
    setPin('');
    const answer = await client.call('pin.enter', { pin: kept });
    props.onFailure(answer.ok ? null : answer.failure);
  }
  return (
    <form className="staff-form" ref={pad} onSubmit={(event) => event.preventDefault()}>
      <h2>{t('desk.pin')}</h2>
      <input
        type="password"
        name="pin"
        inputMode="numeric"
        autoComplete="off"
        value={pin}
        aria-label={t('desk.pin')}
        onChange={(event) => void typed(event.target.value)}
      />
      <div className="staff-pad">
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            data-name={`pin-${digit}`}
            onClick={() => void typed(pin + digit)}
          >
            {digit}
          </button>
        ))}
        <button type="button" data-name="pin-erase" onClick={() => setPin(pin.slice(0, -1))}>
          {t('keypad.erase.short')}
        </button>
      </div>
    </form>
  );
}
