// Our own pictures of where things go: card on the reader, paper in the light, paper from the outlet. Drawn, not photographed.
import type { ReactNode } from 'react';

function Picture(props: { readonly children: ReactNode; readonly name: string }): ReactNode {
  return (
    <svg className="pictogram" viewBox="0 0 240 180" aria-hidden="true" data-picture={props.name}>
      {props.children}
    </svg>
  );
}

export function CardOnReader(): ReactNode {
  return (
    <Picture name="card-on-reader">
      <rect className="p-body" x="20" y="96" width="200" height="64" rx="12" />
      <rect className="p-slot" x="52" y="108" width="136" height="40" rx="6" />
      <g className="p-move">
        <rect className="p-paper" x="66" y="22" width="108" height="68" rx="8" />
        <circle className="p-ink" cx="146" cy="48" r="11" />
        <path className="p-ink" d="M128 78c0-13 8-18 18-18s18 5 18 18z" />
        <path className="p-line" d="M78 40h32M78 54h26M78 68h32" />
      </g>
      <path className="p-arrow" d="M120 92v22m-11-11 11 12 11-12" />
    </Picture>
  );
}

export function PaperFromOutlet(): ReactNode {
  return (
    <Picture name="paper-from-outlet">
      <path className="p-paper" d="M72 84h96v82H72z" />
      <path className="p-line" d="M86 104h44M86 118h68M86 132h68M86 146h40" />
      <rect className="p-body" x="34" y="26" width="172" height="64" rx="12" />
      <rect className="p-slot" x="62" y="76" width="116" height="10" rx="5" />
      <path className="p-arrow" d="M196 112v34m-11-11 11 12 11-12" />
    </Picture>
  );
}

export function Checked(): ReactNode {
  return (
    <Picture name="checked">
      <circle className="p-good" cx="120" cy="90" r="62" />
      <path className="p-tick" d="m90 92 21 21 40-44" />
    </Picture>
  );
}

export function NotNow(): ReactNode {
  return (
    <Picture name="not-now">
      <circle className="p-warn" cx="120" cy="90" r="62" />
      <path className="p-tick" d="M120 56v42m0 18v4" />
    </Picture>
  );
}

export function Waiting(): ReactNode {
  return (
    <Picture name="waiting">
      <circle className="p-track" cx="120" cy="90" r="52" />
      <circle className="p-turn" cx="120" cy="90" r="52" pathLength="100" strokeDasharray="26 74" />
    </Picture>
  );
}
