// The reference upstream's own database: SQLite by default, PostgreSQL by URL, one knex code for both.
// Times are ISO text in UTC, so that both databases order and return them alike. One process owns the database.
import knex from 'knex';
import type { Knex } from 'knex';

export interface DeviceRow {
  device_id: string;
  public_key: string; // JWK, JSON
  thumbprint: string;
  enrolment_code: string;
  enrolled_at: string;
}
export interface CaseRow {
  case_id: string;
  device_id: string;
  seq: number;
  prev: string;
  sha256: string;
  envelope: string;
  envelope_sha256: string;
  sealed: string;
  acknowledgement: string;
  accepted: boolean | number;
  received_at: string;
  /** Null where nothing of the case could be read. */
  case_number: string | null;
  id_number: string | null;
  service: string | null;
  accepted_on: string | null;
  promised_due_on: string | null;
  status: string;
  reason: string | null;
  permit_number: string | null;
  incomplete: boolean | number;
  /** What an incomplete case waits for: `decision.missing`, JSON. */
  notice: string | null;
  /** Case number of the incomplete case this one says it completes. */
  continues: string | null;
  /** Case id of the case that completed this incomplete one. */
  completed_by: string | null;
  /** Identity number of whoever reported a departure: a report is no case of the person it is about. */
  declared_by: string | null;
}
export interface DecisionRow {
  cursor: number;
  case_id: string;
  device_id: string;
  status: string;
  reason: string | null;
  permit_number: string | null;
  decided_at: string;
}
export interface PermitRow {
  number: string;
  id_number: string;
  city_adcode: string;
  anchor_on: string;
  valid_to: string;
  cancelled: boolean | number;
  /** Permit as issued, JSON; its status is computed when it is shown. */
  fields: string;
}
export interface PrintRow {
  permit_number: string;
  serial: string;
  device_id: string;
  outcome: string;
  reported_at: string;
}
/** A physical card made for an approved case. */
export interface CardRow {
  case_id: string;
  id_number: string;
  permit_number: string;
  service: string;
  /** How it is handed over, JSON. */
  delivery: string;
  fee_yuan: number;
  made_at: string;
}
/** A member who lets another show and print for them, by identity number. */
export interface LinkRow {
  principal_number: string;
  proxy_number: string;
  relation: string;
  made_at: string;
}
/** A code shown on a screen: what its random handle stands for. */
export interface PresentationRow {
  jti: string;
  permit_number: string;
  expires_at: string;
}
export interface KeyRow {
  purpose: string;
  private_key: string; // JWK, JSON
}

