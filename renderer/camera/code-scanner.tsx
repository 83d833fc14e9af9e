// The picture zone of “show the code”: live preview and the codes seen in its middle (Code 128 and QR, nothing else).
// Draws no controls and knows no code's meaning: text and format go out as read.
import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import { BrowserMultiFormatReader } from '@zxing/browser';
import {
  BarcodeFormat,
  ChecksumException,
  DecodeHintType,
  FormatException,
  NotFoundException,
} from '@zxing/library';
import type { Result } from '@zxing/library';
import { CameraAway, Hint } from './camera-words.tsx';
import { createRepeats } from './repeats.ts';
import { useCamera } from './use-camera.ts';
import './camera.css';

const WISH = { width: 1280, height: 720 };
/** Rest between tries: about six tries a second with the time a try takes. */
const REST_MS = 110;
/** Part of the picture that is read, of its height and width, around the middle. */
const REGION = 0.8;
/** The region is read at no more than this width; enough for a QR of 85 modules at four pixels each. */
const WIDEST = 800;

function createReader(): BrowserMultiFormatReader {
  return new BrowserMultiFormatReader(
    new Map<DecodeHintType, unknown>([
      [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128, BarcodeFormat.QR_CODE]],
      [DecodeHintType.TRY_HARDER, true],
    ]),
  );
}

/** null when the picture holds no whole code; anything else a reader throws is a bug and is thrown on. */
function readCode(reader: BrowserMultiFormatReader, canvas: HTMLCanvasElement): Result | null {
  try {
    return reader.decodeFromCanvas(canvas);
  } catch (error) {
    if (
      error instanceof NotFoundException ||
      error instanceof ChecksumException ||
      error instanceof FormatException
    )
      return null;
    throw error;
  }
}

function drawRegion(video: HTMLVideoElement, canvas: HTMLCanvasElement): boolean {
  const width = video.videoWidth * REGION;
  const height = video.videoHeight * REGION;
  if (width === 0) return false;
  const scale = Math.min(1, WIDEST / width);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  if (drawing === null) return false;
  drawing.drawImage(
    video,
    (video.videoWidth - width) / 2,
    (video.videoHeight - height) / 2,
    width,
    height,
    0,
    0,
    canvas.width,
    canvas.height,
  );
  return true;
}

export function CodeScanner({
  onCode,
  onReady,
  text,
}: {
  readonly onCode: (text: string, format: 'code128' | 'qr') => void;
  readonly onReady?: (ok: boolean) => void;
  readonly text: (key: string) => string;
}): ReactNode {
  const { video, state } = useCamera(WISH);
  const [seen, setSeen] = useState(false);
  const tellReady = useEffectEvent((ok: boolean) => onReady?.(ok));
  const tellCode = useEffectEvent((code: string, format: 'code128' | 'qr') => onCode(code, format));

  useEffect(() => {
    if (state !== 'starting') tellReady(state === 'live');
  }, [state]);

  useEffect(() => {
    if (state !== 'live') return;
    const reader = createReader();
    const canvas = document.createElement('canvas');
    const repeats = createRepeats();
    let timer: ReturnType<typeof setTimeout> | undefined;
    function tryOnce(): void {
      if (video.current !== null && drawRegion(video.current, canvas)) {
        const result = readCode(reader, canvas);
        const code = result?.getText() ?? '';
        setSeen(code !== '');
        if (result !== null && code !== '' && repeats.isNew(code, performance.now())) {
          tellCode(code, result.getBarcodeFormat() === BarcodeFormat.QR_CODE ? 'qr' : 'code128');
        }
      }
      timer = setTimeout(tryOnce, REST_MS);
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
