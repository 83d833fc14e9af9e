// The frame every public screen shares: place and time, step and title, picture, controls in the lower part, assist bar.
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { ArrowLeft, CloudOff, TriangleAlert } from 'lucide-react';
import { useKiosk } from '../use-kiosk.ts';
import { AssistBar } from './assist-bar.tsx';
import { Tap } from './tap.tsx';

export function Frame(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  /** What to look at; never a control. */
  readonly picture?: ReactNode;
  /** Choices above the row of 返回 and the main button. */
  readonly children?: ReactNode;
  /** The main button, lower right. */
  readonly main?: ReactNode;
  readonly back?: boolean;
}): ReactNode {
  const { state, client, t } = useKiosk();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [state.screen.name]);
  const back = (props.back ?? true) && state.canGoBack;
  return (
    <main className="frame" data-screen={state.screen.name}>
      <StatusStrip />
      <header className="head">
        {state.step !== null && (
          <div className="step">
            <span>{t('step', { number: state.step.number, of: state.step.of })}</span>
            <span className="step-bar" aria-hidden="true">
              {Array.from({ length: state.step.of }, (_, index) => (
                <i key={index} data-done={index < (state.step?.number ?? 0)} />
              ))}
            </span>
          </div>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.lead !== undefined && <div className="lead">{props.lead}</div>}
      </header>
      <section className="picture">{props.picture}</section>
      <section className="controls">
        <div className="problem" role="alert" data-shown={state.problem !== null}>
          {state.problem !== null && (
            <>
              <TriangleAlert aria-hidden="true" />
              <span>{t(`failure.${state.problem.code}`)}</span>
            </>
          )}
        </div>
        <div className="choices">{props.children}</div>
        {(back || props.main !== undefined) && (
          <div className="way">
            {back ? (
              <Tap
                icon={<ArrowLeft />}
                onTap={() => void client.call('session.back', {})}
                name="back"
              >
                {t('back')}
              </Tap>
            ) : (
              <span />
            )}
            {props.main}
          </div>
        )}
      </section>
      <AssistBar />
      {state.demonstration && (
        <div className="demo-mark" aria-hidden="true">
          {t('demo.mark')}
        </div>
      )}
    </main>
  );
}

function StatusStrip(): ReactNode {
  const { state, t } = useKiosk();
  const time = new Intl.DateTimeFormat('zh-CN', {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Asia/Shanghai',
  }).format(new Date(state.now));
  return (
    <div className="strip">
      <span className="strip-place">{state.place.centreName}</span>
      {state.demonstration && <span className="strip-demo">{t('demo.strip')}</span>}
      {state.upstream === 'offline' && (
        <span className="strip-offline">
          <CloudOff aria-hidden="true" /> {t('offline')}
        </span>
      )}
      <span className="strip-time">{time}</span>
    </div>
  );
}