/** Opens `file.sqlite`, `:memory:` or `postgres://…` and makes the tables that are missing. */
export async function openDatabase(database: string): Promise<Knex> {
  const db = /^postgres(ql)?:\/\//.test(database) ? openPostgres(database) : openSqlite(database);
  try {
    await createTables(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

function openPostgres(url: string): Knex {
  return knex({ client: 'pg', connection: url, pool: { min: 0, max: 4 } });
}

function openSqlite(filename: string): Knex {
  return knex({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate(
        connection: { exec: (sql: string, done: (error: Error | null) => void) => void },
        done: (error: Error | null) => void,
      ) {
        connection.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;', done);
      },
    },
  });
}

async function createTables(db: Knex): Promise<void> {
  await create(db, 'devices', (table) => {
    table.string('device_id', 40).notNullable();
    table.text('public_key').notNullable();
    table.string('thumbprint', 43).notNullable();
    table.string('enrolment_code', 100).notNullable();
    table.string('enrolled_at', 30).notNullable();
    table.primary(['device_id', 'thumbprint', 'enrolment_code']);
  });
  await create(db, 'cases', (table) => {
    table.string('case_id', 36).primary();
    table.string('device_id', 40).notNullable();
    table.integer('seq').notNullable();
    table.string('prev', 43).notNullable();
    table.string('sha256', 43).notNullable();
    table.text('envelope').notNullable();
    table.string('envelope_sha256', 43).notNullable();
    table.text('sealed').notNullable();
    table.text('acknowledgement').notNullable();
    table.boolean('accepted').notNullable();
    table.string('received_at', 30).notNullable();
    table.string('case_number', 20).unique();
    table.string('id_number', 18).index();
    table.string('service', 40);
    table.string('accepted_on', 10);
    table.string('promised_due_on', 10);
    table.string('status', 20).notNullable();
    table.string('reason', 80);
    table.string('permit_number', 20);
    incompleteColumns(table);
    table.index(['device_id', 'seq']);
    table.index(['status', 'received_at']);
  });
  // A demonstration's database from before incomplete cases were kept.
  if (!(await db.schema.hasColumn('cases', 'incomplete')))
    await db.schema.alterTable('cases', incompleteColumns);
  await create(db, 'decisions', (table) => {
    table.increments('cursor');
    table.string('case_id', 36).notNullable();
    table.string('device_id', 40).notNullable();
    table.string('status', 20).notNullable();
    table.string('reason', 80);
    table.string('permit_number', 20);
    table.string('decided_at', 30).notNullable();
    table.index(['device_id', 'cursor']);
  });
  await create(db, 'permits', (table) => {
    table.string('number', 20).primary();
    table.string('id_number', 18).notNullable();
    table.string('city_adcode', 6).notNullable();
    table.string('anchor_on', 10).notNullable();
    table.string('valid_to', 10).notNullable();
    table.boolean('cancelled').notNullable();
    table.text('fields').notNullable();
    table.index(['id_number', 'city_adcode']);
  });
  await create(db, 'prints', (table) => {
    table.string('permit_number', 20).notNullable();
    table.string('serial', 60).notNullable();
    table.string('device_id', 40).notNullable();
    table.string('outcome', 10).notNullable();
    table.string('reported_at', 30).notNullable();
    table.primary(['permit_number', 'serial']);
  });
  await create(db, 'cards', (table) => {
    table.string('case_id', 36).primary();
    table.string('id_number', 18).notNullable().index();
    table.string('permit_number', 20).notNullable();
    table.string('service', 40).notNullable();
    table.text('delivery').notNullable();
    table.integer('fee_yuan').notNullable();
    table.string('made_at', 30).notNullable();
  });
  await create(db, 'links', (table) => {
    table.string('principal_number', 18).notNullable();
    table.string('proxy_number', 18).notNullable();
    table.string('relation', 20).notNullable();
    table.string('made_at', 30).notNullable();
    table.primary(['principal_number', 'proxy_number']);
  });
  await create(db, 'presentations', (table) => {
    table.string('jti', 22).primary();
    table.string('permit_number', 20).notNullable();
    table.string('expires_at', 30).notNullable();
  });
  await create(db, 'keys', (table) => {
    table.string('purpose', 20).primary();
    table.text('private_key').notNullable();
  });
}

function incompleteColumns(table: Knex.CreateTableBuilder): void {
  table.boolean('incomplete').notNullable().defaultTo(false);
  table.text('notice');
  table.string('continues', 20);
  table.string('completed_by', 36);
  table.string('declared_by', 18);
}

async function create(
  db: Knex,
  name: string,
  columns: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  if (!(await db.schema.hasTable(name))) await db.schema.createTable(name, columns);
}

/** Runs one transaction after the other: SQLite has one connection, and decision cursors must commit in order. */
export interface Writer {
  run<T>(work: (trx: Knex) => Promise<T>): Promise<T>;
  /** Resolves when everything asked so far is committed or failed. */
  settled(): Promise<void>;
}

export function createWriter(db: Knex): Writer {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(() => db.transaction((trx) => work(trx)));
      last = result.catch(() => undefined); // the failure reaches the caller through `result`
      return result;
    },
    async settled() {
      await last;
    },
  };
}
