// The picture zone of “photograph a paper”: live preview of what lies under the camera, and the picture on demand.
// Draws no controls and judges nothing: blur and light are judged in core/materials.ts.
import { useEffect, useEffectEvent, useImperativeHandle, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { CameraAway, Hint } from './camera-words.tsx';
import type { Capture } from './photo-capture.tsx';
import { toJpegBase64 } from './still.ts';
import { useCamera } from './use-camera.ts';
import './camera.css';

const WISH = { width: 2592, height: 1944 };
/** Longest side handed over, pixels: an A4 page at about 220 dpi, well under the wire's limit. */
const LONGEST = 2400;

export function PaperCapture({
  onPaper,
  onReady,
  text,
  ref,
}: {
  readonly onPaper: (image: string) => void;
  readonly onReady?: (ok: boolean) => void;
  readonly text: (key: string) => string;
  readonly ref?: Ref<Capture>;
}): ReactNode {
  const { video, state } = useCamera(WISH);
  const [failed, setFailed] = useState(false);
  const tellReady = useEffectEvent((ok: boolean) => onReady?.(ok));
  useEffect(() => {
    if (state !== 'starting') tellReady(state === 'live');
  }, [state]);

  async function capture(): Promise<void> {
    if (state !== 'live' || video.current === null) {
      onReady?.(false);
      return;
    }
    try {
      const image = await toJpegBase64(video.current, LONGEST);
      setFailed(false);
      onPaper(image);
    } catch {
      // The camera ended between the tap and the picture.
      setFailed(true);
      onReady?.(false);
    }
  }
  useImperativeHandle(ref, () => ({ capture }));

  const away = state === 'away' || failed;
  return (
    <div className="camera" data-state={away ? 'away' : state}>
      <video
        ref={video}
        className="camera-video camera-whole"
        muted
        playsInline
        aria-hidden="true"
      />
      {state === 'live' && <Hint name="camera.hint.paper" text={text} />}
      {away && <CameraAway text={text} />}
    </div>
  );
}
