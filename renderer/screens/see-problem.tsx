import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { CardOnReader } from '../components/pictograms.tsx';
import { AskStaff, GoThere, Later, NewForm } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { sentencesOf } from '../words.ts';

/** What to do now, in a picture: the reason stands below it, and whether anything is lost. */
const pictures: Readonly<Record<ScreenProps<'see-problem'>['screen']['next'], ReactNode>> = {
  staff: <AskStaff />,
  'police-branch': <GoThere />,
  'try-again': <CardOnReader />,
  apply: <NewForm />,
  later: <Later />,
};

export function SeeProblem({ screen }: ScreenProps<'see-problem'>): ReactNode {
  const { client, t } = useKiosk();
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
          <p className="rule">{t('problem.code', { code: screen.failure.code })}</p>
        </div>
      }
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
    />
  );
}
