// Typing a name: every character a person may carry is found, the usual ones soon.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { idNumberSlip } from '../../renderer/numbers.ts';
import type { Readings, Tone } from '../../renderer/pinyin.ts';
import { canBegin, candidates } from '../../renderer/pinyin.ts';

const readings = JSON.parse(
  readFileSync(new URL('../../assets/pinyin/characters.json', import.meta.url), 'utf8'),
) as Readings;

/** Touches for one character, the tone given: letters, tone, pages, the character itself. */
function touches(character: string): number {
  const ways = Object.entries(readings)
    .filter(([, found]) => Array.from(found).includes(character))
    .map(([reading]) => {
      const [syllable, tone] = [reading.slice(0, -1), Number(reading.slice(-1)) as Tone];
      const at = candidates(readings, syllable, tone, false).indexOf(character);
      return syllable.length + 1 + Math.floor(at / 8) + 1;
    });
  return Math.min(...ways);
}

/** GB 2312: level 1 are the usual characters, level 2 the less usual. */
function level(from: number, to: number): string[] {
  const decoder = new TextDecoder('gb18030');
  const found: string[] = [];
  for (let row = from; row <= to; row += 1)
    for (let cell = 1; cell <= 94; cell += 1) {
      const character = decoder.decode(Uint8Array.of(row + 160, cell + 160));
      // The last five places of row 55 are empty.
      if (/^\p{Script=Han}$/u.test(character)) found.push(character);
    }
  return found;
}

describe('a name by pinyin', () => {
  it('reaches each of the 6,763 characters of GB 2312: in six touches by half, in nine by 95 of 100', () => {
    const all = [...level(16, 55), ...level(56, 87)];
    expect(all).toHaveLength(6763);
    const counts = all.map(touches).sort((a, b) => a - b);
    expect(counts.at(-1)).toBeLessThan(Infinity);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(6);
    expect(counts[Math.floor(counts.length * 0.95)]).toBeLessThanOrEqual(9);
  });

  it('reaches characters of names that older lists lack', () => {
    for (const character of '玥珺喆堃翀琇珣䶮㛃𬭎𠮷〇')
      expect(touches(character), character).toBeLessThanOrEqual(16);
  });

  it('puts surnames first at the beginning of a name only', () => {
    expect(candidates(readings, 'wu', 2, true)[0]).toBe('吴');
    expect(candidates(readings, 'chen', null, true)[0]).toBe('陈');
    expect(candidates(readings, 'zhe', 2, false)).toContain('喆');
  });

  it('knows which letters lead nowhere', () => {
    expect(canBegin(readings, 'zhu')).toBe(true);
    expect(canBegin(readings, 'zv')).toBe(false);
  });
});

describe('a typed identity number', () => {
  it('tells a wrong birth date from another slip', () => {
    expect(idNumberSlip('43000020190901000X')).toBeNull();
    expect(idNumberSlip('430000201909010001')).toBe('check');
    expect(idNumberSlip('43000020191301000X')).toBe('birth');
  });
});
