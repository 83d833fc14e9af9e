import type { ReactNode } from 'react';
import { Camera, CircleCheck, RotateCcw } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function ListPapers({ screen }: ScreenProps<'list-papers'>): ReactNode {
  const { state, client, t } = useKiosk();
  // A problem takes the room of a row.
  const rows = useRowsInSight({
    standard: 3,
    large: 2,
    largest: state.problem === null ? 2 : 1,
  });
  const pages = usePages(screen.papers, rows);
  const left = screen.papers.filter((paper) => paper.taken === null).length;
  // One thing at a time: the first paper still to come is the main button, the others stand above it.
  const next = screen.papers.find((paper) => paper.taken === null);
  const others = pages.rows.filter((paper) => screen.complete || paper !== next);
  return (
    <Frame
      title={t('mat.title')}
      lead={screen.complete ? t('mat.complete') : t('mat.left', { n: left })}
      picture={
        <ul className="papers">
          {pages.rows.map((paper) => (
            <li key={paper.slot} className="paper" data-taken={paper.taken !== null}>
              {paper.taken === null ? (
                <span className="paper-empty" aria-hidden="true">
                  <Camera />
                </span>
              ) : (
                <img
                  className="paper-picture"
                  src={`data:image/jpeg;base64,${paper.taken.thumbnail}`}
                  alt=""
                />
              )}
              <span className="paper-words">
                <b>{t(`slot.${paper.slot}`)}</b>
                <small>
                  {paper.taken === null
                    ? t('mat.any-of', {
                        names: paper.anyOf
                          .slice(0, 3)
                          .map((kind) => t(`document.${kind}`))
                          .join(t('list.comma')),
                      })
                    : paper.taken.kind === paper.slot
                      ? t('mat.taken')
                      : t(`document.${paper.taken.kind}`)}
                </small>
              </span>
              {paper.taken !== null && (
                <CircleCheck className="paper-tick" aria-label={t('mat.taken')} />
              )}
            </li>
          ))}
        </ul>
      }
      main={
        screen.complete || next === undefined ? (
          <Tap kind="primary" name="papers-done" onTap={() => void client.call('papers.done', {})}>
            {t('next')}
          </Tap>
        ) : (
          <Tap
            kind="primary"
            name={`take-${next.slot}`}
            icon={<Camera />}
            onTap={() => void client.call('papers.start', { slot: next.slot })}
          >
            {t('mat.take', { name: t(`slot.${next.slot}`) })}
          </Tap>
        )
      }
    >
      {pages.movers}
      <div className="stack stack-two">
        {others.map((paper) => (
          <Tap
            key={paper.slot}
            name={`take-${paper.slot}`}
            icon={paper.taken === null ? <Camera /> : <RotateCcw />}
            onTap={() => void client.call('papers.start', { slot: paper.slot })}
          >
            {t(paper.taken === null ? 'mat.take' : 'mat.retake', { name: t(`slot.${paper.slot}`) })}
          </Tap>
        ))}
        {!screen.complete && (
          <Tap name="not-all" onTap={() => void client.call('papers.not-all', {})}>
            {t('mat.not-all')}
          </Tap>
        )}
      </div>
    </Frame>
  );
}
