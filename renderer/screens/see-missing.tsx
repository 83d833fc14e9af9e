import type { ReactNode } from 'react';
import { DoorOpen, Printer } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { PrintWord } from '../components/print-word.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** Everything missing. First it is printed; once it has been, the person goes to get it, and a second print needs staff. */
export function SeeMissing({ screen }: ScreenProps<'see-missing'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { given, print, printing } = screen;
  const rows = useRowsInSight({ standard: 4, large: 3, largest: given === null ? 2 : 1 });
  const pages = usePages(screen.missing, rows);
  const told = given !== null && !printing && (print === null || print.result === 'printed');
  const refused = state.problem?.code === 'notice-second';
  const leave = (kind: 'primary' | 'plain'): ReactNode => (
    <Tap
      kind={kind}
      name="leave"
      icon={<DoorOpen />}
      onTap={() => void client.call('missing.leave', {})}
    >
      {t('mat.missing.leave')}
    </Tap>
  );
  const printIt = (words: string, kind: 'primary' | 'plain'): ReactNode => (
    <Tap
      kind={kind}
      name="print-list"
      icon={<Printer />}
      disabled={printing}
      onTap={() => void client.call('missing.print', {})}
    >
      {printing ? t('print.short') : words}
    </Tap>
  );
  return (
    <Frame
      title={t('mat.missing.title', { n: screen.missing.length })}
      lead={
        given === null
          ? t('mat.missing.body')
          : t('mat.missing.kept', { date: dateIn(state.comfort.language, given.keepUntil) })
      }
      picture={
        <ul className="papers">
          {pages.rows.map((item) => (
            <li key={item.slot} className="paper">
              <b className="paper-number" aria-hidden="true">
                {screen.missing.indexOf(item) + 1}
              </b>
              <span className="paper-words">
                <b>{t(`slot.${item.slot}`)}</b>
                <small>
                  {t('mat.any-of', {
                    names: item.anyOf.map((kind) => t(`document.${kind}`)).join(t('list.comma')),
                  })}
                </small>
              </span>
            </li>
          ))}
        </ul>
      }
      main={told ? leave('primary') : printIt(t('mat.missing.print'), 'primary')}
    >
      {pages.movers}
      <PrintWord outcome={print} printing={printing} what="notice" />
      {given !== null && (
        <div className="stack stack-two">
          {!told && !printing && leave('plain')}
          {told && !refused && printIt(t('mat.missing.again'), 'plain')}
        </div>
      )}
    </Frame>
  );
}
