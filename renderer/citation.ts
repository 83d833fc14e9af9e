// The rule an answer rests on, as a reader of either language expects it: the instrument's name, its article or date.
// Notes in the policy data that are no instrument (web pages, remarks) are left out. Must not hold a name itself.
import type { Language } from '../electron/contract.ts';
import type { Words } from './words.ts';
import { dateIn } from './words.ts';

/** How the policy data name an instrument, and the key of its name in the locales. */
const instruments = [
  ['居住证暂行条例', 'interim-regulations'],
  ['广东省流动人口服务管理条例', 'guangdong-regulations'],
  ['港澳台居民居住证申领发放办法', 'hkmt-measures'],
  ['深圳经济特区居住证条例', 'shenzhen-regulations'],
  ['民法典', 'civil-code'],
  ['广东省公安厅', 'guangdong-guide'],
  ['广州市公安局', 'guangzhou-notice'],
  ['粤省事', 'yueshengshi-guide'],
  ['GB 11643', 'gb-11643'],
] as const;
/** More would not be read. */
const atMost = 2;

function one(language: Language, t: Words, part: string): string | null {
  const found = instruments.find(([name]) => part.includes(name));
  if (found === undefined) return null;
  const title = t(`law.${found[1]}`);
  const articles = /\barts?\. ?(\d+)|\barts (\d+)/.exec(part);
  const article = articles?.[1] ?? articles?.[2];
  if (article !== undefined) return t('law.article', { title, article });
  const date = /\b(?:notice|guide) of (\d{4}-\d{2}-\d{2})/.exec(part)?.[1];
  if (date !== undefined) return t('law.dated', { title, date: dateIn(language, date) });
  return title;
}

/** The citation to show; null when the data name no instrument. @param source `source` of a decision */
export function citationIn(language: Language, t: Words, source: string): string | null {
  const parts = source.split('; ').map((part) => one(language, t, part));
  const named = [...new Set(parts.filter((part) => part !== null))].slice(0, atMost);
  return named.length === 0 ? null : named.join(t('law.and'));
}
