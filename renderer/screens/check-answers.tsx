import type { ReactNode } from 'react';
import { Pencil } from 'lucide-react';
import type { Language, Screen } from '../../electron/contract.ts';
import { Frame } from '../components/frame.tsx';
import { Name } from '../components/name.tsx';
import { Tap } from '../components/tap.tsx';
import { groupedMobile } from '../numbers.ts';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import type { Words } from '../words.ts';
import { dateIn } from '../words.ts';

type Row = Extract<Screen, { name: 'check-answers' }>['rows'][number];

/** The core hands over name and number in one value, the number last. */
function Identity(props: { readonly value: string }): ReactNode {
  const at = props.value.lastIndexOf(' ');
  return (
    <>
      <Name name={props.value.slice(0, at)} />{' '}
      <span className="name-part">{props.value.slice(at + 1)}</span>
    </>
  );
}

function shown(row: Row, t: Words, language: Language): ReactNode {
  switch (row.row) {
    case 'ground':
      return row.value === '' ? t('answer.none') : t(`ground.${row.value}`);
    case 'papers':
      return t(row.value === '0' ? 'answer.papers.none' : 'answer.papers.count', { n: row.value });
    case 'photo':
      return t(row.value === '' ? 'answer.none' : `answer.photo.${row.value}`);
    case 'residence':
      return row.value === '' ? t('answer.residence.paper') : row.value;
    case 'mobile':
      return row.value === '' ? t('answer.mobile.none') : groupedMobile(row.value);
    case 'validity':
      return row.value === '' ? t('answer.validity.later') : dateIn(language, row.value);
    case 'card':
      return t(`card.${row.value}`);
    case 'lost-on':
      return row.value === '' ? t('answer.none') : dateIn(language, row.value);
    case 'delivery':
      return row.missing
        ? t('answer.none')
        : row.value === ''
          ? t('delivery.window')
          : t('delivery.courier.to', { address: row.value });
    case 'fee':
      return row.value === '0' ? t('answer.fee.free') : t('answer.fee.yuan', { n: row.value });
    case 'change':
      return t(`change.${row.value}`);
    case 'link':
      return t('answer.link.value');
    case 'identity':
    case 'acting':
      return <Identity value={row.value} />;
  }
}

export function CheckAnswers({ screen }: ScreenProps<'check-answers'>): ReactNode {
  const { state, client, t } = useKiosk();
  return (
    <Frame
      title={t('check.title')}
      picture={
        <div className="answers">
          {screen.photo !== null && (
            <img
              className="answers-photo"
              src={`data:image/jpeg;base64,${screen.photo}`}
              alt={t('face.alt-text')}
            />
          )}
          <dl>
            {screen.rows.map((row) => (
              <div key={row.row} className="answers-row" data-missing={row.missing}>
                <dt>{t(`answer.${row.row}`)}</dt>
                <dd>{shown(row, t, state.comfort.language)}</dd>
              </div>
            ))}
          </dl>
        </div>
      }
      main={
        <Tap
          kind="primary"
          name="all-correct"
          onTap={() => void client.call('answers.confirm', {})}
        >
          {t('check.ok')}
        </Tap>
      }
    >
      <p className="hint">{t('check.hint')}</p>
      <div className="stack stack-two">
        {screen.rows
          .filter((row) => row.changeable)
          .map((row) => (
            <Tap
              key={row.row}
              name={`change-${row.row}`}
              icon={<Pencil />}
              onTap={() => void client.call('answers.change', { row: row.row })}
            >
              {t('check.change', { name: t(`answer.${row.row}`) })}
            </Tap>
          ))}
      </div>
    </Frame>
  );
}
