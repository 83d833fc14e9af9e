// A few sentences: the first (what happened, or what to do) stands out, the others follow.
import type { ReactNode } from 'react';
import { useKiosk } from '../use-kiosk.ts';
import { sentencesOf } from '../words.ts';

export function Sentences(props: { readonly text: string }): ReactNode {
  const { state } = useKiosk();
  const [first, ...others] = sentencesOf(props.text);
  const between = state.comfort.language === 'en' ? ' ' : '';
  return (
    <>
      <strong>{first}</strong>
      {others.length > 0 && `${between}${others.join(between)}`}
    </>
  );
}
