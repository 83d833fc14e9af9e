// Official Chinese words on the paper copy: labels (forms of the Guangdong permit, Decree 663 art. 4), code tables, dates.
import type { Permit } from '../../domain.ts';

/** GB/T 2261.1. */
const SEX: Readonly<Record<Permit['sex'], string>> = {
  '0': '未知',
  '1': '男',
  '2': '女',
  '9': '未说明',
};
/** GB/T 3304: number codes 01 to 56 in order. */
const ETHNICITIES =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'.split(
    ' ',
  );

/** 民族 by its GB/T 3304 code; a name given instead of a code is printed as it is. */
export function ethnicityName(ethnicity: string): string {
  if (!/^\d{1,2}$/.test(ethnicity)) return ethnicity;
  if (ethnicity === '98') return '外国血统中国籍人士';
  return ETHNICITIES[Number(ethnicity) - 1] ?? '其他';
}

/** `2026-11-01` as 2026年11月01日. */
export function chineseDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}年${month}月${day}日`;
}

/** A moment as date and minute of Beijing time. */
export function chineseMoment(instant: string): string {
  // Sweden's form of date and time is the ISO one.
  const text = new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return `${chineseDate(text.slice(0, 10))} ${text.slice(11, 16)}`;
}

export const TITLE = '广东省电子居住证(打印版)';
export const SCAN_PREVAILS = '以扫码核验结果为准';
export const NUMBER_LABEL = '证照编号';
export const SPECIMEN = '样本';

export interface Field {
  readonly label: string;
  readonly value: string;
}
/** Rows of the sheet from the top; a row of two shares its line. The first `BESIDE_PHOTO` stand beside the photo. */
export function permitRows(permit: Permit): readonly (readonly Field[])[] {
  return [
    [{ label: '姓名', value: permit.name }],
    [
      { label: '性别', value: SEX[permit.sex] },
      { label: '民族', value: ethnicityName(permit.ethnicity) },
    ],
    [{ label: '出生', value: chineseDate(permit.birthDate) }],
    [{ label: '公民身份号码', value: permit.idNumber }],
    [{ label: '户籍所在地', value: permit.hukouAddress }],
    [{ label: '现居住地址', value: permit.residenceAddress }],
    [
      {
        label: '有效期限',
        value: `${chineseDate(permit.validFrom)} 至 ${chineseDate(permit.validTo)}`,
      },
    ],
    [{ label: '签发机关', value: permit.issuingAuthority }],
    [
      { label: '签发日期', value: chineseDate(permit.issuedOn) },
      {
        label: '签注日期',
        value: permit.endorsedOn === null ? '——' : chineseDate(permit.endorsedOn),
      },
    ],
  ];
}
export const BESIDE_PHOTO = 4;
