// Answers what government data confirms about a person (政务数据核验): registry, permits issued here, open cases.
import type { Knex } from 'knex';
import { CaseNumber, VerifiedFacts as Facts } from '../../electron/domain.ts';
import type { Clock, VerifiedFacts } from '../../electron/domain.ts';
import type { CaseRow } from './database.ts';
import { wasCardMade } from './cards.ts';
import type { Permits } from './permits.ts';

import type { Registry } from './registry.ts';
import { incompleteCaseOf } from './reopening.ts';
import { openStates } from './siblings.ts';

const IncompleteCase = Facts.shape.incompleteCase;

/** Facts about a number under a name. A number that belongs to another name gets nothing at all. */
export async function verifyPerson(
  deps: {
    readonly db: Knex;
    readonly registry: Registry;
    readonly permits: Permits;
    readonly clock: Clock;
  },
  { idNumber, name }: { readonly idNumber: string; readonly name: string },
): Promise<VerifiedFacts> {
  const { db, registry, permits } = deps;
  const known = registry.find(idNumber, name);
  const facts: VerifiedFacts = {
    identity: known !== undefined,
    photoOnFile: (known?.photo ?? null) !== null,
    registration: known?.registration ?? null,
    grounds: [...(known?.grounds ?? [])],
    permit: null,
    hukouAdcode: known?.person.hukouAdcode ?? null,
    mobile: known?.mobile ?? null,
    openCase: null,
    incompleteCase: null,
  };
  if (registry.isOtherName(idNumber, name)) return facts;
  const open = await db<CaseRow>('cases')
    .where({ id_number: idNumber })
    .whereNull('declared_by')
    // A link asked for by a relative stands in nobody's way.
    .whereNot({ service: 'presentation' })
    .whereIn('status', [...openStates])
    .orderBy('received_at', 'desc')
    .first('case_number');
  const incomplete = await incompleteCaseOf(deps, idNumber);
  return {
    ...facts,
    incompleteCase: incomplete
      ? IncompleteCase.parse({ caseNumber: incomplete.case_number, service: incomplete.service })
      : null,
    permit: await permits.onRecord(idNumber),
    cardIssued: known?.cardIssued === true || (await wasCardMade(db, idNumber)),
    openCase: open?.case_number ? CaseNumber.parse(open.case_number) : null,
  };
}
