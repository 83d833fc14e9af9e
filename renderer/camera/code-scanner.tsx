// The picture zone of “show the code”: live preview and the codes seen in its middle (QR, Code 128 and PDF417, nothing else).
// Draws no controls and knows no code's meaning: text and format go out as read.
import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import { CameraAway, Hint } from './camera-words.tsx';
import { startCodeClient } from './code-client.ts';
import type { CodeFormat } from './code-reader.ts';
import { createRepeats } from './repeats.ts';
import { createTorch } from './torch.ts';
import { useCamera } from './use-camera.ts';
import './camera.css';

const WISH = { width: 1280, height: 720 };
/** Rest between the answer about one picture and the next picture, milliseconds. */
const REST_MS = 60;
/** Rest before the reader is started anew after it broke, milliseconds. */
const RESTART_MS = 1000;
/** Part of the picture that is read, of its height and width, around the middle. */
const REGION = 0.8;

/** The middle of the picture as it is now; null while there is none. */
async function takeRegion(video: HTMLVideoElement): Promise<ImageBitmap | null> {
  const width = Math.round(video.videoWidth * REGION);
  const height = Math.round(video.videoHeight * REGION);
  if (width === 0 || height === 0) return null;
  const x = Math.round((video.videoWidth - width) / 2);
  const y = Math.round((video.videoHeight - height) / 2);
  return createImageBitmap(video, x, y, width, height);
}

function cameraOf(video: HTMLVideoElement | null): MediaStreamTrack | null {
  const stream = video?.srcObject;
  return stream instanceof MediaStream ? (stream.getVideoTracks()[0] ?? null) : null;
}

export function CodeScanner({
  onCode,
  onReady,
  text,
}: {
  readonly onCode: (text: string, format: CodeFormat) => void;
  readonly onReady?: (ok: boolean) => void;
  readonly text: (key: string) => string;
}): ReactNode {
  const { video, state } = useCamera(WISH);
  const [seen, setSeen] = useState(false);
  const tellReady = useEffectEvent((ok: boolean) => onReady?.(ok));
  const tellCode = useEffectEvent((code: string, format: CodeFormat) => onCode(code, format));

  useEffect(() => {
    if (state !== 'starting') tellReady(state === 'live');
  }, [state]);

  useEffect(() => {
    if (state !== 'live') return;
    let client = startCodeClient();
    const repeats = createRepeats();
    const torch = createTorch(() => cameraOf(video.current));
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function tryOnce(): Promise<void> {
      const bitmap = video.current === null ? null : await takeRegion(video.current);
      if (bitmap === null) return;
      const { seen: found, brightness } = await client.look(bitmap);
      if (left) return;
      setSeen(found !== null);
      torch.tell(brightness);
      if (found !== null && repeats.isNew(found.text, performance.now()))
        tellCode(found.text, found.format);
    }
    function again(): void {
      if (!left) timer = setTimeout(turn, REST_MS);
    }
    function anew(): void {
      // The worker is gone, or the camera is just being taken away: the next picture may do.
      client.close();
      if (left) return;
      timer = setTimeout(() => {
        client = startCodeClient();
        turn();
      }, RESTART_MS);
    }
    function turn(): void {
      tryOnce().then(again, anew);
    }
    turn();
    return () => {
      left = true;
      clearTimeout(timer);
      client.close();
    };
  }, [state, video]);

  return (
    <div className="camera" data-state={state} data-seen={seen}>
      <video
        ref={video}
        className="camera-video camera-whole"
        muted
        playsInline
        aria-hidden="true"
      />
      {state === 'live' && <div className="camera-target" aria-hidden="true" />}
      {state === 'live' && <Hint name="camera.hint.code" text={text} />}
      {state === 'away' && <CameraAway text={text} />}
    </div>
  );
}
