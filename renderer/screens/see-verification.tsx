import type { ReactNode } from 'react';
import { CalendarCheck, IdCard, Landmark, Printer, UserRound } from 'lucide-react';
import type { CheckedPermit } from '../../electron/contract.ts';
import { Frame } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import type { Line } from '../components/lines.tsx';
import { AskStaff, Checked, Later, TakeCare } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** What is known, in a picture; the word beside it says it as well. */
const pictures: Readonly<Record<CheckedPermit['result'], ReactNode>> = {
  active: <Checked />,
  suspended: <TakeCare />,
  cancelled: <TakeCare />,
  unknown: <AskStaff />,
  expired: <Later />,
  changed: <TakeCare />,
  unchecked: <Later />,
};

/** Whose permit it is, as far as whoever checks it may know. */
function useHolder(holder: CheckedPermit['holder']): readonly Line[] {
  const { state, t } = useKiosk();
  if (holder === null) return [];
  const until = dateIn(state.comfort.language, holder.validTo);
  return [
    { key: 'name', icon: <UserRound />, about: t('field.name'), text: holder.nameMasked },
    {
      key: 'number',
      icon: <IdCard />,
      about: t('field.id-number'),
      text: holder.idNumberMasked,
    },
    {
      key: 'city',
      icon: <Landmark />,
      about: t('field.city'),
      text: t(`city.${holder.cityAdcode.slice(0, 4)}00`),
    },
    {
      key: 'valid',
      icon: <CalendarCheck />,
      about: t('field.valid'),
      text: t('field.valid.until', { date: until }),
    },
  ];
}

/** 核验: valid or not in one word, then why, then whose. */
export function SeeVerification({ screen }: ScreenProps<'see-verification'>): ReactNode {
  const { state, client, t } = useKiosk();
  const { code, result, holder } = screen.checked;
  const lines = useHolder(holder);
  const prints = state.offered.some(
    ({ service, available }) => service === 'paper_copy' && available,
  );
  return (
    <Frame
      of={result}
      title={t(`verify.${result}`)}
      lead={t(result === 'unchecked' ? `verify.unchecked.${code}` : `verify.${result}.lead`)}
      picture={
        <div className="answer" data-result={result}>
          {pictures[result]}
          {lines.length > 0 && <Lines lines={lines} />}
          {code === 'number' && result !== 'unchecked' && (
            <p className="rule">{t('verify.number-note')}</p>
          )}
        </div>
      }
      main={
        <Tap kind="primary" name="finish" onTap={() => void client.call('session.quit', {})}>
          {t('finish')}
        </Tap>
      }
      other={
        <Tap
          name="verification"
          onTap={() => void client.call('home.choose', { service: 'verification' })}
        >
          {t('verify.again')}
        </Tap>
      }
      back={false}
    >
      {code === 'paper' && result === 'active' && prints && (
        <Tap
          name="print"
          icon={<Printer />}
          onTap={() => void client.call('home.choose', { service: 'paper_copy' })}
        >
          {t('verify.print')}
        </Tap>
      )}
    </Frame>
  );
}
