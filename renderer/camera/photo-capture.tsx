// The picture zone of “take a photo”: live mirrored preview, the frame of the photo, an oval for the face and a hint.
// Draws no controls and judges nothing; the picture it hands over is not mirrored.
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import type { PhotoMeasures } from '../../electron/contract.ts';
import { CameraAway, Hint } from './camera-words.tsx';
import { PHOTO, photoCrop } from './crop.ts';
import { startFaceClient } from './face-client.ts';
import type { FaceClient } from './face-client.ts';
import { hintFor } from './hint.ts';
import type { HintKey } from './hint.ts';
import { useCamera } from './use-camera.ts';
import './camera.css';

const WISH = { width: 1280, height: 720 };
/** Rest between two looks of the live hint, so that a slow machine keeps time for the rest. */
const REST_MS = 400;

export interface Capture {
  /** Takes the picture as it is now; resolves when it was handed over (or the camera found away). */
  capture(): Promise<void>;
}

async function photoPart(video: HTMLVideoElement): Promise<ImageBitmap> {
  const { x, y, width, height } = photoCrop(video.videoWidth, video.videoHeight);
  return createImageBitmap(video, x, y, width, height, {
    resizeWidth: PHOTO.width,
    resizeHeight: PHOTO.height,
    resizeQuality: 'high',
  });
}

export function PhotoCapture({
  onPhoto,
  onReady,
  text,
  ref,
}: {
  readonly onPhoto: (image: string, measures: PhotoMeasures) => void;
  readonly onReady?: (ok: boolean) => void;
  readonly text: (key: string) => string;
  readonly ref?: Ref<Capture>;
}): ReactNode {
  const { video, state } = useCamera(WISH);
  const client = useRef<FaceClient>(null);
  const [detector, setDetector] = useState<'starting' | 'ready' | 'broken'>('starting');
  const [hint, setHint] = useState<HintKey | null>(null);
  const tellReady = useEffectEvent((ok: boolean) => onReady?.(ok));

  useEffect(() => {
    const started = startFaceClient();
    client.current = started;
    let left = false;
    started.ready.then(
      () => !left && setDetector('ready'),
      () => !left && setDetector('broken'),
    );
    return () => {
      left = true;
      client.current = null;
      started.close();
    };
  }, []);

  const live = state === 'live' && detector === 'ready';
  const away = state === 'away' || detector === 'broken';
  useEffect(() => {
    if (live) tellReady(true);
    if (away) tellReady(false);
  }, [live, away]);

  useEffect(() => {
    if (!live) return;
    let left = false;
    let rest: ReturnType<typeof setTimeout> | undefined;
    async function look(): Promise<void> {
      if (left || video.current === null || client.current === null) return;
      const { measures } = await client.current.look(await photoPart(video.current), false);
      setHint(hintFor(measures));
      rest = setTimeout(repeat, REST_MS);
    }
    function repeat(): void {
      look().catch(() => !left && setDetector('broken'));
    }
    repeat();
    return () => {
      left = true;
      clearTimeout(rest);
    };
  }, [live, video]);

  async function capture(): Promise<void> {
    if (!live || video.current === null || client.current === null) {
      onReady?.(false);
      return;
    }
    try {
      const { image, measures } = await client.current.look(await photoPart(video.current), true);
      if (image !== null) onPhoto(image, measures);
    } catch {
      // The camera or the worker ended between the tap and the picture: the screen says the camera is away.
      onReady?.(false);
    }
  }
  useImperativeHandle(ref, () => ({ capture }));

  return (
    <div className="camera" data-state={away ? 'away' : live ? 'live' : 'starting'}>
      <div className="camera-stage">
        <video
          ref={video}
          className="camera-video camera-mirrored"
          muted
          playsInline
          aria-hidden="true"
        />
        {live && <PhotoFrame good={hint === 'camera.hint.good'} />}
      </div>
      {live && hint !== null && <Hint name={hint} text={text} />}
      {away && <CameraAway text={text} />}
    </div>
  );
}

/** The photo's frame and the oval, in photo pixels: face 207 px wide, eyes at 53 % from the lower edge (GA 461). */
function PhotoFrame(props: { readonly good: boolean }): ReactNode {
  return (
    <svg
      className="camera-frame"
      viewBox={`0 0 ${PHOTO.width} ${PHOTO.height}`}
      aria-hidden="true"
      data-good={props.good}
    >
      <path
        className="camera-shade"
        d={`M0 0H${PHOTO.width}V${PHOTO.height}H0ZM${PHOTO.width / 2 - 108} 205a108 146 0 0 0 216 0a108 146 0 0 0 -216 0Z`}
      />
      <ellipse className="camera-oval" cx={PHOTO.width / 2} cy="205" rx="108" ry="146" />
    </svg>
  );
}
