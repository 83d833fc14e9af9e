// The picture zone of “show the code”: live preview and the codes seen in its middle (Code 128 and QR, nothing else).
// Draws no controls and knows no code's meaning: text and format go out as read.
import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import { CameraAway, Hint } from './camera-words.tsx';
import { createCodeReader } from './code-reader.ts';
import type { CodeFormat } from './code-reader.ts';
import { createRepeats } from './repeats.ts';
import { useCamera } from './use-camera.ts';
import './camera.css';

const WISH = { width: 1280, height: 720 };
/** Rest between tries: about six tries a second with the time a try takes. */
const REST_MS = 110;
/** Part of the picture that is read, of its height and width, around the middle. */
const REGION = 0.8;
/**
 * Widths at which the region is read, by turns, pixels. The library guesses a QR code's number of modules from its size
 * in pixels and at one size misses one in many sharp codes; at the next size it reads them.
 */
const WIDTHS = [800, 640, 1024] as const;

/** Draws the middle of the picture, by turns as it is and turned a quarter: bars are read along lines only. */
function drawRegion(video: HTMLVideoElement, canvas: HTMLCanvasElement, turn: number): boolean {
  const width = video.videoWidth * REGION;
  const height = video.videoHeight * REGION;
  if (width === 0) return false;
  const turned = turn % 2 === 1;
  const scale = Math.min(1, (WIDTHS[turn % WIDTHS.length] ?? width) / width);
  const wide = Math.round(width * scale);
  const high = Math.round(height * scale);
  canvas.width = turned ? high : wide;
  canvas.height = turned ? wide : high;
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  if (drawing === null) return false;
  if (turned) drawing.setTransform(0, 1, -1, 0, high, 0);
  const x = (video.videoWidth - width) / 2;
  const y = (video.videoHeight - height) / 2;
  drawing.drawImage(video, x, y, width, height, 0, 0, wide, high);
  return true;
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
    const reader = createCodeReader();
    const canvas = document.createElement('canvas');
    const repeats = createRepeats();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let tries = 0;
    function tryOnce(): void {
      // Set first, so that a picture the library chokes on does not end the scanning.
      timer = setTimeout(tryOnce, REST_MS);
      if (video.current !== null && drawRegion(video.current, canvas, tries++)) {
        const found = reader.read(canvas);
        setSeen(found !== null);
        if (found !== null && repeats.isNew(found.text, performance.now())) {
          tellCode(found.text, found.format);
        }
      }
    }
    tryOnce();
    return () => clearTimeout(timer);
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
