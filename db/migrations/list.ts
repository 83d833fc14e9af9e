// Every migration in order: one numbered, forward-only step per file. A step that has shipped is never edited.
import type { Db } from '../tables.ts';
import { up as firstTables } from './001-first-tables.ts';
import { up as policies } from './002-policies.ts';
import { up as staff } from './003-staff.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly up: (db: Db) => Promise<void>;
}

export const migrations: readonly Migration[] = [
  { number: 1, name: 'first-tables', up: firstTables },
  { number: 2, name: 'policies', up: policies },
  { number: 3, name: 'staff', up: staff },
];
