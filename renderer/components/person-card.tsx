// A person's data laid out as on the card in the hand: label over value, the person's outline at the right.
import type { ReactNode } from 'react';
import { Name } from './name.tsx';
import { Bust } from './pictograms.tsx';

export interface Field {
  readonly label: string;
  readonly value: string | null;
  readonly kind?: 'name' | 'number' | 'telling';
}

/** Names longer than this are set smaller, characters. */
const longName = 8;
const classOf = { name: 'person-name', number: 'number', telling: 'telling' } as const;

export function PersonCard(props: {
  /** The name of the sheet, where it stands for one. */
  readonly head?: string;
  readonly fields: readonly Field[];
}): ReactNode {
  return (
    <div className={props.head === undefined ? 'card person' : 'card person permit'}>
      {props.head !== undefined && (
        <div className="sheet-head" aria-hidden="true">
          {props.head}
        </div>
      )}
      <svg className="person-bust" viewBox="0 0 42 54" aria-hidden="true">
        <Bust />
      </svg>
      <dl>
        {props.fields.map(({ label, value, kind }) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd
                className={kind === undefined ? undefined : classOf[kind]}
                data-long={kind === 'name' && value.length > longName}
              >
                {kind === 'name' ? <Name name={value} /> : value}
              </dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}
