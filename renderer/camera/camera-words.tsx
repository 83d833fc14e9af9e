// The two sentences of the picture zone: the live hint and “the camera is away”. Announced politely, not at every change.
import type { ReactNode } from 'react';

type Text = (key: string) => string;

export function Hint(props: { readonly name: string; readonly text: Text }): ReactNode {
  return (
    <p className="camera-hint" role="status" data-hint={props.name}>
      {props.text(props.name)}
    </p>
  );
}

export function CameraAway(props: { readonly text: Text }): ReactNode {
  return (
    <p className="camera-away" role="alert">
      {props.text('camera.away')}
    </p>
  );
}
