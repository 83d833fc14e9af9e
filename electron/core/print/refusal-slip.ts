// 不予受理告知单: why it cannot be done now, by which rule, from when, and where to go, as neutral data. Nobody is refused
// without a rule and a way on (居住证暂行条例 art. 20). Pure; must not know which printer prints it.
import { citationIn } from '../../citation.ts';
import type { GoTo } from '../../contract.ts';
import type { Slip, SlipBlock } from '../../devices/printer.ts';
import type { Decision, FailureCode, IdCard, Language, Service } from '../../domain.ts';
import { maskIdNumber, maskName } from '../identity.ts';
import { localTime } from './receipt.ts';
import type { SlipPlace } from './receipt.ts';
import type { Text } from './texts.ts';
import { textsIn } from './texts.ts';

/** What stands in the way: a decision of the rules, or a card, code or upstream that cannot serve. */
export type Refused =
  | { readonly by: 'decision'; readonly decision: Decision; readonly goTo: GoTo | null }
  | { readonly by: 'failure'; readonly code: FailureCode; readonly next: string };

export interface RefusalContent {
  readonly refused: Refused;
  readonly service: Service | null;
  /** Rule cited, as the policy data write it. */
  readonly source: string | null;
  readonly person: Pick<IdCard, 'name' | 'idNumber'> | null;
}
export interface RefusalContext {
  readonly place: SlipPlace;
  readonly language: Language;
  /** Moment of printing. */
  readonly at: string;
  /** The job's name. */
  readonly name: string;
  readonly demonstration: boolean;
}

const plain = (text: string): SlipBlock => ({ kind: 'text', text });

function reasonsOf(refused: Refused, text: Text): SlipBlock[] {
  if (refused.by === 'failure') return [plain(text(`failure.${refused.code}`))];
  const date = refused.decision.eligibleOn ?? '';
  return refused.decision.reasons.map((reason) => ({
    kind: 'item',
    text: text(`reason.${reason}`, { date }),
  }));
}

function whereOf(refused: Refused, text: Text): SlipBlock[] {
  if (refused.by === 'failure') return [plain(text(`problem.${refused.next}.lead`))];
  const { goTo } = refused;
  if (goTo === null) return [];
  const city = goTo.city === null ? '' : text(`city.${goTo.city}`);
  return [plain(text(`go-to.${goTo.to}`, { city }))];
}

/** The slip. Name and number are masked, and stand there only when a card was read. */
export function refusalSlip(content: RefusalContent, context: RefusalContext): Slip {
  const text = textsIn(context.language);
  const { refused, service, source, person } = content;
  const pair = (label: string, value: string): SlipBlock => ({
    kind: 'pair',
    label: text(label),
    value,
  });
  const rule = source === null ? null : citationIn({ text, date: (date) => date }, source);
  const rejected = refused.by === 'decision' && refused.decision.outcome === 'rejected';
  const eligibleOn = refused.by === 'decision' ? refused.decision.eligibleOn : null;
  return {
    name: context.name,
    mark: context.demonstration ? text('mark.demonstration') : null,
    blocks: [
      { kind: 'title', text: text(rejected ? 'refusal.title' : 'refusal.title.staff') },
      ...(service === null ? [] : [pair('receipt.service', text(`service.${service}`))]),
      ...(person === null
        ? []
        : [
            pair('receipt.name', maskName(person.name)),
            pair('receipt.id-number', maskIdNumber(person.idNumber)),
          ]),
      pair('notice.date', localTime(context.at)),
      { kind: 'rule' },
      ...reasonsOf(refused, text),
      ...(rule === null ? [] : [plain(text('notice.why', { rule }))]),
      ...(rejected && eligibleOn !== null ? [pair('refusal.from', eligibleOn)] : []),
      ...whereOf(refused, text),
      { kind: 'rule' },
      plain(text('refusal.review')),
      plain(text('refusal.nothing-kept')),
      pair('receipt.centre', context.place.centreName),
      pair('receipt.device', context.place.deviceId),
      ...(refused.by === 'decision' && refused.decision.policyIds[0] !== undefined
        ? [pair('receipt.policy', refused.decision.policyIds[0])]
        : []),
      plain(text('notice.phone')),
    ],
  };
}
