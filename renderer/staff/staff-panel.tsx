// The staff's window: on a screen of its own, or over the blanked public screen. Shows what the desk's stage allows.
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Failure } from '../../electron/contract.ts';
import type { Client } from '../client.ts';
import { CallAlert } from './call-alert.tsx';
import { OpenDesk } from './open-desk.tsx';
import { SetUp } from './set-up.tsx';
import { SignIn } from './sign-in.tsx';
import { staffWordsIn } from './staff-words.ts';
import './staff.css';
import { DeskContext, useDesk, useStaffState } from './use-desk.ts';

export function StaffPanel(props: { readonly client: Client; readonly over: boolean }): ReactNode {
  const state = useStaffState(props.client);
  const t = useMemo(() => staffWordsIn('zh-CN'), []);
  const { client } = props;
  const desk = useMemo(() => (state === null ? null : { state, client, t }), [state, client, t]);
  if (desk === null) return null;
  return (
    <I18nProvider locale="zh-CN">
      <DeskContext value={desk}>
        <div className="staff">
          <Head over={props.over} />
          <CallAlert />
          <Body />
        </div>
      </DeskContext>
    </I18nProvider>
  );
}

function Head(props: { readonly over: boolean }): ReactNode {
  const { state, client, t } = useDesk();
  const { desk } = state;
  return (
    <header className="staff-head">
      <h1>{t('desk.title')}</h1>
      <span lang="zh-Hans-CN">{state.place.centreName}</span>
      {state.demonstration && <span className="staff-demo">{t('demo.strip')}</span>}
      <span>{t(state.online ? 'state.online' : 'state.offline')}</span>
      {state.waiting > 0 && <span>{t('state.waiting', { n: state.waiting })}</span>}
      {state.needsStaff > 0 && (
        <span className="staff-warn">{t('state.needs-staff', { n: state.needsStaff })}</span>
      )}
      <span className="staff-fill" />
      {desk.stage === 'open' && (
        <>
          <span data-name="member">
            {t('desk.who', { role: t(`role.${desk.member.role}`), number: desk.member.number })}
          </span>
          <button data-name="leave" onClick={() => void client.call('desk.leave', {})}>
            {t('desk.leave')}
          </button>
        </>
      )}
      {props.over && desk.stage !== 'open' && (
        <button data-name="close" onClick={() => void client.call('panel.close', {})}>
          {t('desk.close')}
        </button>
      )}
    </header>
  );
}

function Body(): ReactNode {
  const { desk } = useDesk().state;
  const [failure, setFailure] = useState<Failure | null>(null);
  switch (desk.stage) {
    case 'set-up':
      return <SetUp />;
    case 'locked':
    case 'badge-seen':
      return <SignIn desk={desk} failure={failure} onFailure={setFailure} />;
    case 'open':
      return <OpenDesk />;
  }
}
