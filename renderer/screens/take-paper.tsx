import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { Camera } from 'lucide-react';
import type { Capture } from '../camera/photo-capture.tsx';
import { PaperCapture } from '../camera/paper-capture.tsx';
import { Frame } from '../components/frame.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

/** One paper: what will do is listed, one touch takes its picture. Which of them it is, whoever reviews it sees. */
export function TakePaper({ screen }: ScreenProps<'take-paper'>): ReactNode {
  const { client, t } = useKiosk();
  const { slot, anyOf, number, of } = screen;
  const only = anyOf.length === 1 ? anyOf[0] : undefined;
  const [busy, setBusy] = useState(false);
  const [ready, setReady] = useState(false);
  const camera = useRef<Capture>(null);
  const pages = usePages(anyOf, useRowsInSight({ standard: 8, large: 6, largest: 4 }));
  const name = only === undefined ? t(`slot.${slot}`) : t(`document.${only}`);

  async function send(image: string): Promise<void> {
    setBusy(true);
    await client.call('papers.add', { slot, kind: only ?? slot, image });
    setBusy(false);
  }

  return (
    <Frame
      of={slot}
      title={t('mat.put', { name })}
      lead={of > 1 ? t('mat.count', { number, of }) : t('mat.how')}
      picture={
        <PaperCapture
          ref={camera}
          onPaper={(image) => void send(image)}
          onReady={setReady}
          text={t}
        />
      }
      main={
        <Tap
          kind="primary"
          name="take"
          icon={<Camera />}
          disabled={busy || !ready}
          onTap={() => void camera.current?.capture()}
        >
          {t(busy ? 'mat.looking' : 'mat.shoot')}
        </Tap>
      }
    >
      {only === undefined && (
        <>
          <p className="hint">{t('mat.which.lead')}</p>
          {pages.movers}
          <ul className="will-do">
            {pages.rows.map((option) => (
              <li key={option}>{t(`document.${option}`)}</li>
            ))}
          </ul>
        </>
      )}
    </Frame>
  );
}
