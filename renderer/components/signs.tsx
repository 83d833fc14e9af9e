// Pictures that answer: done, take care, ask a person, go there, later. Never without words beside them.
import type { ReactNode } from 'react';
import { Bust, Picture } from './pictograms.tsx';

export function Checked(): ReactNode {
  return (
    <Picture name="checked" ground="good">
      <circle className="p-good" cx="160" cy="120" r="80" />
      <path className="p-tick" d="m122 123 27 27 51-56" />
    </Picture>
  );
}

export function TakeCare(): ReactNode {
  return (
    <Picture name="take-care" ground="warn">
      <circle className="p-mark" cx="160" cy="120" r="80" />
      <path className="p-stop" d="M160 78v50m0 26v2" />
    </Picture>
  );
}

/** Somebody at the desk, ready to talk. */
export function AskStaff(): ReactNode {
  return (
    <Picture name="ask-staff">
      <circle className="p-deep" cx="142" cy="92" r="36" />
      <path
        className="p-deep"
        d="M72 214c0-50 31-76 70-76s70 26 70 76v2a8 8 0 0 1-8 8H80a8 8 0 0 1-8-8z"
      />
      <path className="p-collar" d="m122 142 20 30 20-30" />
      <rect className="p-mark" x="166" y="178" width="28" height="20" rx="4" />
      <path
        className="p-paper"
        d="M206 34h66a20 20 0 0 1 20 20v26a20 20 0 0 1-20 20h-38l-22 20v-20h-6a20 20 0 0 1-20-20V54a20 20 0 0 1 20-20z"
      />
      <circle className="p-mark" cx="217" cy="67" r="7.5" />
      <circle className="p-mark" cx="239" cy="67" r="7.5" />
      <circle className="p-mark" cx="261" cy="67" r="7.5" />
    </Picture>
  );
}

export function GoThere(): ReactNode {
  return (
    <Picture name="go-there">
      <path
        className="p-deep"
        d="M78 112v-6a6 6 0 0 1 3-5l65-41a8 8 0 0 1 8 0l65 41a6 6 0 0 1 3 5v6z"
      />
      <path className="p-column" d="M98 124v54M132 124v54M168 124v54M202 124v54" />
      <rect className="p-deep" x="74" y="184" width="152" height="18" rx="6" />
      <path
        className="p-pin"
        d="M240 30c-23 0-40 17-40 39 0 29 40 63 40 63s40-34 40-63c0-22-17-39-40-39z"
      />
      <circle className="p-hole" cx="240" cy="69" r="14" />
    </Picture>
  );
}

export function Later(): ReactNode {
  return (
    <Picture name="later">
      <circle className="p-dial" cx="160" cy="120" r="76" />
      <path className="p-tickmarks" d="M160 56v10M160 174v10M96 120h10M214 120h10" />
      <path className="p-hand" d="M160 120V80" />
      <path className="p-hand p-hand-long" d="m160 120 32 20" />
    </Picture>
  );
}

export function NewForm(): ReactNode {
  return (
    <Picture name="new-form">
      <rect className="p-shade" x="98" y="40" width="116" height="160" rx="10" />
      <rect className="p-paper" x="98" y="34" width="116" height="160" rx="10" />
      <path
        className="p-line"
        d="M116 60h40M116 78h36M116 96h42M116 128h80M116 146h80M116 164h48"
      />
      <g transform="translate(160 52)">
        <Bust />
      </g>
      <circle className="p-good p-rim" cx="214" cy="182" r="32" />
      <path className="p-plus" d="M214 167v30M199 182h30" />
    </Picture>
  );
}

/** A permit that is struck out: never in use again. */
export function StruckOut(): ReactNode {
  return (
    <Picture name="struck-out" ground="warn">
      <rect className="p-shade" x="76" y="74" width="168" height="108" rx="13" />
      <rect className="p-paper" x="76" y="68" width="168" height="108" rx="13" />
      <path className="p-line" d="M96 94h52M96 114h62M96 134h44M96 154h76" />
      <g transform="translate(182 86)">
        <Bust />
      </g>
      <path className="p-strike-rim" d="M84 200 238 46" />
      <path className="p-strike" d="M84 200 238 46" />
    </Picture>
  );
}
