import type { ReactNode } from 'react';
import {
  CalendarCheck,
  Camera,
  CircleCheck,
  CloudOff,
  FileText,
  UserRoundPlus,
} from 'lucide-react';
import { citationIn } from '../../electron/citation.ts';
import { CalendarPage } from '../components/calendar-page.tsx';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import type { Line } from '../components/lines.tsx';
import { PrintRefusal, RefusalPrinted, mayPrint } from '../components/refusal-slip.tsx';
import { AskStaff, Checked, GoThere, TakeCare } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import type { Words } from '../words.ts';
import { dateIn } from '../words.ts';

type Decision = ScreenProps<'see-eligibility'>['screen']['decision'];

/** What comes now, in the order it comes. */
function toCome(decision: Decision, t: Words): Line[] {
  const papers = decision.missing.length;
  return [
    papers > 0
      ? { key: 'papers', icon: <FileText />, text: t('elig.papers', { n: papers }) }
      : { key: 'papers', icon: <CircleCheck />, text: t('elig.no-papers') },
    { key: 'photo', icon: <Camera />, text: t('elig.photo') },
    ...(decision.promisedLimit === null
      ? []
      : [
          {
            key: 'limit',
            icon: <CalendarCheck />,
            text: t('elig.limit', { n: decision.promisedLimit.value }),
          },
        ]),
    ...(decision.provisional ? [{ key: 'later', icon: <CloudOff />, text: t('elig.wait') }] : []),
  ];
}

/** Yes and what comes now, or the reason in plain words with the day from which it can be. */
export function SeeEligibility({ screen }: ScreenProps<'see-eligibility'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { language } = state.comfort;
  const { decision, goTo, slip } = screen;
  const open = decision.outcome === 'accepted' || decision.outcome === 'missing_materials';
  const onward = (): void => void client.call('eligibility.continue', {});
  if (open)
    return (
      <Frame
        title={t('elig.title')}
        lead={t('elig.lead')}
        picture={
          <div className="answer">
            <Checked />
            <Lines lines={toCome(decision, t)} />
          </div>
        }
        main={
          <Tap kind="primary" name="next" onTap={onward}>
            {t('next')}
          </Tap>
        }
      />
    );
  const rejected = decision.outcome === 'rejected';
  const title = !rejected
    ? 'elig.staff.title'
    : decision.stage === 1
      ? 'elig.not-here.title'
      : 'elig.no.title';
  const date = decision.eligibleOn === null ? '' : dateIn(language, decision.eligibleOn);
  const rule =
    decision.source === null
      ? null
      : citationIn({ text: t, date: (day) => dateIn(language, day) }, decision.source);
  return (
    <Frame
      title={t(title)}
      picture={
        <div className="answer">
          {rejected && decision.eligibleOn !== null ? (
            <CalendarPage day={decision.eligibleOn} />
          ) : goTo !== null ? (
            <GoThere />
          ) : rejected ? (
            <TakeCare />
          ) : (
            <AskStaff />
          )}
          <ul className="telling-lines">
            {decision.reasons.map((reason) => (
              <li key={reason}>{t(`reason.${reason}`, { date })}</li>
            ))}
            {goTo !== null && (
              <li data-name="go-to">
                {t(`go-to.${goTo.to}`, { city: goTo.city === null ? '' : t(`city.${goTo.city}`) })}
              </li>
            )}
          </ul>
          {rule !== null && <p className="rule">{t('elig.rule', { source: rule })}</p>}
        </div>
      }
      {...(mayPrint(slip) ? { other: <PrintRefusal slip={slip} /> } : {})}
      main={
        <Tap kind="primary" name="finish" onTap={onward}>
          {t('finish')}
        </Tap>
      }
    >
      <RefusalPrinted slip={slip} />
      {decision.reasons.includes('MEMBER_LINK_MISSING') && (
        <Tap name="link" icon={<UserRoundPlus />} onTap={() => void client.call('link.ask', {})}>
          {t('elig.link')}
        </Tap>
      )}
    </Frame>
  );
}
