// Somebody at the window calls: it rings until it is answered, and again when nobody came for a minute.
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { ring } from './bell.ts';
import { useDesk } from './use-desk.ts';

/** Between two rings, ms. */
const againMs = 4000;

export function CallAlert(): ReactNode {
  const { state, client, t } = useDesk();
  const { call } = state;
  const ringing = call !== null && !call.answered;
  const overdue = call?.overdue === true;
  useEffect(() => {
    if (!ringing) return;
    ring(overdue);
    const timer = setInterval(() => ring(overdue), againMs);
    return () => clearInterval(timer);
  }, [ringing, overdue]);
  if (call === null) return null;
  const at = t(`at.${call.at}`);
  return (
    <div className="staff-call" role="alert" data-overdue={overdue} data-answered={call.answered}>
      <span>
        {t(call.answered ? 'call.answered' : overdue ? 'call.overdue' : 'call.rings', { at })}
      </span>
      {call.problem !== null && <span>{t(`failure.${call.problem}`)}</span>}
      {!call.answered && (
        <button data-name="answer-call" onClick={() => void client.call('call.answer', {})}>
          {t('call.answer')}
        </button>
      )}
    </div>
  );
}
