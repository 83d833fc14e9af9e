// A scanner that types like a keyboard, and people who type.
import { describe, expect, it } from 'vitest';
import type { Heard, KeyDown } from '../../renderer/wedge.ts';
import { createWedge } from '../../renderer/wedge.ts';
import { keyOf } from '../support/keys.ts';

const enter = { prefix: '', suffix: '\r' };
const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
/** Presses the keys of a text, `everyMs` apart, and gives what was heard of each. */
function type(
  wedge: ReturnType<typeof createWedge>,
  text: string,
  everyMs: number,
  change: Partial<KeyDown> = {},
): Heard[] {
  let at = 1000;
  return Array.from(text, (character) => {
    at += everyMs;
    return wedge.press({ ...keyOf(character), command: false, repeat: false, at, ...change });
  });
}
const textsOf = (heard: readonly Heard[]) => heard.flatMap(({ text }) => text ?? []);
const takenOf = (heard: readonly Heard[]) => heard.filter(({ take }) => take).length;

describe('a scanner', () => {
  it('that types a case number and Enter is heard, and its Enter presses nothing', () => {
    const heard = type(createWedge(enter), 'R7K3M9P2QX4TW8\r', 8);
    expect(textsOf(heard)).toEqual(['R7K3M9P2QX4TW8']);
    expect(heard.at(-1)?.take).toBe(true);
    expect(takenOf(heard)).toBe(1);
  });

  it('that types every character of ASCII is heard letter for letter', () => {
    const text = printable.join('');
    expect(textsOf(type(createWedge(enter), `${text}\r`, 3))).toEqual([text]);
  });

  it('whose code holds spaces presses no button with them', () => {
    const heard = type(createWedge(enter), 'R7K3 M9P2 QX4T W8\r', 5);
    expect(textsOf(heard)).toEqual(['R7K3 M9P2 QX4T W8']);
    expect(takenOf(heard)).toBe(4);
  });

  it('ends with a tab or a word where that is configured', () => {
    for (const suffix of ['\t', '#!'])
      expect(
        textsOf(type(createWedge({ prefix: '', suffix }), `P4401000000000012K${suffix}`, 5)),
      ).toEqual(['P4401000000000012K']);
  });

  it('is heard only with its prefix, which is no part of the code', () => {
    const wedge = createWedge({ prefix: '~S', suffix: '\r' });
    expect(textsOf(type(wedge, '~SR7K3M9P2QX4TW8\r', 5))).toEqual(['R7K3M9P2QX4TW8']);
    expect(textsOf(type(wedge, 'R7K3M9P2QX4TW8\r', 5))).toEqual([]);
  });

  it('is heard twice when it reads twice, however soon', () => {
    expect(textsOf(type(createWedge(enter), 'R7K3M9P2QX4TW8\rP4401000000000012K\r', 2))).toEqual([
      'R7K3M9P2QX4TW8',
      'P4401000000000012K',
    ]);
  });

  it('that breaks off is forgotten, and what a person presses next is the person’s', () => {
    const wedge = createWedge(enter);
    type(wedge, 'R7K3M9P2', 5);
    const later = { ...keyOf('\r'), command: false, repeat: false, at: 9000 };
    expect(wedge.press(later)).toEqual({ text: null, take: false });
  });

  it('that types without end is dropped', () => {
    const heard = type(createWedge(enter), `${'7'.repeat(20_000)}\r`, 1);
    expect(textsOf(heard)).toEqual([]);
    expect(heard.at(-1)?.take).toBe(true);
  });
});

describe('a person', () => {
  it.each([51, 90, 200])(
    'who types a key every %i ms is never heard nor kept from anything',
    (ms) => {
      const heard = type(createWedge(enter), 'CHEN ANHE 440100\rR7K3M9P2QX4TW8\r \t', ms);
      expect([textsOf(heard), takenOf(heard)]).toEqual([[], 0]);
    },
  );

  it('who holds a key down is no scanner', () => {
    const wedge = createWedge(enter);
    const held = type(wedge, 'aaaaaaaaaaaaaaaa', 30, { repeat: true });
    const end = wedge.press({ ...keyOf('\r'), command: false, repeat: false, at: 1000 + 17 * 30 });
    expect([textsOf(held), takenOf(held), end]).toEqual([[], 0, { text: null, take: false }]);
  });

  it('who strikes Enter, space or a few keys at once keeps all of them', () => {
    for (const text of ['\r', ' ', '\r\r\r\r\r\r\r', '12345\r', 'a b \r']) {
      const heard = type(createWedge(enter), text, 4);
      expect([textsOf(heard), takenOf(heard)], JSON.stringify(text)).toEqual([[], 0]);
    }
  });

  it('who uses a shortcut is not heard', () => {
    const heard = type(createWedge(enter), 'R7K3M9P2QX4TW8\r', 5, { command: true });
    expect([textsOf(heard), takenOf(heard)]).toEqual([[], 0]);
  });
});
