// Number and name of somebody who has no card at the window: the number on a keypad, then the name by pinyin.
// Judges nothing but the number's check character, so that a slip is seen before the name is typed.
import type { ReactNode } from 'react';
import { useState } from 'react';
import { groupedIdNumber, idNumberSlip } from '../numbers.ts';
import { useKiosk } from '../use-kiosk.ts';
import { Frame } from './frame.tsx';
import { Keypad } from './keypad.tsx';
import { NameKeyboard } from './name-keyboard.tsx';
import { Name } from './name.tsx';
import { Tap } from './tap.tsx';

/** Characters of a citizen identity number (GB 11643). */
const places = 18;
/** A name field holds 25 characters (2016 notice on names of ethnic groups). */
const longestName = 25;

export interface PersonTyped {
  readonly idNumber: string;
  readonly name: string;
}

export function PersonForm(props: {
  /** Prefix of the words: `person.<who>`. */
  readonly who: string;
  readonly onDone: (person: PersonTyped) => void;
}): ReactNode {
  const { t } = useKiosk();
  const [number, setNumber] = useState('');
  const [name, setName] = useState<readonly string[]>([]);
  const [typing, setTyping] = useState('');
  const [step, setStep] = useState<'number' | 'name'>('number');
  const slip = number.length === places ? idNumberSlip(number) : null;

  if (step === 'number')
    return (
      <Frame
        of="number"
        title={t(`person.${props.who}.number`)}
        lead={t(slip === null ? 'person.number.lead' : `person.number.${slip}`)}
        picture={
          <output className="digits digits-id" aria-label={groupedIdNumber(number)}>
            {Array.from({ length: places }, (_, at) => (
              <i
                key={at}
                data-filled={at < number.length}
                data-wrong={slip !== null}
                aria-hidden="true"
              >
                {number[at] ?? ''}
              </i>
            ))}
          </output>
        }
        main={
          <Tap
            kind="primary"
            name="number-done"
            disabled={number.length < places || slip !== null}
            onTap={() => setStep('name')}
          >
            {t('next')}
          </Tap>
        }
      >
        <Keypad
          withX={number.length === places - 1}
          onKey={(digit) =>
            setNumber((before) => (before.length < places ? before + digit : before))
          }
          onErase={() => setNumber((before) => before.slice(0, -1))}
          onClear={() => setNumber('')}
        />
      </Frame>
    );
  return (
    <Frame
      of="name"
      title={t(`person.${props.who}.name`)}
      lead={groupedIdNumber(number)}
      picture={
        <output className="typed-name" aria-live="polite">
          <Name name={name.join('')} />
          <span className="typed-syllable">{typing}</span>
        </output>
      }
      other={
        <Tap name="number-again" onTap={() => setStep('number')}>
          {t('person.number.again')}
        </Tap>
      }
      main={
        <Tap
          kind="primary"
          name="name-done"
          disabled={name.length === 0}
          onTap={() => props.onDone({ idNumber: number, name: name.join('') })}
        >
          {t('person.done')}
        </Tap>
      }
      back={false}
    >
      <NameKeyboard
        first={name.length === 0}
        onCharacter={(character) =>
          setName((before) => (before.length < longestName ? [...before, character] : before))
        }
        onErase={() => setName((before) => before.slice(0, -1))}
        onSyllable={setTyping}
      />
    </Frame>
  );
}
