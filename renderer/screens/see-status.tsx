import type { ReactNode } from 'react';
import { Check, Hourglass, Printer } from 'lucide-react';
import { DemoCards } from '../components/demo-cards.tsx';
import { Frame } from '../components/frame.tsx';
import { Papers } from '../components/pictograms.tsx';
import { AskStaff } from '../components/signs.tsx';
import { EndorsementReminder } from '../components/reminder.tsx';
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

/** Reasons told in words; the others are asked of staff. */
const toldReasons = [
  'PHOTO',
  'already-completed',
  'case-open',
  'continues-other-case',
  'second-notice',
  'already-holds-permit',
  'no-permit',
  'address-not-confirmed',
] as const;

function reasonKey(reason: string): string {
  const told = toldReasons.find((known) => known === reason);
  return told === undefined ? 'case-reason.other' : `case-reason.${told}`;
}

/** Services after which there is a permit to print. */
function printable(service: ScreenProps<'see-status'>['screen']['service']): boolean {
  return service !== 'cancellation' && !service.startsWith('physical_');
}

export function SeeStatus({ screen }: ScreenProps<'see-status'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { notice } = screen;
  const here = walk.findIndex((status) => status === screen.status);
  return (
    <Frame
      title={t(`status.${screen.status}`)}
      lead={t(
        notice !== null
          ? 'status.needs_materials.notice'
          : screen.status === 'issued' && screen.service !== 'application'
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
          {screen.reason !== null && <p>{t(reasonKey(screen.reason))}</p>}
          {notice !== null && (
            <p className="status-missing">
              {t('status.needs_materials.missing', {
                names: notice.missing.map(({ slot }) => t(`slot.${slot}`)).join(t('list.comma')),
              })}
            </p>
          )}
          <div className="status-facts">
            {notice !== null && (
              <p>
                {t('status.needs_materials.until', {
                  date: dateIn(state.comfort.language, notice.keepUntil),
                })}
              </p>
            )}
            <p>{t('status.since', { date: dateIn(state.comfort.language, screen.acceptedOn) })}</p>
            {screen.promisedDueOn !== null && here >= 0 && here < 3 && (
              <p>
                {t('submit.when', { date: dateIn(state.comfort.language, screen.promisedDueOn) })}
              </p>
            )}
          </div>
          {screen.stale && <p className="stale">{t('status.stale')}</p>}
          <EndorsementReminder />
        </div>
      }
      main={
        screen.status === 'issued' && printable(screen.service) ? (
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
    >
      {notice !== null && <DemoCards />}
    </Frame>
  );
}
