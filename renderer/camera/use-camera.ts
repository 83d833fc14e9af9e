// The camera as a video element and one word: starting, live or away. Picture only, never sound.
// Gives the camera back when the screen is left, and looks for it again while it is away.
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

export type CameraState = 'starting' | 'live' | 'away';

export interface CameraWish {
  readonly width: number;
  readonly height: number;
}

/** How long after a failure the camera is asked for again, milliseconds; sooner when a device is plugged in. */
const RETRY_MS = 3000;

async function openCamera(wish: CameraWish): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { width: { ideal: wish.width }, height: { ideal: wish.height } },
  });
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Opens the camera into a video element for as long as the component is shown. */
export function useCamera(wish: CameraWish): {
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
} {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('starting');
  const { width, height } = wish;

  useEffect(() => {
    let left = false;
    let opening = false;
    let stream: MediaStream | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;

    function away(): void {
      if (left) return;
      if (stream !== null) stopAll(stream);
      stream = null;
      setState('away');
      clearTimeout(retry);
      retry = setTimeout(open, RETRY_MS);
    }
    async function show(opened: MediaStream): Promise<void> {
      if (left || video.current === null) {
        stopAll(opened);
        return;
      }
      stream = opened;
      for (const track of opened.getVideoTracks()) track.onended = away;
      video.current.srcObject = opened;
      await video.current.play();
      setState('live');
    }
    function open(): void {
      if (left || opening || stream !== null) return;
      opening = true;
      // No camera, permission denied and a camera in use by another program are one thing here: it is away.
      openCamera({ width, height })
        .then(show)
        .catch(away)
        .finally(() => {
          opening = false;
        });
    }

    open();
    navigator.mediaDevices.addEventListener('devicechange', open);
    const shown = video.current;
    return () => {
      left = true;
      clearTimeout(retry);
      navigator.mediaDevices.removeEventListener('devicechange', open);
      if (stream !== null) stopAll(stream);
      if (shown !== null) shown.srcObject = null;
    };
  }, [width, height]);

  return { video, state };
}
