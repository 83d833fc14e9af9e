// The keys of an American keyboard, as a scanner that types strikes them.

const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '\r': 'Enter',
  '\t': 'Tab',
};
/** The keys beside letters and digits: unshifted, shifted, name. */
const marks = [
  ['-', '_', 'Minus'],
  ['=', '+', 'Equal'],
  ['[', '{', 'BracketLeft'],
  [']', '}', 'BracketRight'],
  ['\\', '|', 'Backslash'],
  [';', ':', 'Semicolon'],
  ["'", '"', 'Quote'],
  ['`', '~', 'Backquote'],
  [',', '<', 'Comma'],
  ['.', '>', 'Period'],
  ['/', '?', 'Slash'],
  ...Array.from(')!@#$%^&*(', (mark, digit) => [String(digit), mark, `Digit${digit}`] as const),
] as const;

/** The physical key (KeyboardEvent.code) that types a character, and whether Shift is held. */
export function keyOf(character: string): { readonly code: string; readonly shift: boolean } {
  const name = names[character];
  if (name !== undefined) return { code: name, shift: false };
  if (/^[a-z]$/i.test(character))
    return { code: `Key${character.toUpperCase()}`, shift: /[A-Z]/.test(character) };
  for (const [plain, shifted, code] of marks)
    if (character === plain || character === shifted) return { code, shift: character === shifted };
  throw new Error(`no key types ${JSON.stringify(character)}`);
}
