// The words of the screens, from the locale files: zh-CN first, en complete. Must not hold a sentence itself.
import en from '../assets/locales/en.json';
import termsEn from '../assets/locales/terms.en.json';
import termsZh from '../assets/locales/terms.zh-CN.json';
import zh from '../assets/locales/zh-CN.json';
import type { Language } from '../electron/contract.ts';

export type Words = (key: string, slots?: Readonly<Record<string, string | number>>) => string;
const books: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': { ...termsZh, ...zh },
  en: { ...termsEn, ...en },
};

/** The text of a key with its `{slots}` filled; a missing key shows itself, so that it is noticed. */
export function wordsIn(language: Language): Words {
  const book = books[language];
  return (key, slots = {}) =>
    (book[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole));
}

/** The sentences of a text, each with its mark. */
export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[。？！])|(?<=[.?!]) /);
}

/** A date as people of the language write it. */
export function dateIn(language: Language, isoDate: string): string {
  const [year, month, day] = isoDate.split('-').map(Number);
  if (language === 'zh-CN') return `${year ?? ''} 年 ${month ?? ''} 月 ${day ?? ''} 日`;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${isoDate}T00:00:00Z`),
  );
}
