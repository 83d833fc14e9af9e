// The words of the staff's window; those of the screens and of failures come after them. Must not hold a sentence itself.
import en from '../../assets/locales/staff.en.json';
import zh from '../../assets/locales/staff.zh-CN.json';
import type { Language } from '../../electron/contract.ts';
import type { Words } from '../words.ts';
import { wordsIn } from '../words.ts';

const books: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zh, en };

/** The text of a key with its `{slots}` filled. */
export function staffWordsIn(language: Language): Words {
  const book = books[language];
  const others = wordsIn(language);
  return (key, slots = {}) => {
    const own = book[key];
    if (own === undefined) return others(key, slots);
    return own.replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole));
  };
}
