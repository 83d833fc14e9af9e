import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { Camera, ConciergeBell, ImageUp, Info, RotateCcw } from 'lucide-react';
import type { PhotoMeasures } from '../../electron/contract.ts';
import type { Capture } from '../camera/photo-capture.tsx';
import { PhotoCapture } from '../camera/photo-capture.tsx';
import { Frame } from '../components/frame.tsx';
import { Tap } from '../components/tap.tsx';
import type { ScreenProps } from '../use-kiosk.ts';
import { useKiosk } from '../use-kiosk.ts';

export function TakePhoto({ screen }: ScreenProps<'take-photo'>): ReactNode {
  const { client, t } = useKiosk();
  const [busy, setBusy] = useState(false);
  const [ready, setReady] = useState(false);
  const camera = useRef<Capture>(null);

  async function send(image: string, measures: PhotoMeasures): Promise<void> {
    setBusy(true);
    await client.call('photo.take', { image, measures });
    setBusy(false);
  }

  if (screen.taken !== null) {
    return (
      <Frame
        title={t('face.check')}
        lead={t('face.check.lead')}
        picture={
          <img
            className="portrait"
            src={`data:image/jpeg;base64,${screen.taken}`}
            alt={t('face.alt-text')}
          />
        }
        main={
          <Tap
            kind="primary"
            name="accept-photo"
            onTap={() => void client.call('photo.accept', {})}
          >
            {t('face.use')}
          </Tap>
        }
      >
        <div className="stack">
          <p className="hint">
            {screen.onCard === null ? (
              <Info aria-hidden="true" />
            ) : (
              <img
                className="chip-photo"
                src={`data:image/jpeg;base64,${screen.onCard}`}
                alt={t('face.on-card')}
              />
            )}
            {t(screen.onCard === null ? 'face.by-eye' : 'face.both')}
          </p>
          <Tap
            name="retake"
            icon={<RotateCcw />}
            onTap={() => void client.call('photo.retake', {})}
          >
            {t('face.again')}
          </Tap>
        </div>
      </Frame>
    );
  }
  return (
    <Frame
      title={t('face.title')}
      lead={t('face.how')}
      picture={
        <PhotoCapture
          ref={camera}
          onPhoto={(image, measures) => void send(image, measures)}
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
          {t(busy ? 'face.looking' : 'face.shoot')}
        </Tap>
      }
    >
      <div className="stack">
        {screen.onFile && (
          <Tap
            name="on-file"
            icon={<ImageUp />}
            onTap={() => void client.call('photo.use-on-file', {})}
          >
            {t('face.on-file')}
          </Tap>
        )}
        <p className="hint">
          {screen.attempts >= 3 ? (
            <ConciergeBell aria-hidden="true" />
          ) : (
            <Info aria-hidden="true" />
          )}
          {t(screen.attempts >= 3 ? 'face.help' : 'face.tips')}
        </p>
      </div>
    </Frame>
  );
}
