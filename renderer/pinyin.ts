// Pinyin to characters: what a syllable with its tone may mean in a name. The table is fetched when a name is first typed.
// Pure but for that one fetch; draws nothing.

/** Syllable with its tone (`zhong1`, `lv4` for lǜ, 5 = neutral) -> characters, the commoner first. */
export type Readings = Readonly<Record<string, string>>;

export type Tone = 1 | 2 | 3 | 4 | 5;

let loading: Promise<Readings> | null = null;

/** The table, fetched once. */
export function loadReadings(): Promise<Readings> {
  loading ??= import('../assets/pinyin/characters.json').then((file) => file.default);
  return loading;
}

/** The surnames of some nine in ten people, the commoner first: they come before other characters of the same sound. */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧区冼仇翟查单';

/** Characters that `syllable` may mean with `tone` (null = any), the first of a name with surnames first. */
export function candidates(
  readings: Readings,
  syllable: string,
  tone: Tone | null,
  first: boolean,
): string[] {
  if (syllable === '') return [];
  const tones: readonly Tone[] = tone === null ? [1, 2, 3, 4, 5] : [tone];
  const lists = tones.map((one) => Array.from(readings[`${syllable}${one}`] ?? ''));
  // Without a tone the commonest of each tone come before the rare ones of any.
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const mixed = Array.from({ length: longest }, (_, at) =>
    lists.flatMap((list) => (list[at] === undefined ? [] : [list[at]])),
  ).flat();
  const found = [...new Set(mixed)];
  if (!first) return found;
  const known = found.filter((character) => surnames.includes(character));
  known.sort((a, b) => surnames.indexOf(a) - surnames.indexOf(b));
  return [...known, ...found.filter((character) => !surnames.includes(character))];
}

/** True when some syllable begins so: the keys that lead nowhere need not be pressed. */
export function canBegin(readings: Readings, letters: string): boolean {
  return Object.keys(readings).some((syllable) => syllable.startsWith(letters));
}
