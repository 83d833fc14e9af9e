// The receipt of a case as neutral data: acceptance voucher 受理凭证.
// Pure; must not know which printer prints them. Fields follow the regulation's duty to accept or tell once
// (广东省流动人口服务管理条例 art. 15; 居住证暂行条例 art. 9(5)).
import type { SlipBlock, Slip } from '../../devices/printer.ts';
import type { CaseContent, Decision, Language, Reminder } from '../../domain.ts';
import { formatCaseNumber } from '../case-number.ts';
import { maskIdNumber, maskName } from '../identity.ts';
import { cardLines, feeLines } from './card-lines.ts';
import type { Text } from './texts.ts';
import { textsIn } from './texts.ts';

export interface SlipPlace {
  readonly cityName: string;
  readonly centreName: string;
  readonly deviceId: string;
}

/** Date and time in Asia/Shanghai, `YYYY-MM-DD HH:mm`. */
export function localTime(instant: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(instant));
  return parts;
}

function promised(content: Decision, text: Text): SlipBlock[] {
  const { promisedDueOn, promisedLimit } = content;
  const blocks: SlipBlock[] = [];
  if (promisedLimit?.unit === 'working_day') {
    blocks.push({
      kind: 'pair',
      label: text('receipt.promised'),
      value: text('receipt.promised.working-days', { n: promisedLimit.value }),
    });
  }
  if (promisedDueOn !== null)
    blocks.push({ kind: 'pair', label: text('receipt.due-on'), value: promisedDueOn });
  return blocks;
}

/** A paper by its kind, else by the slot it was handed in for. */
export function documentName(text: Text, { slot, kind }: { slot: string; kind: string }): string {
  return text(kind === slot ? `slot.${slot}` : `document.${kind}`);
}

function papersReceived(content: CaseContent, text: Text): SlipBlock[] {
  const items = content.materials.map((material) =>
    text('receipt.papers.pages', {
      name: documentName(text, material),
      n: material.pages.length,
    }),
  );
  const rows = items.length === 0 ? [text('receipt.papers.none')] : items;
  if (content.photo !== null) rows.push(text('receipt.photo.taken'));
  else if (content.service === 'application') rows.push(text('receipt.photo.on-file'));
  return [
    { kind: 'text', text: text('receipt.papers') },
    ...rows.map((row): SlipBlock => ({ kind: 'item', text: row })),
  ];
}

/** What was asked for, beyond the name of the service. */
function asked({ details }: CaseContent, text: Text): SlipBlock[] {
  const pair = (label: string, value: string): SlipBlock => ({
    kind: 'pair',
    label: text(label),
    value,
  });
  switch (details.service) {
    case 'application':
      return [];
    case 'presentation':
      return [{ kind: 'text', text: text('receipt.member-link') }];
    case 'endorsement':
      return details.newValidTo === null
        ? []
        : [
            pair('receipt.new-valid-to', details.newValidTo),
            { kind: 'text', text: text('receipt.next-endorsement') },
          ];
    case 'item_change':
      return [pair('receipt.change', text(`change-item.${details.item}`))];
    case 'cancellation':
      return [pair('receipt.cancels', text(`cancels.${details.target}`))];
    case 'physical_first_issue':
    case 'physical_reissue':
    case 'physical_exchange':
      return cardLines(details, text);
  }
}

/** Who acted for the person, masked like the person. */
function actedBy({ proxy, details }: CaseContent, text: Text): SlipBlock[] {
  if (proxy !== null)
    return [
      { kind: 'pair', label: text('receipt.proxy'), value: maskName(proxy.card.name) },
      { kind: 'pair', label: text('receipt.relation'), value: text(`relation.${proxy.relation}`) },
    ];
  if (details.service !== 'cancellation' || details.reportedBy === null) return [];
  const { as, card } = details.reportedBy;
  return [
    {
      kind: 'pair',
      label: text('receipt.reported-by'),
      value: `${maskName(card.name)} (${text(`declarer.${as}`)})`,
    },
    { kind: 'text', text: text('receipt.verify-departure') },
  ];
}

/** The row the answer rests on, and the version of its table. */
function policyCited({ decision, policyVersion }: CaseContent, text: Text): string {
  const [id = ''] = decision.policyIds;
  return policyVersion === undefined
    ? id
    : text('receipt.policy.version', { id, version: policyVersion });
}

/**
 * The receipt of a submitted case, built before the case is forgotten. Name and number are masked; the barcode is the
 * case number (Code 128).
 */
export function receiptSlip(
  content: CaseContent,
  place: SlipPlace,
  language: Language,
  reminder: Reminder | null = null,
): Slip {
  const text = textsIn(language);
  const pair = (key: string, value: string): SlipBlock => ({
    kind: 'pair',
    label: text(key),
    value,
  });
  return {
    name: content.caseNumber,
    mark: content.demonstration ? text('mark.demonstration') : null,
    blocks: [
      { kind: 'title', text: text('receipt.title') },
      { kind: 'text', text: text('receipt.not-permit') },
      { kind: 'rule' },
      pair('receipt.case-number', formatCaseNumber(content.caseNumber)),
      pair('receipt.service', text(`service.${content.service}`)),
      ...asked(content, text),
      pair('receipt.city', place.cityName),
      pair('receipt.centre', place.centreName),
      pair('receipt.device', place.deviceId),
      pair('receipt.name', maskName(content.applicant.name)),
      pair('receipt.id-number', maskIdNumber(content.applicant.idNumber)),
      ...actedBy(content, text),
      pair('receipt.accepted-at', localTime(content.acceptedAt)),
      ...promised(content.decision, text),
      ...feeLines(content.decision.feeYuan ?? 0, text),
      { kind: 'rule' },
      ...papersReceived(content, text),
      { kind: 'rule' },
      { kind: 'text', text: text('receipt.received-here') },
      ...(content.decision.provisional
        ? [{ kind: 'text', text: text('receipt.provisional') } as const]
        : []),
      ...(reminder === null
        ? []
        : [
            {
              kind: 'text',
              text: text(`reminder.${reminder.when}`, {
                opens: reminder.opensOn,
                closes: reminder.closesOn,
              }),
            } as const,
          ]),
      { kind: 'text', text: text('receipt.how-to-ask') },
      { kind: 'code128', data: content.caseNumber, caption: formatCaseNumber(content.caseNumber) },
      pair('receipt.policy', policyCited(content, text)),
    ],
  };
}
