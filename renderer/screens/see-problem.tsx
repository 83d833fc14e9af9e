import type { ReactNode } from 'react';
import { citationIn } from '../../electron/citation.ts';
import { Frame } from '../components/frame.tsx';
import { CardOnReader } from '../components/pictograms.tsx';
import { PrintRefusal, RefusalPrinted, mayPrint } from '../components/refusal-slip.tsx';
import { AskStaff, GoThere, Later, NewForm } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn, sentencesOf } from '../words.ts';

/** What to do now, in a picture: the reason stands below it, and whether anything is lost. */
const pictures: Readonly<Record<ScreenProps<'see-problem'>['screen']['next'], ReactNode>> = {
  staff: <AskStaff />,
  'police-branch': <GoThere />,
  'try-again': <CardOnReader />,
  apply: <NewForm />,
  later: <Later />,
};

export function SeeProblem({ screen }: ScreenProps<'see-problem'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { slip, next, source } = screen;
  const { language } = state.comfort;
  const rule =
    source === null ? null : citationIn({ text: t, date: (day) => dateIn(language, day) }, source);
  const offersSlip = next !== 'try-again' && mayPrint(slip);
  return (
    <Frame
      title={t(`problem.${screen.next}.title`)}
      lead={t(`problem.${screen.next}.lead`)}
      picture={
        <div className="answer">
          {pictures[screen.next]}
          <div className="telling-lines">
            {sentencesOf(t(`failure.${screen.failure.code}`)).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
          {rule !== null && <p className="rule">{t('elig.rule', { source: rule })}</p>}
          <p className="rule">{t('problem.code', { code: screen.failure.code })}</p>
        </div>
      }
      {...(offersSlip ? { other: <PrintRefusal slip={slip} /> } : {})}
      main={
        screen.next === 'apply' ? (
          <Tap
            kind="primary"
            name="apply"
            onTap={() => void client.call('home.choose', { service: 'application' })}
          >
            {t('home.application')}
          </Tap>
        ) : (
          <Tap kind="primary" name="finish" onTap={() => void client.call('session.quit', {})}>
            {t('finish')}
          </Tap>
        )
      }
      back={screen.next === 'apply'}
    >
      <RefusalPrinted slip={slip} />
    </Frame>
  );
}
