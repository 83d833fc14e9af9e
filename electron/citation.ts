// The rule an answer rests on, as a reader of either language expects it: the instrument's name, its article or date.
// Notes in the policy data that are no instrument (web pages, remarks) are left out. Must not hold a name itself. A leaf:
// screens and slips cite alike.

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

/** What a citation is written with: the texts of one language and its way to write a date. */
export interface CitationWords {
  readonly text: (
    key: `law.${(typeof instruments)[number][1] | 'article' | 'dated' | 'and'}`,
    slots?: Readonly<Record<string, string | number>>,
  ) => string;
  readonly date: (date: string) => string;
}

function one({ text, date }: CitationWords, part: string): string | null {
  const found = instruments.find(([name]) => part.includes(name));
  if (found === undefined) return null;
  const title = text(`law.${found[1]}`);
  const articles = /\barts?\. ?(\d+)|\barts (\d+)/.exec(part);
  const article = articles?.[1] ?? articles?.[2];
  if (article !== undefined) return text('law.article', { title, article });
  const day = /\b(?:notice|guide) of (\d{4}-\d{2}-\d{2})/.exec(part)?.[1];
  if (day !== undefined) return text('law.dated', { title, date: date(day) });
  return title;
}

/** The citation to show; null when the data name no instrument. @param source `source` of a decision or a material */
export function citationIn(words: CitationWords, source: string): string | null {
  const parts = source.split('; ').map((part) => one(words, part));
  const named = [...new Set(parts.filter((part) => part !== null))].slice(0, atMost);
  return named.length === 0 ? null : named.join(words.text('law.and'));
}
