// The frame every public screen shares: place and time, step and title, picture, controls in the lower part, assist bar.
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { ArrowLeft, CircleAlert } from 'lucide-react';
import type { KioskState } from '../../electron/contract.ts';
import { useKiosk } from '../use-kiosk.ts';
import { AssistBar } from './assist-bar.tsx';
import { Sentences } from './sentences.tsx';
import { StatusStrip } from './status-strip.tsx';
import { Tap } from './tap.tsx';

export function Frame(props: {
  /** What of its kind this screen is about: which paper, whose card. Told to tests, not to people. */
  readonly of?: string;
  readonly title: string;
  readonly lead?: ReactNode;
  /** What to look at; never a control. */
  readonly picture?: ReactNode;
  /** Choices above the last row. */
  readonly children?: ReactNode;
  /** The other answer, left of the main one. */
  readonly other?: ReactNode;
  /** The main button, lower right. */
  readonly main?: ReactNode;
  readonly back?: boolean;
}): ReactNode {
  const { state, client, t } = useKiosk();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [state.screen.name]);
  const back = (props.back ?? true) && state.canGoBack;
  const trouble = troubleOf(state);
  const answers = [props.other, props.main].filter((answer) => answer !== undefined).length;
  return (
    <main
      className="frame"
      data-screen={state.screen.name}
      data-revision={state.revision}
      data-of={props.of}
    >
      <StatusStrip />
      <header className="head">
        <div className="step">
          {state.step !== null && (
            <>
              <span>{t('step', { number: state.step.number, of: state.step.of })}</span>
              <span className="step-bar" aria-hidden="true">
                {Array.from({ length: state.step.of }, (_, index) => (
                  <i key={index} data-done={index < (state.step?.number ?? 0)} />
                ))}
              </span>
            </>
          )}
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.lead !== undefined && <div className="lead">{props.lead}</div>}
      </header>
      <section className="picture">{props.picture}</section>
      <div
        className="problem"
        role="alert"
        data-shown={trouble !== null}
        data-code={state.problem?.code}
      >
        {trouble !== null && (
          <>
            <CircleAlert aria-hidden="true" />
            <span>
              <Sentences text={t(trouble)} />
            </span>
          </>
        )}
      </div>
      <section className="controls">
        <div className="choices">{props.children}</div>
        {(back || answers > 0) && (
          <div className="way" data-back={back} data-answers={answers}>
            {back && (
              <Tap
                kind="back"
                icon={<ArrowLeft />}
                onTap={() => void client.call('session.back', {})}
                name="back"
              >
                {t('back')}
              </Tap>
            )}
            {props.other}
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

/** What stands above the controls: what went wrong, else what is forgotten on the reader. */
function troubleOf({ problem, cardLeft }: KioskState): string | null {
  if (problem !== null) return `failure.${problem.code}`;
  return cardLeft === null ? null : `card-left.${cardLeft}`;
}
