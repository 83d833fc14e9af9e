// The field's terms in both languages: complete, equal in keys, short and plain.
import { describe, expect, it } from 'vitest';
import en from '../../assets/locales/terms.en.json' with { type: 'json' };
import zh from '../../assets/locales/terms.zh-CN.json' with { type: 'json' };
import {
  CaseStatus,
  Ground,
  IdDocumentKind,
  MaterialSlot,
  ReasonCode,
  Service,
  SexCode,
} from '../../electron/domain.ts';
import { loadPolicyData } from '../../electron/core/policy/load.ts';

const banned = ['失败', '非法', '无效', '异常', '超时', '管理员', '参数', '会话'];
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const twoDigits = Array.from({ length: 56 }, (_, at) => String(at + 1).padStart(2, '0'));

function named(prefix: string, codes: readonly string[]): string[] {
  return codes.map((code) => `${prefix}.${code}`);
}

describe('the terms', () => {
  it('have the same keys and placeholders in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    const texts = new Map(Object.entries(en));
    for (const [key, text] of Object.entries(zh))
      expect([key, placeholders(texts.get(key) ?? '')]).toEqual([key, placeholders(text)]);
  });

  it('name every code the engine, the cases and the cards can show', () => {
    const kinds = loadPolicyData().materials.slots.flatMap((entry) => entry.documents);
    const wanted = [
      ...named('slot', MaterialSlot.options),
      ...named('document', [...IdDocumentKind.options, ...kinds]),
      ...named('reason', ReasonCode.options),
      ...named('reasonShort', ReasonCode.options),
      ...named('ground', Ground.options),
      ...named('sex', SexCode.options),
      ...named('ethnicity', [...twoDigits, '97']),
      ...named('status', CaseStatus.options),
      ...named('service', Service.options),
    ];
    expect(wanted.filter((key) => !(key in zh))).toEqual([]);
  });

  it('say a date only where the decision carries one', () => {
    const dated = Object.entries(zh).filter(([, text]) => text.includes('{date}'));
    expect(dated.map(([key]) => key).sort()).toEqual([
      'law.dated',
      'reason.EXEMPTION_NOT_IN_FORCE',
      'reason.EXEMPTION_NOT_MET',
      'reason.HALF_YEAR_NOT_REACHED',
      'reason.TOO_EARLY',
    ]);
  });

  it.each(Object.entries(zh))('%s is short and plain', (_key, text) => {
    const longest = Math.max(
      ...text
        .split(/[。！？]/)
        .map((sentence) => (sentence.match(/\p{Script=Han}/gu) ?? []).length),
    );
    expect(longest).toBeLessThanOrEqual(16);
    expect(banned.filter((word) => text.includes(word))).toEqual([]);
  });
});
