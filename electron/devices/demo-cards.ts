// The demonstration's cards: invented people, one for each way a visit can go. Numbers carry sequence 000 of a
// province-level code, which is given to nobody, with a right check digit (GB 11643).
// Must not be reachable in production; devices/index.ts alone hands them out.
import type { RawCard } from '../domain.ts';
import type { CardLayout, CardText } from './id-card-text.ts';
import { encodeCardText } from './id-card-text.ts';

interface DemoPerson {
  readonly name: string;
  readonly idNumber: string;
  /** What their visit shows. */
  readonly story: string;
}
interface DemoCard extends DemoPerson {
  readonly layout: CardLayout;
  readonly fields: CardText;
}

function mainland(
  person: DemoPerson,
  rest: { address: string; authority: string; validFrom?: string; validTo?: string },
): DemoCard {
  return {
    ...person,
    layout: 'mainland',
    fields: {
      name: person.name,
      sex: '2',
      ethnicity: '01',
      birth: person.idNumber.slice(6, 14),
      address: rest.address,
      idNumber: person.idNumber,
      authority: rest.authority,
      validFrom: rest.validFrom ?? '20200101',
      validTo: rest.validTo ?? '20400101',
    },
  };
}

const cards = {
  newcomer: mainland(
    {
      name: '陈安禾',
      idNumber: '430000199005010007',
      story: 'registered for more than half a year, grounds confirmed, no photo on file: accepted',
    },
    { address: '湖南省长沙市岳麓区测试路1号', authority: '长沙市公安局岳麓分局' },
  ),
  'too-soon': mainland(
    {
      name: '林知夏',
      idNumber: '450000199203040008',
      story: 'registered for less than half a year: rejected with the day it becomes possible',
    },
    { address: '广西壮族自治区南宁市青秀区测试大道2号', authority: '南宁市公安局青秀分局' },
  ),
  'needs-papers': mainland(
    {
      name: '周小满',
      idNumber: '510000198811220004',
      story: 'registered long enough, no ground confirmed by data: papers are asked',
    },
    {
      address: '四川省成都市武侯区测试街3号',
      authority: '成都市公安局武侯区分局',
      validTo: '长期',
    },
  ),
  local: mainland(
    {
      name: '何穗宁',
      idNumber: '440000199508150003',
      story: 'household registered in Guangzhou: needs no residence permit',
    },
    { address: '广东省广州市海珠区测试中路4号', authority: '广州市公安局海珠分局' },
  ),
  expired: mainland(
    { name: '赵秋生', idNumber: '420000197910030007', story: 'the card expired' },
    {
      address: '湖北省武汉市武昌区测试里5号',
      authority: '武汉市公安局武昌分局',
      validFrom: '20000601',
      validTo: '20200601',
    },
  ),
  hkmt: {
    name: '黄海晴',
    idNumber: '810000199306060009',
    story: 'residence permit for Hong Kong, Macau and Taiwan residents: another office',
    layout: 'J',
    fields: {
      name: '黄海晴',
      sex: '2',
      birth: '19930606',
      address: '广东省广州市越秀区测试路6号',
      idNumber: '810000199306060009',
      authority: '广州市公安局越秀区分局',
      validFrom: '20230101',
      validTo: '20400101',
      passNumber: 'H00000000',
      issueCount: '01',
    },
  },
  foreigner: {
    name: '安娜',
    idNumber: '944840198707070008',
    story: 'permanent residence card of a foreigner: not covered',
    layout: 'Y',
    fields: {
      name: '安娜',
      sex: '2',
      renewals: '01',
      birth: '19870707',
      nameEn: 'SAMPLE, ANNA',
      idNumber: '944840198707070008',
      validFrom: '20240101',
      validTo: '20400101',
      nationality: '840',
    },
  },
  'rare-name': mainland(
    {
      name: '吴䶮喆𠮷',
      idNumber: '360000198609090009',
      story: 'holds a permit, with characters in the name that many systems lose',
    },
    { address: '江西省南昌市东湖区测试巷7号', authority: '南昌市公安局东湖分局' },
  ),
  due: mainland(
    {
      name: '刘桂兰',
      idNumber: '370000194803120009',
      story: 'holds a permit in its endorsement window',
    },
    {
      address: '山东省济南市历下区测试路8号',
      authority: '济南市公安局历下分局',
      validTo: '长期',
    },
  ),
  lapsed: mainland(
    {
      name: '孙长河',
      idNumber: '220000197910010009',
      story:
        'holds a permit whose endorsement is overdue: suspended, restored by a late endorsement',
    },
    { address: '吉林省长春市南关区测试街9号', authority: '长春市公安局南关分局' },
  ),
  child: mainland(
    {
      name: '陈小禾',
      idNumber: '43000020190901000X',
      story: 'a child without a permit, daughter of the newcomer as the data know: a proxy applies',
    },
    {
      address: '湖南省长沙市岳麓区测试路1号',
      authority: '长沙市公安局岳麓分局',
      validFrom: '20240901',
      validTo: '20290901',
    },
  ),
  pupil: mainland(
    {
      name: '陈小穗',
      idNumber: '430000201804050005',
      story: 'a child with a permit, daughter of the newcomer: her mother prints it',
    },
    {
      address: '湖南省长沙市岳麓区测试路1号',
      authority: '长沙市公安局岳麓分局',
      validFrom: '20240901',
      validTo: '20290901',
    },
  ),
} as const satisfies Record<string, DemoCard>;

export type DemoCardName = keyof typeof cards;

/** Who the demonstration's people are, for a registry that is to know them. */
export const demoPeople: Readonly<Record<DemoCardName, DemoPerson>> = cards;

/** The card as a reader would give it; null for a name that is none. The photo block is empty: no chip photo exists. */
export function demoCard(name: string): RawCard | null {
  if (!Object.hasOwn(cards, name)) return null;
  const { layout, fields } = cards[name as DemoCardName];
  return { text: encodeCardText(layout, fields).toString('base64'), photo: '' };
}
