import type { ReactNode } from 'react';
import { Check, Hourglass, Printer } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Papers } from '../components/pictograms.tsx';
import { AskStaff } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** The walk of a case in five words; where it stands is marked by word and shape, not by colour alone. */
const walk = ['received', 'delivered', 'in_review', 'issued'] as const;

/** Where a case has left the walk: papers to bring, or somebody to talk to. */
function sign(status: ScreenProps<'see-status'>['screen']['status']): ReactNode {
  return status === 'needs_materials' ? <Papers /> : <AskStaff />;
}

export function SeeStatus({ screen }: ScreenProps<'see-status'>): ReactNode {
  const { state, client, t } = useKiosk();
  const here = walk.findIndex((status) => status === screen.status);
  return (
    <Frame
      title={t(`status.${screen.status}`)}
      lead={t(
        screen.status === 'issued' && screen.service !== 'application'
          ? `status.done.${screen.service}`
          : `status.${screen.status}.lead`,
      )}
      picture={
        <div className="status">
          {here < 0 && sign(screen.status)}
          {here >= 0 && (
            <ol className="card status-walk">
              {walk.map((status, index) => (
                <li
                  key={status}
                  data-state={index < here ? 'done' : index === here ? 'here' : 'to-come'}
                  aria-current={index === here ? 'step' : undefined}
                >
                  <span className="status-point" aria-hidden="true">
                    {index < here || (index === here && here === walk.length - 1) ? (
                      <Check />
                    ) : index === here ? (
                      <Hourglass />
                    ) : null}
                  </span>
                  {t(`status.${status}`)}
                </li>
              ))}
            </ol>
          )}
          {screen.reason !== null && (
            <p>{t(screen.reason === 'PHOTO' ? 'case-reason.PHOTO' : 'case-reason.other')}</p>
          )}
          <div className="status-facts">
            <p>{t('status.since', { date: dateIn(state.comfort.language, screen.acceptedOn) })}</p>
            {screen.promisedDueOn !== null && here >= 0 && here < 3 && (
              <p>
                {t('submit.when', { date: dateIn(state.comfort.language, screen.promisedDueOn) })}
              </p>
            )}
          </div>
          {screen.stale && <p className="stale">{t('status.stale')}</p>}
        </div>
      }
      main={
        screen.status === 'issued' && screen.service !== 'cancellation' ? (
          <Tap
            kind="primary"
            name="print"
            icon={<Printer />}
            onTap={() => void client.call('home.choose', { service: 'paper_copy' })}
          >
            {t('home.paper_copy')}
          </Tap>
        ) : (
          <Tap kind="primary" name="finish" onTap={() => void client.call('session.quit', {})}>
            {t('finish')}
          </Tap>
        )
      }
    />
  );
}
