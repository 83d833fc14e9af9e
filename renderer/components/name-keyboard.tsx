// A name by pinyin: letters, tone, and the characters they may mean, eight at a time. Holds the syllable being typed and
// nothing of the name.
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { ChevronLeft, ChevronRight, Delete } from 'lucide-react';
import type { Readings, Tone } from '../pinyin.ts';
import { canBegin, candidates, loadReadings } from '../pinyin.ts';
import { useKiosk } from '../use-kiosk.ts';
import { Tap } from './tap.tsx';

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;
const tones = [
  [1, 'ā'],
  [2, 'á'],
  [3, 'ǎ'],
  [4, 'à'],
] as const;
/** Characters in sight at once. */
const inSight = 8;

/** The sum of what a finger can do here: one character comes, or the last one goes. */
export function NameKeyboard(props: {
  /** True while the first character is typed: surnames come first. */
  readonly first: boolean;
  readonly onCharacter: (character: string) => void;
  readonly onErase: () => void;
  readonly onSyllable: (shown: string) => void;
}): ReactNode {
  const { t } = useKiosk();
  const [readings, setReadings] = useState<Readings>({});
  const [letters, setLetters] = useState('');
  const [tone, setTone] = useState<Tone | null>(null);
  const [page, setPage] = useState(0);
  useEffect(() => {
    void loadReadings().then(setReadings);
  }, []);

  const found = candidates(readings, letters, tone, props.first);
  const count = Math.max(1, Math.ceil(found.length / inSight));
  const shown = found.slice(page * inSight, (page + 1) * inSight);

  function type(next: string, nextTone: Tone | null = null): void {
    setLetters(next);
    setTone(nextTone);
    setPage(0);
    props.onSyllable(`${next}${tones.find(([one]) => one === nextTone)?.[1] ?? ''}`);
  }
  function choose(character: string): void {
    props.onCharacter(character);
    type('');
  }
  function erase(): void {
    if (letters === '') props.onErase();
    else type(letters.slice(0, -1));
  }

  return (
    <div className="name-keyboard" lang="zh-Hans-CN">
      <div className="candidates">
        <Tap
          name="name-before"
          icon={<ChevronLeft />}
          label={t('list.up')}
          disabled={page === 0}
          onTap={() => setPage(page - 1)}
        >
          {''}
        </Tap>
        {Array.from({ length: inSight }, (_, at) => (
          <Tap
            key={at}
            name={`candidate-${at + 1}`}
            disabled={shown[at] === undefined}
            onTap={() => choose(shown[at] ?? '')}
          >
            {shown[at] ?? ''}
          </Tap>
        ))}
        <Tap
          name="name-after"
          icon={<ChevronRight />}
          label={t('list.down')}
          disabled={page >= count - 1}
          onTap={() => setPage(page + 1)}
        >
          {''}
        </Tap>
      </div>
      <div className="tones">
        {tones.map(([one, mark]) => (
          <Tap
            key={one}
            name={`tone-${one}`}
            pressed={tone === one}
            disabled={letters === ''}
            onTap={() => type(letters, tone === one ? null : one)}
          >
            {`${mark} ${t(`name.tone.${one}`)}`}
          </Tap>
        ))}
        <Tap name="name-dot" onTap={() => props.onCharacter('·')}>
          ·
        </Tap>
        <Tap name="name-erase" icon={<Delete />} label={t('keypad.erase')} onTap={erase}>
          {t('keypad.erase.short')}
        </Tap>
      </div>
      {rows.map((row) => (
        <div className="letters" key={row}>
          {Array.from(row, (letter) => (
            <Tap
              key={letter}
              name={`letter-${letter}`}
              disabled={!canBegin(readings, letters + letter)}
              onTap={() => type(letters + letter)}
            >
              {letter === 'v' ? 'ü' : letter}
            </Tap>
          ))}
        </div>
      ))}
    </div>
  );
}
