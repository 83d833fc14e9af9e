import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { Checked, NotNow } from '../components/pictograms.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** Yes, or yes with papers, or the reason in plain words with the day from which it can be. */
export function SeeEligibility({ screen }: ScreenProps<'see-eligibility'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { decision } = screen;
  const open = decision.outcome === 'accepted' || decision.outcome === 'missing_materials';
  const date =
    decision.eligibleOn === null ? '' : dateIn(state.comfort.language, decision.eligibleOn);
  const papers = decision.missing.length;
  const title = open
    ? t('elig.title')
    : t(decision.outcome === 'rejected' ? 'elig.no.title' : 'elig.staff.title');
  return (
    <Frame
      title={title}
      lead={open ? (papers > 0 ? t('elig.papers', { n: papers }) : t('elig.no-papers')) : undefined}
      picture={
        <div className="answer">
          {open ? <Checked /> : <NotNow />}
          {!open && (
            <ul className="reasons">
              {decision.reasons.map((reason) => (
                <li key={reason}>{t(`reason.${reason}`, { date })}</li>
              ))}
            </ul>
          )}
          {open && decision.promisedLimit !== null && (
            <p>{t('elig.limit', { n: decision.promisedLimit.value })}</p>
          )}
          {decision.provisional && <p>{t('elig.wait')}</p>}
          {!open && decision.source !== null && (
            <p className="rule">{t('elig.rule', { source: decision.source })}</p>
          )}
        </div>
      }
      main={
        open ? (
          <Tap
            kind="primary"
            name="next"
            onTap={() => void client.call('eligibility.continue', {})}
          >
            {t('next')}
          </Tap>
        ) : (
          <Tap
            kind="primary"
            name="finish"
            onTap={() => void client.call('eligibility.continue', {})}
          >
            {t('finish')}
          </Tap>
        )
      }
    />
  );
}
