// A short list to read, each line with its own small picture. Nothing in it can be pressed.
import type { ReactNode } from 'react';

export interface Line {
  readonly key: string;
  readonly icon: ReactNode;
  /** A word or two above the line, e.g. what it is about. */
  readonly about?: string;
  readonly text: string;
}

export function Lines(props: { readonly lines: readonly Line[] }): ReactNode {
  return (
    <ul className="lines">
      {props.lines.map(({ key, icon, about, text }) => (
        <li key={key}>
          {icon}
          <span>
            {about !== undefined && <b>{about}</b>}
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
