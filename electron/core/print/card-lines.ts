// What the receipt of a physical card's case says of the card: why, how it is handed over, and what it costs. Pure.
import type { SlipBlock } from '../../devices/printer.ts';
import type { ServiceDetails } from '../../domain.ts';
import type { Text } from './texts.ts';

type CardDetails = Extract<ServiceDetails, { delivery: unknown }>;

/** The card asked for. An address is not printed: the slip may be lost on the way home. */
export function cardLines(details: CardDetails, text: Text): SlipBlock[] {
  const pair = (label: string, value: string): SlipBlock => ({
    kind: 'pair',
    label: text(label),
    value,
  });
  const say = (key: string): SlipBlock => ({ kind: 'text', text: text(key) });
  const { by } = details.delivery;
  return [
    ...(details.service === 'physical_exchange'
      ? [pair('receipt.card.why', text(`card-why.${details.reason}`))]
      : []),
    ...(details.service === 'physical_reissue'
      ? [pair('receipt.card.lost-on', details.lostOn), say('receipt.card.statement')]
      : []),
    pair('receipt.card.delivery', text(`card-delivery.${by}`)),
    say(`receipt.card.${by}`),
    ...(details.service === 'physical_exchange' ? [say(`receipt.card.old.${by}`)] : []),
  ];
}

/** The fee, and that it is paid to a person: the kiosk takes no money. */
export function feeLines(feeYuan: number, text: Text): SlipBlock[] {
  if (feeYuan === 0)
    return [{ kind: 'pair', label: text('receipt.fee'), value: text('receipt.fee.free') }];
  return [
    {
      kind: 'pair',
      label: text('receipt.fee'),
      value: text('receipt.fee.yuan', { n: feeYuan }),
    },
    { kind: 'text', text: text('receipt.fee.where') },
  ];
}
