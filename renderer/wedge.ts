// Tells a code scanner that types like a keyboard from a person who types: by speed alone, as the page has no field to type
// into. Knows physical keys of the American layout, which such scanners use; no input method comes between.
// Must not keep a person's keys from the page: only what ends or could press something within a scan is taken.

/** One key going down. */
export interface KeyDown {
  /** Physical key, as KeyboardEvent.code. */
  readonly code: string;
  readonly shift: boolean;
  /** Ctrl, Alt or Meta is held: a command, not a character. */
  readonly command: boolean;
  /** The key is held down and repeats, which is as fast as a scanner. */
  readonly repeat: boolean;
  /** Milliseconds, by the event's own clock. */
  readonly at: number;
}
export interface Heard {
  /** The code, when this key ended one. */
  readonly text: string | null;
  /** The key belongs to a scan and must not press anything. */
  readonly take: boolean;
}

/** A key later than this after the one before it was typed by a person, milliseconds. */
export const BURST_MS = 50;
/** Shortest code: nobody types five keys and Enter at that speed, and none of ours is shorter than 14. */
export const LEAST_CHARS = 6;
/** No QR code holds more (ISO/IEC 18004, version 40-L); what is longer is dropped whole. */
const MOST_CHARS = 7089;
/** So many fast keys are no person's; from here a space is kept from pressing a button. */
const SURELY = 4;

const nothing: Heard = { text: null, take: false };

const shifted: Readonly<Record<string, string>> = {
  Digit1: '!',
  Digit2: '@',
  Digit3: '#',
  Digit4: '$',
  Digit5: '%',
  Digit6: '^',
  Digit7: '&',
  Digit8: '*',
  Digit9: '(',
  Digit0: ')',
};
const marks: Readonly<Record<string, readonly [string, string]>> = {
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadDecimal: ['.', '.'],
  NumpadDivide: ['/', '/'],
  NumpadMultiply: ['*', '*'],
  Enter: ['\r', '\r'],
  NumpadEnter: ['\r', '\r'],
  Tab: ['\t', '\t'],
};

/** What the key types on the American layout, whatever layout or input method is set; null for one that types nothing. */
export function characterOf(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? (shifted[code] ?? digit) : digit;
  return marks[code]?.[shift ? 1 : 0] ?? null;
}

/** Listens to one keyboard. `suffix` ends a code (Enter as \r, tab as \t), `prefix` must stand before it. */
export function createWedge({
  prefix,
  suffix,
}: {
  readonly prefix: string;
  readonly suffix: string;
}): { press(key: KeyDown): Heard } {
  let typed = '';
  let last = -Infinity;

  function forget(): Heard {
    typed = '';
    return nothing;
  }

  return {
    press({ code, shift, command, repeat, at }) {
      if (code === 'ShiftLeft' || code === 'ShiftRight') return nothing;
      const character = characterOf(code, shift);
      if (command || repeat || character === null) return forget();
      if (at - last > BURST_MS) typed = '';
      last = at;
      typed += character;
      if (!typed.endsWith(suffix))
        return { text: null, take: character === ' ' && typed.length > SURELY };
      const burst = typed.slice(0, -suffix.length);
      typed = '';
      const text = burst.slice(prefix.length);
      if (!burst.startsWith(prefix) || text.length < LEAST_CHARS) return nothing;
      return { text: text.length > MOST_CHARS ? null : text, take: true };
    },
  };
}
