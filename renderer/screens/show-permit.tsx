import type { ReactNode } from 'react';
import { Suspense, lazy, useEffect, useState } from 'react';
import { BadgeCheck, Timer } from 'lucide-react';
import { Frame } from '../components/frame.tsx';
import { Name } from '../components/name.tsx';
import { Later } from '../components/signs.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';
import { dateIn } from '../words.ts';

/** The library that draws the code comes with the first code. */
const QrCode = lazy(async () => ({ default: (await import('../components/qr-code.tsx')).QrCode }));

type Shown = ScreenProps<'show-permit'>['screen'];

/** Seconds the code is still good, counted here so that it goes in time even when the core says nothing more. */
function useSecondsLeft(code: Shown['code']): number {
  const given = code?.secondsLeft ?? 0;
  const token = code?.token ?? '';
  const [left, setLeft] = useState(given);
  useEffect(() => {
    const end = performance.now() + given * 1000;
    const tell = (): void => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)));
    tell();
    const timer = setInterval(tell, 500);
    return () => clearInterval(timer);
  }, [given, token]);
  return left;
}

/** The permit as a card: the person at the left, what it says at the right. */
function PermitCard({ screen }: ScreenProps<'show-permit'>): ReactNode {
  const { state, t } = useKiosk();
  const { permit, standing } = screen;
  return (
    <div className="card shown-permit" data-standing={standing}>
      <div className="sheet-head" aria-hidden="true">
        {t('print.sheet')}
      </div>
      {permit.photo !== null && (
        <img
          className="shown-photo"
          src={`data:image/jpeg;base64,${permit.photo}`}
          alt={t('face.alt-text')}
        />
      )}
      <dl>
        <div>
          <dt>{t('field.name')}</dt>
          <dd className="shown-name" data-long={permit.name.length > 8}>
            <Name name={permit.name} />
          </dd>
        </div>
        <div>
          <dt>{t('field.id-number')}</dt>
          <dd className="number">{permit.idNumberMasked}</dd>
        </div>
        <div>
          <dt>{t('field.city')}</dt>
          <dd>{t(`city.${permit.cityAdcode.slice(0, 4)}00`)}</dd>
        </div>
        <div>
          <dt>{t('field.valid')}</dt>
          <dd>
            {t('field.valid.until', { date: dateIn(state.comfort.language, permit.validTo) })}
          </dd>
        </div>
      </dl>
    </div>
  );
}

/** The code while it is good; without one the place says why. */
function CodeShown(props: { readonly code: Shown['code']; readonly left: number }): ReactNode {
  const { t } = useKiosk();
  const { code, left } = props;
  const good = code !== null && left > 0;
  return (
    <div className="show-code" data-name="show-code" data-shown={good}>
      {good ? (
        <>
          <Suspense fallback={<div className="qr-code" />}>
            <QrCode text={code.token} label={t('show.code.title')} />
          </Suspense>
          <p className="hint">
            <Timer aria-hidden="true" />
            {t('show.left', { s: left })}
          </p>
        </>
      ) : (
        <Later />
      )}
    </div>
  );
}

/** 亮证: the permit, and its code for whoever checks it. A suspended one has none, and goes to its endorsement. */
export function ShowPermit({ screen }: ScreenProps<'show-permit'>): ReactNode {
  const { client, t } = useKiosk();
  const { code, standing } = screen;
  const left = useSecondsLeft(code);
  const suspended = standing === 'suspended';
  const words = suspended ? 'suspended' : code !== null && left > 0 ? 'code' : 'no-code';
  const finish = (
    <Tap
      kind={suspended ? 'plain' : 'primary'}
      name="finish"
      onTap={() => void client.call('session.quit', {})}
    >
      {t('finish')}
    </Tap>
  );
  return (
    <Frame
      of={standing}
      title={t(`show.${words}.title`)}
      lead={t(`show.${words}.lead`)}
      picture={<PermitCard screen={screen} />}
      back={false}
      {...(suspended ? { other: finish } : {})}
      main={
        suspended ? (
          <Tap
            kind="primary"
            name="endorsement"
            icon={<BadgeCheck />}
            onTap={() => void client.call('home.choose', { service: 'endorsement' })}
          >
            {t('home.endorsement')}
          </Tap>
        ) : (
          finish
        )
      }
    >
      {!suspended && <CodeShown code={code} left={left} />}
    </Frame>
  );
}
