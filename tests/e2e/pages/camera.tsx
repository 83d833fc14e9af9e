// A page of the camera parts alone, for camera.spec.ts: ?part=photo|paper|codes. Puts what they hand over on `window.seen`.
import { createRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { PhotoMeasures } from '../../../electron/contract.ts';
import { CodeScanner } from '../../../renderer/camera/code-scanner.tsx';
import { PaperCapture } from '../../../renderer/camera/paper-capture.tsx';
import { PhotoCapture } from '../../../renderer/camera/photo-capture.tsx';
import type { Capture } from '../../../renderer/camera/photo-capture.tsx';
import './camera-page.css';

export interface Seen {
  ready: boolean[];
  photos: { image: string; measures: PhotoMeasures }[];
  papers: string[];
  codes: { text: string; format: string; at: number }[];
  violations: string[];
  tracks: MediaStreamTrack[];
}
declare global {
  interface Window {
    seen: Seen;
    capture: () => Promise<void>;
    leave: () => void;
  }
}

const seen: Seen = { ready: [], photos: [], papers: [], codes: [], violations: [], tracks: [] };
window.seen = seen;
document.addEventListener('securitypolicyviolation', (event) => {
  seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wish) => {
  const stream = await open(wish);
  seen.tracks.push(...stream.getTracks());
  return stream;
};

const ref = createRef<Capture>();
window.capture = async () => ref.current?.capture();
const text = (key: string) => key;
const onReady = (ok: boolean) => void seen.ready.push(ok);
const part = new URLSearchParams(location.search).get('part');

function Page() {
  const [shown, setShown] = useState(true);
  window.leave = () => setShown(false);
  if (!shown) return <p>left</p>;
  if (part === 'photo') {
    return (
      <PhotoCapture
        ref={ref}
        text={text}
        onReady={onReady}
        onPhoto={(image, measures) => seen.photos.push({ image, measures })}
      />
    );
  }
  if (part === 'paper') {
    return (
      <PaperCapture
        ref={ref}
        text={text}
        onReady={onReady}
        onPaper={(image) => seen.papers.push(image)}
      />
    );
  }
  return (
    <CodeScanner
      text={text}
      onReady={onReady}
      onCode={(code, format) => seen.codes.push({ text: code, format, at: performance.now() })}
    />
  );
}
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Page />);
