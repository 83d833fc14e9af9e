// A person's name: Chinese whatever the screen's language, and a long one breaks after its dots, not inside its parts.
import type { ReactNode } from 'react';

export function Name(props: { readonly name: string }): ReactNode {
  return (
    <span lang="zh-Hans-CN">
      {props.name.split(/(?<=·)/).map((part, at) => (
        <span key={at} className="name-part">
          {part}
        </span>
      ))}
    </span>
  );
}
