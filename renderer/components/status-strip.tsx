// The band at the top of every screen: where this is, what is not as usual, day and time. Its sign, held, calls the staff's panel.
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { CloudOff, UserRoundCheck } from 'lucide-react';
import type { Language } from '../../electron/contract.ts';
import { useKiosk } from '../use-kiosk.ts';

/** Day and time at the window, whatever zone the machine is set to. */
function dayAndTime(language: Language, now: string): { day: string; time: string } {
  const at = new Date(now);
  const timeZone = 'Asia/Shanghai';
  const shown = new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en-GB', {
    month: language === 'zh-CN' ? 'numeric' : 'long',
    day: 'numeric',
    weekday: language === 'zh-CN' ? 'long' : 'short',
    timeZone,
  }).formatToParts(at);
  const of = (type: string): string => shown.find((part) => part.type === type)?.value ?? '';
  return {
    day:
      language === 'zh-CN'
        ? `${of('month')} 月 ${of('day')} 日 ${of('weekday')}`
        : `${of('weekday')}, ${of('day')} ${of('month')}`,
    time: new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    }).format(at),
  };
}

export function StatusStrip(): ReactNode {
  const { state, client, t } = useKiosk();
  const held = useHeld(() => void client.call('panel.open', {}));
  const { day, time } = dayAndTime(state.comfort.language, state.now);
  return (
    <div className="strip">
      <span className="strip-sign" data-name="sign" {...held}>
        <Emblem />
      </span>
      <span className="strip-place" lang="zh-Hans-CN">
        {state.place.centreName}
      </span>
      {state.demonstration && <span className="strip-demo">{t('demo.strip')}</span>}
      {state.upstream === 'offline' && (
        <span className="strip-offline">
          <CloudOff aria-hidden="true" /> {t('offline')}
        </span>
      )}
      {state.staff.helping ? (
        <span className="strip-helping" role="status">
          <UserRoundCheck aria-hidden="true" /> {t('staff.helping')}
        </span>
      ) : (
        <span>{day}</span>
      )}
      <span className="strip-time">{time}</span>
    </div>
  );
}

/** Three seconds on the sign open the staff's panel where it has no screen of its own; a touch in passing does nothing. */
const heldMs = 3000;
function useHeld(then: () => void): { onPointerDown: () => void; onPointerUp: () => void } & {
  onPointerLeave: () => void;
} {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const stop = (): void => clearTimeout(timer.current);
  return {
    onPointerDown() {
      stop();
      timer.current = setTimeout(then, heldMs);
    },
    onPointerUp: stop,
    onPointerLeave: stop,
  };
}

/** Our own sign: a house with a person's card in it. */
function Emblem(): ReactNode {
  return (
    <svg
      className="strip-emblem"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M3 11.5 12 4l9 7.5M5.5 10v10h13V10" />
      <path d="M9 20v-3.2a3 3 0 0 1 6 0V20" />
      <circle cx="12" cy="10.8" r="1.6" />
    </svg>
  );
}
