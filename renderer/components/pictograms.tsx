// Our own pictures of where things go: card on the reader, papers, paper from the outlet. Drawn, not photographed.
import type { ReactNode } from 'react';

/** One picture: a soft round ground, and on it what it is about. Says nothing that the words beside it do not say. */
export function Picture(props: {
  readonly children: ReactNode;
  readonly name: string;
  readonly ground?: 'good' | 'warn';
}): ReactNode {
  return (
    <svg className="pictogram" viewBox="0 0 320 240" aria-hidden="true" data-picture={props.name}>
      <circle
        className={`p-ground p-ground-${props.ground ?? 'plain'}`}
        cx="160"
        cy="120"
        r="118"
      />
      {props.children}
    </svg>
  );
}

/** Head and shoulders in a box 42 wide and 54 high, its upper left corner at the origin. */
export function Bust(): ReactNode {
  return (
    <>
      <rect className="p-light" width="42" height="54" rx="5" />
      <circle className="p-deep" cx="21" cy="20" r="10.5" />
      <path
        className="p-deep"
        d="M4 50c0-12 7-18 17-18s17 6 17 18v1a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3z"
      />
    </>
  );
}

function IdCard(): ReactNode {
  return (
    <>
      <rect className="p-shade" x="90" y="40" width="140" height="90" rx="11" />
      <rect className="p-paper" x="90" y="34" width="140" height="90" rx="11" />
      <path className="p-line" d="M106 56h44M106 72h52M106 88h38M106 105h66" />
      <g transform="translate(175 48)">
        <Bust />
      </g>
    </>
  );
}

/** The card comes down on the reader; or it lies there and is being read. */
export function CardOnReader(props: { readonly lying?: boolean }): ReactNode {
  const lying = props.lying ?? false;
  return (
    <Picture name={lying ? 'card-lying' : 'card-on-reader'}>
      <rect className="p-shade" x="34" y="166" width="252" height="66" rx="18" />
      <rect className="p-deep" x="34" y="158" width="252" height="66" rx="18" />
      <rect className="p-place" x="82" y="169" width="156" height="44" rx="9" />
      <circle className="p-lamp" cx="262" cy="178" r="5" />
      {lying ? (
        <g transform="translate(0 62)">
          <IdCard />
          <path className="p-rays" d="M118 16a60 60 0 0 1 84 0M100 0a86 86 0 0 1 120 0" />
        </g>
      ) : (
        <>
          <path className="p-wave" d="M149 199a15 15 0 0 1 22 0M140 190a28 28 0 0 1 40 0" />
          <g className="p-move">
            <IdCard />
          </g>
          <path className="p-arrow" d="M160 134v24m-12-12 12 13 12-13" />
        </>
      )}
    </Picture>
  );
}

export function PaperFromOutlet(): ReactNode {
  return (
    <Picture name="paper-from-outlet">
      <rect className="p-shade" x="50" y="48" width="220" height="72" rx="18" />
      <rect className="p-deep" x="50" y="40" width="220" height="72" rx="18" />
      <circle className="p-lamp" cx="246" cy="62" r="5" />
      <rect className="p-slot" x="84" y="92" width="152" height="11" rx="5.5" />
      <g className="p-out">
        <path className="p-paper" d="M100 98h120v118a7 7 0 0 1-7 7H107a7 7 0 0 1-7-7z" />
        <g transform="translate(162 116)">
          <Bust />
        </g>
        <path className="p-line" d="M116 122h32M116 137h36M116 152h26" />
        <path className="p-bars" d="M118 188v22M125 188v22M135 188v22M141 188v22M152 188v22" />
        <path className="p-line" d="M168 194h34M168 207h24" />
      </g>
      <path className="p-arrow" d="M254 136v38m-13-13 13 14 13-14" />
    </Picture>
  );
}

export function Papers(): ReactNode {
  return (
    <Picture name="papers">
      <g transform="rotate(-9 130 120)">
        <rect className="p-shade" x="74" y="52" width="104" height="142" rx="9" />
        <rect className="p-paper" x="74" y="46" width="104" height="142" rx="9" />
        <path className="p-line" d="M92 72h52M92 90h68M92 108h60" />
      </g>
      <g transform="rotate(7 190 124)">
        <rect className="p-shade" x="136" y="56" width="108" height="146" rx="9" />
        <rect className="p-paper" x="136" y="50" width="108" height="146" rx="9" />
        <path className="p-line" d="M154 78h48M154 97h72M154 116h72M154 135h58" />
        <circle className="p-seal" cx="210" cy="168" r="15" />
      </g>
    </Picture>
  );
}

export function Waiting(): ReactNode {
  return (
    <Picture name="waiting">
      <circle className="p-track" cx="160" cy="120" r="66" />
      <circle
        className="p-turn"
        cx="160"
        cy="120"
        r="66"
        pathLength="100"
        strokeDasharray="28 72"
      />
      <circle className="p-deep" cx="132" cy="120" r="9" />
      <circle className="p-deep" cx="160" cy="120" r="9" />
      <circle className="p-deep" cx="188" cy="120" r="9" />
    </Picture>
  );
}
