// The rule shown under an answer: real sources of the policy data, as a reader of either language meets them.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { citationIn } from '../../electron/citation.ts';
import { dateIn, wordsIn } from '../../renderer/words.ts';

const folder = resolve(import.meta.dirname, '../../assets/policies');

/** Every source a decision may carry. */
function sources(): string[] {
  const found = new Set<string>();
  function walk(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value))
      if (key === 'source' && typeof inner === 'string') found.add(inner);
      else walk(inner);
  }
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const data = JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
    if (name === 'citations.json')
      for (const source of Object.values(data as Record<string, string>)) found.add(source);
    else if (name !== 'materials.json') walk(data);
  }
  return [...found];
}
const cite = (language: 'zh-CN' | 'en') => (source: string) =>
  citationIn({ text: wordsIn(language), date: (date) => dateIn(language, date) }, source);
const zh = cite('zh-CN');
const en = cite('en');

describe('a citation', () => {
  it('names the instrument and its article as each language writes them', () => {
    const source = '居住证暂行条例 (State Council Decree 663) art. 9(3)';
    expect(zh(source)).toBe('《居住证暂行条例》第 9 条');
    expect(en(source)).toBe(
      'Interim Regulations on Residence Permits (《居住证暂行条例》), art. 9',
    );
  });

  it('dates a notice', () => {
    const source = '广州市公安局 notice of 2024-01-16 on the 电子居住证';
    expect(zh(source)).toBe('广州市公安局通告（2024 年 1 月 16 日）');
    expect(en(source)).toBe('Notice of the Guangzhou public security bureau of 16 January 2024');
  });

  it('is left out where the data name only a page of the web', () => {
    expect(zh('Guangzhou guide to who may apply (example.org/217000.html)')).toBeNull();
  });

  it('never shows an address, a working note or the other language, whatever the data hold', () => {
    const all = sources();
    expect(all.length).toBeGreaterThan(30);
    for (const source of all) {
      expect((zh(source) ?? '').replace('GB 11643', ''), source).not.toMatch(/[A-Za-z]/);
      const english = en(source);
      if (english !== null) expect(english, source).toMatch(/^[A-Z]/);
      expect(english ?? '', source).not.toMatch(/\.(com|html|shtml)|section|guide of/);
    }
  });
});
