// The words of the screens and slips: both languages whole, equal in what they fill in, and every key in use.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FailureCode } from '../../electron/domain.ts';

const root = resolve(import.meta.dirname, '../..');

function book(name: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(root, 'assets/locales', `${name}.json`), 'utf8')) as Record<
    string,
    string
  >;
}
function sources(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
}
/** Built from two variables in components/print-word.tsx. */
const builtTwice = /^(notice|receipt)\.(printed|failed|unknown)$/;
const slots = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

for (const [chinese, english, folder] of [
  ['zh-CN', 'en', 'renderer'],
  ['slips.zh-CN', 'slips.en', 'electron/core/print'],
  ['staff.zh-CN', 'staff.en', 'renderer/staff'],
] as const) {
  describe(`${chinese} and ${english}`, () => {
    const [zh, en] = [book(chinese), book(english)];

    it('have the same keys', () => {
      expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    });

    it('have no empty sentence, and fill in the same things', () => {
      for (const [key, sentence] of Object.entries(zh)) {
        expect(sentence.trim(), key).not.toBe('');
        expect(en[key]?.trim(), key).not.toBe('');
        expect(slots(en[key] ?? ''), key).toEqual(slots(sentence));
      }
    });

    it('hold no key that nothing says', () => {
      const code = sources(folder);
      const said = (key: string): boolean => {
        if (builtTwice.test(key)) return true;
        if (code.includes(`'${key}'`) || code.includes(`"${key}"`) || code.includes(`\`${key}\``))
          return true;
        // Built keys: `failure.${code}` and the like.
        const parts = key.split('.');
        return parts.some((_, at) => {
          const [head, tail] = [parts.slice(0, at).join('.'), parts.slice(at + 1).join('.')];
          const before = head === '' ? '`${' : `\`${head}.\${`;
          return code.includes(before) && (tail === '' || code.includes(`}.${tail}\``));
        });
      };
      expect(Object.keys(zh).filter((key) => !said(key))).toEqual([]);
    });
  });
}

describe('every failure', () => {
  it('has its sentence in both languages: what happened, is my data safe, what now', () => {
    for (const code of FailureCode.options) {
      expect(book('zh-CN')[`failure.${code}`]?.match(/[。？！]/g)?.length, code).toBeGreaterThan(1);
      expect(book('en')[`failure.${code}`], code).toBeTruthy();
    }
  });
});

describe('the sentences of the screens', () => {
  it('are short enough to be read standing: at most 40 characters each', () => {
    const long = Object.entries(book('zh-CN')).filter(([, text]) =>
      text.split(/[。？！：；]/).some((sentence) => sentence.length > 40),
    );
    expect(long).toEqual([]);
  });

  it('know none of the words that frighten people', () => {
    const banned = /失败|非法|无效|异常|超时|系统繁忙|联系管理员|参数|会话|Error/;
    const frightening = Object.entries(book('zh-CN')).filter(([, text]) => banned.test(text));
    expect(frightening).toEqual([]);
  });
});

describe('the words on buttons', () => {
  const [zh, en] = [book('zh-CN'), book('en')];
  /** Answers of the last row: they may take two lines, never three. */
  const answers = [
    'back',
    'next',
    'finish',
    'id.me',
    'id.me.draft',
    'id.not-me',
    'consent.yes',
    'consent.no',
    'check.ok',
    'face.use',
    'face.shoot',
    'mat.shoot',
    'mat.missing.print',
    'mobile.ok',
    'mobile.without',
    'print.go',
    'print.no',
    'print.whole',
    'print.not-whole',
    'time.more',
    'time.clear',
    'help.alone',
    'cancel.keep',
    'cancel.do',
    'endorse.moved',
    'endorse.still-here',
    'home.paper_copy',
    'home.application',
  ];
  const long = (keys: readonly string[], chinese: number, english: number): string[] =>
    keys.filter(
      (key) =>
        (zh[key] ?? '').length > chinese ||
        (en[key] ?? '').length > english ||
        zh[key] === undefined,
    );

  it('fit one line of the assist bar at the largest text', () => {
    const bar = Object.keys(zh).filter((key) => key.startsWith('bar.') && key !== 'bar.label');
    expect(long(bar, 7, 10)).toEqual([]);
  });

  it('fit two lines of the last row at the largest text', () => {
    expect(long(answers, 10, 22)).toEqual([]);
  });

  it('of the services fit two lines of a tile', () => {
    const tiles = Object.keys(zh).filter(
      (key) => /^home\.[a-z_]+$/.test(key) && !/title|lead/.test(key),
    );
    expect(tiles.length).toBeGreaterThan(5);
    expect(long(tiles, 9, 20)).toEqual([]);
  });
});
