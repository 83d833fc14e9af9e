// Where a card's address text says the household is registered (rule P2: from the text, never from the number).
// Pure. A text that names no province or, in Guangdong, no known city or county answers null: data or staff decide.

/** Provincial level, GB/T 2260, by how an address begins. */
const provinces: Readonly<Record<string, string>> = {
  北京市: '110000',
  天津市: '120000',
  河北省: '130000',
  山西省: '140000',
  内蒙古: '150000',
  辽宁省: '210000',
  吉林省: '220000',
  黑龙江: '230000',
  上海市: '310000',
  江苏省: '320000',
  浙江省: '330000',
  安徽省: '340000',
  福建省: '350000',
  江西省: '360000',
  山东省: '370000',
  河南省: '410000',
  湖北省: '420000',
  湖南省: '430000',
  广西壮: '450000',
  海南省: '460000',
  重庆市: '500000',
  四川省: '510000',
  贵州省: '520000',
  云南省: '530000',
  西藏自: '540000',
  陕西省: '610000',
  甘肃省: '620000',
  青海省: '630000',
  宁夏回: '640000',
  新疆维: '650000',
};

/** Cities of Guangdong with the counties of theirs an address may name alone, abolished ones included: cards last long. */
const guangdong: readonly (readonly [adcode: string, names: string])[] = [
  ['440100', '广州市 番禺市 番禺县 花都市 花县 增城市 增城县 从化市 从化县'],
  [
    '440200',
    '韶关市 乐昌市 乐昌县 南雄市 南雄县 始兴县 仁化县 翁源县 新丰县 乳源瑶族自治县 曲江县',
  ],
  ['440300', '深圳市 宝安县'],
  ['440400', '珠海市 斗门县'],
  ['440500', '汕头市 潮阳市 潮阳县 澄海市 澄海县 南澳县'],
  ['440600', '佛山市 顺德市 顺德县 南海市 南海县 三水市 三水县 高明市 高明县'],
  ['440700', '江门市 台山市 台山县 开平市 开平县 鹤山市 鹤山县 恩平市 恩平县 新会市 新会县'],
  ['440800', '湛江市 廉江市 廉江县 雷州市 海康县 吴川市 吴川县 遂溪县 徐闻县'],
  ['440900', '茂名市 高州市 高州县 化州市 化州县 信宜市 信宜县 电白县'],
  ['441200', '肇庆市 四会市 四会县 高要市 高要县 广宁县 怀集县 封开县 德庆县'],
  ['441300', '惠州市 惠阳市 惠阳县 博罗县 惠东县 龙门县'],
  ['441400', '梅州市 兴宁市 兴宁县 梅县 大埔县 丰顺县 五华县 平远县 蕉岭县'],
  ['441500', '汕尾市 陆丰市 陆丰县 海丰县 陆河县'],
  ['441600', '河源市 紫金县 龙川县 连平县 和平县 东源县'],
  ['441700', '阳江市 阳春市 阳春县 阳西县 阳东县'],
  [
    '441800',
    '清远市 英德市 英德县 连州市 连县 佛冈县 阳山县 连山壮族瑶族自治县 连南瑶族自治县 清新县',
  ],
  ['441900', '东莞市'],
  ['442000', '中山市'],
  ['445100', '潮州市 潮安县 饶平县'],
  ['445200', '揭阳市 普宁市 普宁县 揭西县 惠来县 揭东县'],
  ['445300', '云浮市 罗定市 罗定县 新兴县 郁南县 云安县'],
];

/** Prefecture-level code within Guangdong, provincial code elsewhere, null when the text does not say. */
export function hukouAdcodeOf(address: string): string | null {
  const text = address.replace(/\s/gu, '');
  const province = provinces[text.slice(0, 3)];
  if (province !== undefined) return province;
  const local = text.startsWith('广东省') ? text.slice(3) : text;
  const city = guangdong.find(([, names]) =>
    names.split(' ').some((name) => local.startsWith(name)),
  );
  return city?.[0] ?? null;
}
