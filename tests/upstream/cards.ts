// The reference upstream's physical cards: one is made for an approved case, and whoever has had one cannot have a first.
import type { Knex } from 'knex';
import type { CaseContent, Clock } from '../../electron/domain.ts';
import type { CardRow } from './database.ts';
import type { Permits } from './permits.ts';
import type { Verdict } from './verdict.ts';

/** True when a card was made for the person here. */
export async function wasCardMade(db: Knex, idNumber: string): Promise<boolean> {
  return (await db<CardRow>('cards').where({ id_number: idNumber }).first('case_id')) !== undefined;
}

/** Makes the card; without an active electronic permit there is none to be had (粤省事 service guide of 2022-06). */
export async function makeCard(
  { trx, permits, clock }: { trx: Knex; permits: Permits; clock: Clock },
  { caseId, applicant, service, details, decision }: CaseContent,
): Promise<Verdict> {
  const permitNumber = await permits.activeNumber(trx, applicant.idNumber);
  if (permitNumber === null || !('delivery' in details))
    return { status: 'rejected', reason: 'no-permit' };
  const again = service === 'physical_first_issue' && (await wasCardMade(trx, applicant.idNumber));
  if (again) return { status: 'rejected', reason: 'card-made-before' };
  await trx<CardRow>('cards').insert({
    case_id: caseId,
    id_number: applicant.idNumber,
    permit_number: permitNumber,
    service,
    delivery: JSON.stringify(details.delivery),
    fee_yuan: decision.feeYuan ?? 0,
    made_at: clock.now().toISOString(),
  });
  return { status: 'issued', reason: null, permitNumber };
}
