// The one button of the public screens: large, guarded against ghost and double taps. Must not know any verb.
import type { ReactNode } from 'react';
import { useRef } from 'react';
import { Button } from 'react-aria-components';

/** A touch this soon after the screen changed was meant for the screen before, ms. */
const ghostMs = 300;
/** A second touch this soon is a tremor, ms. */
const tremorMs = 250;

let screen = '';
let screenAt = 0;

/** Tells the guard which screen is shown. */
export function noteScreen(name: string): void {
  if (name === screen) return;
  screen = name;
  screenAt = performance.now();
}

export type TapKind = 'primary' | 'plain' | 'danger' | 'back' | 'bar' | 'call';

export function Tap(props: {
  readonly kind?: TapKind;
  readonly onTap: () => void;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly name?: string;
  readonly children: ReactNode;
}): ReactNode {
  const last = useRef(0);
  function press(): void {
    const now = performance.now();
    if (now - screenAt < ghostMs || now - last.current < tremorMs) return;
    last.current = now;
    props.onTap();
  }
  return (
    <Button
      className={
        props.kind === 'call' ? 'tap tap-bar tap-call' : `tap tap-${props.kind ?? 'plain'}`
      }
      onPress={press}
      isDisabled={props.disabled ?? false}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
      {...(props.name === undefined ? {} : { 'data-name': props.name })}
    >
      {props.icon !== undefined && <span className="tap-icon">{props.icon}</span>}
      <span className="tap-words">{props.children}</span>
    </Button>
  );
}
