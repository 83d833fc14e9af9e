import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { Camera } from 'lucide-react';
import type { Capture } from '../camera/photo-capture.tsx';
import { PaperCapture } from '../camera/paper-capture.tsx';
import { Frame } from '../components/frame.tsx';
import { Papers } from '../components/pictograms.tsx';
import { usePages, useRowsInSight } from '../components/pages.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

/** First which document it is, then its picture. */
export function TakePaper({ screen }: ScreenProps<'take-paper'>): ReactNode {
  const { client, t } = useKiosk();
  const only = screen.anyOf.length === 1 ? (screen.anyOf[0] ?? null) : null;
  const [kind, setKind] = useState<string | null>(only);
  const [busy, setBusy] = useState(false);
  const [ready, setReady] = useState(false);
  const camera = useRef<Capture>(null);
  const pages = usePages(screen.anyOf, useRowsInSight({ standard: 6, large: 4, largest: 3 }));

  async function send(image: string): Promise<void> {
    if (kind === null) return;
    setBusy(true);
    await client.call('papers.add', { slot: screen.slot, kind, image });
    setBusy(false);
  }

  return (
    <Frame
      title={kind === null ? t('mat.which') : t('mat.put', { name: t(`document.${kind}`) })}
      lead={kind === null ? t('mat.which.lead', { name: t(`slot.${screen.slot}`) }) : t('mat.how')}
      picture={
        kind === null ? (
          <Papers />
        ) : (
          <PaperCapture
            ref={camera}
            onPaper={(image) => void send(image)}
            onReady={setReady}
            text={t}
          />
        )
      }
      main={
        kind === null ? undefined : (
          <Tap
            kind="primary"
            name="take"
            icon={<Camera />}
            disabled={busy || !ready}
            onTap={() => void camera.current?.capture()}
          >
            {t(busy ? 'mat.looking' : 'mat.shoot')}
          </Tap>
        )
      }
    >
      {kind === null && (
        <>
          {pages.movers}
          <div className="stack stack-two">
            {pages.rows.map((option) => (
              <Tap key={option} name={`kind-${option}`} onTap={() => setKind(option)}>
                {t(`document.${option}`)}
              </Tap>
            ))}
          </div>
        </>
      )}
    </Frame>
  );
}
