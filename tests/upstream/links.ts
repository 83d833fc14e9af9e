// Member links (成员关联): who may show and print for whom, made when a request with the member's own face was approved.
import type { Knex } from 'knex';
import type { CaseContent, KnownRelation } from '../../electron/domain.ts';
import { Relation } from '../../electron/domain.ts';
import type { LinkRow } from './database.ts';
import type { Registry } from './registry.ts';
import type { Verdict } from './verdict.ts';

/** Makes the link an approved request asks for. Without the member's face there is nothing to have reviewed. */
export async function linkMember(
  trx: Knex,
  { applicant, proxy, photo }: CaseContent,
  now: Date,
): Promise<Verdict> {
  if (proxy === null || photo === null) return { status: 'needs_staff', reason: 'no-face' };
  await trx<LinkRow>('links')
    .insert({
      principal_number: applicant.idNumber,
      proxy_number: proxy.card.idNumber,
      relation: proxy.relation,
      made_at: now.toISOString(),
    })
    .onConflict(['principal_number', 'proxy_number'])
    .merge();
  return { status: 'issued', reason: null };
}

/** What the register and the links know of two people, each under their own name. */
export async function relationOf(
  deps: { readonly db: Knex; readonly registry: Registry },
  pair: Readonly<
    Record<'proxy' | 'principal', { readonly idNumber: string; readonly name: string }>
  >,
): Promise<KnownRelation> {
  const { db, registry } = deps;
  const { proxy, principal } = pair;
  const known = [proxy, principal].every(
    ({ idNumber, name }) => registry.find(idNumber, name) !== undefined,
  );
  if (!known) return { relation: null, linked: false };
  const link = await db<LinkRow>('links')
    .where({ principal_number: principal.idNumber, proxy_number: proxy.idNumber })
    .first();
  const registered = registry.relationOf(proxy.idNumber, principal.idNumber);
  return {
    relation: registered ?? (link === undefined ? null : Relation.parse(link.relation)),
    linked: link !== undefined,
  };
}
