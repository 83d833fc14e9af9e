import type { ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { Checked } from '../components/signs.tsx';
import { PrintWord } from '../components/print-word.tsx';
import { EndorsementReminder } from '../components/reminder.tsx';
import { Tap } from '../components/tap.tsx';
import { groupedCaseNumber } from '../numbers.ts';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

export function SeeReceipt({ screen }: ScreenProps<'see-receipt'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { language } = state.comfort;
  const when =
    screen.promisedDueOn !== null
      ? t('submit.when', { date: dateIn(language, screen.promisedDueOn) })
      : screen.promisedWorkingDays === null
        ? ''
        : t('submit.days', { n: screen.promisedWorkingDays });
  return (
    <Frame
      title={t('submit.title')}
      lead={t(screen.status === 'received' ? 'submit.offline' : 'submit.delivered')}
      picture={
        <div className="answer">
          <Checked />
          <div className="ticket">
            <p>
              <small>{t('submit.number')}</small>
            </p>
            <div className="case-number" data-name="case-number">
              {groupedCaseNumber(screen.caseNumber)}
            </div>
            {when !== '' && <p>{when}</p>}
            {screen.card !== undefined && (
              <>
                <p>{t(`submit.card.${screen.card.by}`)}</p>
                {screen.card.feeYuan > 0 && <p>{t('submit.fee', { n: screen.card.feeYuan })}</p>}
              </>
            )}
            {screen.newValidTo !== null && (
              <p>{t('submit.new-valid-to', { date: dateIn(language, screen.newValidTo) })}</p>
            )}
            <EndorsementReminder />
          </div>
        </div>
      }
      main={
        <Tap kind="primary" name="finish" onTap={() => void client.call('session.quit', {})}>
          {t('finish')}
        </Tap>
      }
      back={false}
    >
      <PrintWord outcome={screen.receipt} printing={screen.receipt === null} what="receipt" />
      <p className="hint">{t('submit.take')}</p>
    </Frame>
  );
}
