// Texts of what is printed, from the locale files: `slips` for the slips' own words, `terms` for the field's terms, and
// the screens' own where a slip repeats what a screen said. Must not hold a sentence itself.
import pageEn from '../../../assets/locales/en.json' with { type: 'json' };
import slipsEn from '../../../assets/locales/slips.en.json' with { type: 'json' };
import slipsZh from '../../../assets/locales/slips.zh-CN.json' with { type: 'json' };
import termsEn from '../../../assets/locales/terms.en.json' with { type: 'json' };
import termsZh from '../../../assets/locales/terms.zh-CN.json' with { type: 'json' };
import pageZh from '../../../assets/locales/zh-CN.json' with { type: 'json' };
import type { Language } from '../../domain.ts';

const books: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': { ...pageZh, ...termsZh, ...slipsZh },
  en: { ...pageEn, ...termsEn, ...slipsEn },
};

export type Text = (key: string, slots?: Readonly<Record<string, string | number>>) => string;

/** The text of `key` with its `{slots}` filled. A missing key is a bug and throws. */
export function textsIn(language: Language): Text {
  const book = books[language];
  return function text(key, slots = {}) {
    const sentence = book[key];
    if (sentence === undefined) throw new Error(`no text ${key} in ${language}`);
    return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in slots ? String(slots[name]) : whole,
    );
  };
}
