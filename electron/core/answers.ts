// The rows of “check answers”, service by service: what was said, and what may be changed without losing the rest. Pure.
import type { AnswerRow, Screen } from '../contract.ts';
import { maskIdNumber } from './identity.ts';
import type { Journey } from './journey.ts';
import { asksForLink, mobileWanting, papersComplete, photoReady, wantsPhoto } from './journey.ts';

type Row = Extract<Screen, { name: 'check-answers' }>['rows'][number];

function row(name: AnswerRow, value: string, changeable: boolean, missing = false): Row {
  return { row: name, value, changeable, missing };
}

function photoValue(journey: Journey): string {
  if (journey.photoOnFile) return 'on-file';
  return journey.photo === null ? '' : 'taken';
}

/** Who acts, beside the person it is for. */
function actingRow({ acting }: Journey): Row[] {
  if (acting === null || acting.card === null) return [];
  return [row('acting', `${acting.card.name} ${maskIdNumber(acting.card.idNumber)}`, false)];
}

/** The card, how it comes, and what it costs: said before consent. */
function cardRows({ physical, decision }: Journey): Row[] {
  if (physical === null) return [];
  const { need, lostOn, by, address } = physical;
  return [
    row('card', need, false),
    ...(need === 'lost' ? [row('lost-on', lostOn ?? '', true, lostOn === null)] : []),
    row('delivery', by === 'courier' ? (address ?? '') : '', true, by === null),
    row('fee', String(decision?.feeYuan ?? 0), false),
  ];
}

/** What the person looks over before consent. */
export function answerRows(journey: Journey): Row[] {
  const { card, facts, purpose } = journey;
  const grounded = facts !== null && facts.grounds.length > 0;
  const person = card === null ? '' : `${card.name} ${maskIdNumber(card.idNumber)}`;
  const rows = [row('identity', person, false), ...actingRow(journey)];
  if (purpose === 'item_change') rows.push(row('change', journey.item ?? '', true));
  else if (asksForLink(journey)) rows.push(row('link', 'link', false));
  else if (journey.physical !== null) rows.push(...cardRows(journey));
  else if (journey.acting?.role !== 'declarer')
    rows.push(row('residence', facts?.registration?.address ?? '', false));
  if (purpose === 'application' || purpose === 'endorsement')
    rows.push(row('ground', journey.ground ?? '', !grounded, journey.ground === null));
  if (purpose === 'endorsement')
    rows.push(row('validity', journey.decision?.endorsement?.newValidTo ?? '', false));
  rows.push(row('mobile', journey.mobile ?? '', true, mobileWanting(journey)));
  if (purpose === 'application' || journey.papers.length > 0 || !papersComplete(journey))
    rows.push(row('papers', String(journey.papers.length), true, !papersComplete(journey)));
  if (wantsPhoto(journey)) rows.push(row('photo', photoValue(journey), true, !photoReady(journey)));
  return rows;
}
