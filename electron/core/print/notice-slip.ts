// One-time notification 一次性告知单 as neutral data: everything missing at once, each with its documents and its rule
// (居住证暂行条例 art. 9(5); 广东省流动人口服务管理条例 art. 15). Pure; must not know which printer prints it.
import type { Slip, SlipBlock } from '../../devices/printer.ts';
import { citationIn } from '../../citation.ts';
import type {
  CaseNumber,
  Decision,
  IdCard,
  IsoDate,
  Language,
  MaterialSlot,
  Service,
} from '../../domain.ts';
import { formatCaseNumber } from '../case-number.ts';
import { maskIdNumber, maskName } from '../identity.ts';
import { documentName, localTime } from './receipt.ts';
import type { SlipPlace } from './receipt.ts';
import type { Text } from './texts.ts';
import { textsIn } from './texts.ts';

export interface NoticeContent {
  readonly service: Service;
  readonly missing: Decision['missing'];
  /** Source of the decision: cited where a slot's own source names no instrument. */
  readonly source: string | null;
  readonly sourceOf: (slot: MaterialSlot) => string;
  readonly accepted: readonly { readonly slot: string; readonly kind: string }[];
  readonly applicant: Pick<IdCard, 'name' | 'idNumber'>;
  /** null: nothing was filed, so nothing can be taken up again. */
  readonly noticed: { readonly caseNumber: CaseNumber; readonly keepUntil: IsoDate } | null;
}
export interface NoticeContext {
  readonly place: SlipPlace;
  readonly language: Language;
  /** Moment of printing. */
  readonly at: string;
  /** The job's name. */
  readonly name: string;
  readonly demonstration: boolean;
}

const plain = (text: string): SlipBlock => ({ kind: 'text', text });

function itemBlocks(
  { source, sourceOf }: NoticeContent,
  item: Decision['missing'][number],
  index: number,
  text: Text,
): SlipBlock[] {
  const words = { text, date: (date: string) => date };
  const rule =
    citationIn(words, sourceOf(item.slot)) ?? (source === null ? null : citationIn(words, source));
  return [
    { kind: 'rule' },
    plain(text('notice.item', { index: index + 1, slot: text(`slot.${item.slot}`) })),
    ...(item.anyOf.length > 1 ? [plain(text('notice.any-of'))] : []),
    ...item.anyOf.map((kind): SlipBlock => ({
      kind: 'item',
      text: text('notice.document', { name: text(`document.${kind}`) }),
    })),
    ...(rule === null ? [] : [plain(text('notice.why', { rule }))]),
  ];
}

/** How to go on: with the number while the case is kept, else anew. */
function goingOn({ noticed }: NoticeContent, text: Text): SlipBlock[] {
  if (noticed === null) return [plain(text('notice.not-kept'))];
  const { caseNumber, keepUntil } = noticed;
  return [
    { kind: 'pair', label: text('notice.keep-until'), value: keepUntil },
    plain(text('notice.go-on')),
    { kind: 'code128', data: caseNumber, caption: formatCaseNumber(caseNumber) },
  ];
}

/** The notice. The photo is no paper to bring: it is taken here, and the notice says so. */
export function noticeSlip(content: NoticeContent, context: NoticeContext): Slip {
  const text = textsIn(context.language);
  const { applicant, noticed, missing } = content;
  const pair = (label: string, value: string): SlipBlock => ({
    kind: 'pair',
    label: text(label),
    value,
  });
  const papers = missing.filter(({ slot }) => slot !== 'PHOTO');
  const accepted = [
    text('document.ID_CARD'),
    ...content.accepted.map((paper) => documentName(text, paper)),
  ];
  return {
    name: context.name,
    mark: context.demonstration ? text('mark.demonstration') : null,
    blocks: [
      { kind: 'title', text: text('notice.title') },
      ...(noticed === null
        ? []
        : [pair('receipt.case-number', formatCaseNumber(noticed.caseNumber))]),
      pair('receipt.service', text(`service.${content.service}`)),
      pair('receipt.name', maskName(applicant.name)),
      pair('receipt.id-number', maskIdNumber(applicant.idNumber)),
      pair('notice.date', localTime(context.at)),
      plain(text('notice.intro', { n: papers.length })),
      ...papers.flatMap((item, index) => itemBlocks(content, item, index, text)),
      { kind: 'rule' },
      ...(papers.length < missing.length ? [plain(text('notice.photo'))] : []),
      plain(text('notice.accepted', { names: accepted.join(text('common.separator')) })),
      plain(text('notice.original')),
      plain(text('notice.hand-in')),
      { kind: 'item', text: text('notice.hand-in.kiosk') },
      { kind: 'item', text: text('notice.hand-in.window') },
      { kind: 'item', text: text('notice.hand-in.online') },
      plain(text('notice.once')),
      { kind: 'rule' },
      ...goingOn(content, text),
      pair('receipt.centre', context.place.centreName),
      pair('receipt.device', context.place.deviceId),
      plain(text('notice.phone')),
    ],
  };
}
