// Which document fills which slot, city by city: the table of assets/policies/materials.json. Must not know the person.
import { z } from 'zod';
import type { DocumentKind } from '../../domain.ts';
import { DocumentKind as DocumentKindSchema, MaterialSlot } from '../../domain.ts';

/** assets/policies/materials.json: documents per slot and scope (a city adds to the nation), and what third-party declarers bring. */
export const MaterialTable = z.strictObject({
  slots: z.array(
    z.strictObject({
      slot: MaterialSlot,
      scope: z.string().regex(/^(CN|\d{2}|\d{6})$/),
      /** This entry replaces the others for that relation of the proxy. */
      onlyFor: z.string().optional(),
      sameAs: MaterialSlot.optional(),
      documents: z.array(DocumentKindSchema).default([]),
      source: z.string().min(1),
    }),
  ),
  declarers: z.array(
    z.strictObject({
      declarer: z.string(),
      slots: z.array(MaterialSlot),
      source: z.string().min(1),
    }),
  ),
});
export type MaterialTable = z.infer<typeof MaterialTable>;

/** Checks the table: every slot has documents, and `sameAs` leads to a slot that has its own. Throws with every problem. */
export function readMaterials(raw: unknown): MaterialTable {
  const table = MaterialTable.parse(raw);
  const own = new Set(
    table.slots.filter((entry) => entry.sameAs === undefined).map((entry) => entry.slot),
  );
  const empty = MaterialSlot.options.filter((slot) => !table.slots.some((e) => e.slot === slot));
  const loops = table.slots.filter(
    (entry) => entry.sameAs !== undefined && !reaches(table, entry.sameAs, own),
  );
  const problems = [...empty, ...loops.map((entry) => entry.slot)];
  if (problems.length > 0) throw new Error(`materials: no documents for ${problems.join(', ')}`);
  return table;
}

function reaches(
  table: MaterialTable,
  slot: MaterialSlot,
  own: ReadonlySet<MaterialSlot>,
  steps = 0,
): boolean {
  if (own.has(slot)) return true;
  const next = table.slots.find((entry) => entry.slot === slot)?.sameAs;
  return next !== undefined && steps < table.slots.length && reaches(table, next, own, steps + 1);
}

/** Kinds of document of which any one fills `slot` in `city` (6 digits); `relation` = of the proxy to the applicant. */
export function documentsFor(
  table: MaterialTable,
  slot: MaterialSlot,
  city: string,
  relation?: string,
): DocumentKind[] {
  const scopes = ['CN', city.slice(0, 2), city];
  const entries = table.slots.filter((e) => e.slot === slot && scopes.includes(e.scope));
  const special = entries.filter((e) => relation !== undefined && e.onlyFor === relation);
  const chosen = special.length > 0 ? special : entries.filter((e) => e.onlyFor === undefined);
  const kinds = chosen.flatMap((e) => [
    ...(e.sameAs === undefined ? [] : documentsFor(table, e.sameAs, city, relation)),
    ...e.documents,
  ]);
  return [...new Set(kinds)];
}

/** Where the slot is laid down: the nation's source first, as the cities only add to it. Empty for a slot of no city. */
export function sourceOf(table: MaterialTable, slot: MaterialSlot, city: string): string {
  const entry = ['CN', city.slice(0, 2), city]
    .map((scope) => table.slots.find((row) => row.slot === slot && row.scope === scope))
    .find((row) => row !== undefined);
  return entry?.source ?? '';
}

/** True when `kind` fills `slot`. A document handed in under the slot's own name does too: its exact kind was not told apart. */
export function fills(
  table: MaterialTable,
  slot: MaterialSlot,
  city: string,
  kind: DocumentKind,
  relation?: string,
): boolean {
  return kind === slot || documentsFor(table, slot, city, relation).includes(kind);
}

/** Every slot that at least one of `kinds` fills in `city`. */
export function slotsFilledBy(
  table: MaterialTable,
  kinds: readonly DocumentKind[],
  city: string,
): MaterialSlot[] {
  return MaterialSlot.options.filter((slot) =>
    kinds.some((kind) => fills(table, slot, city, kind)),
  );
}
