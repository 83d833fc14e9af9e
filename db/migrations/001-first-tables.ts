// First tables: cases, outbox, audit, drafts, prints, settings.
import type { Db } from '../tables.ts';

const statements = [
  `CREATE TABLE cases (
    case_id TEXT PRIMARY KEY, case_number TEXT NOT NULL UNIQUE, service TEXT NOT NULL, policy_ids TEXT NOT NULL,
    accepted_on TEXT NOT NULL, promised_due_on TEXT, status TEXT NOT NULL, status_reason TEXT, permit_number TEXT,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE REFERENCES cases (case_id), envelope TEXT NOT NULL,
    sealed TEXT, sha256 TEXT NOT NULL, envelope_sha256 TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL, ask_first INTEGER NOT NULL DEFAULT 0, reason TEXT,
    acknowledgement TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL)`,
  // Only rows that still wait are in the index: a claim does not slow down with a million settled rows.
  `CREATE INDEX outbox_due ON outbox (state, due_at, seq) WHERE state IN ('queued', 'sending')`,
  `CREATE INDEX outbox_parked ON outbox (state) WHERE state IN ('needs-staff', 'quarantined')`,
  `CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, case_id TEXT, code TEXT, prev TEXT NOT NULL, hash TEXT NOT NULL)`,
  `CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END`,
  `CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END`,
  `CREATE TRIGGER outbox_no_delete BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'nothing queued is deleted'); END`,
  // One statement hands a case in: see db/submissions.ts. Nobody reads the view.
  `CREATE VIEW submissions AS
    SELECT c.case_id, c.case_number, c.service, c.policy_ids, c.accepted_on, c.promised_due_on, c.status, c.status_reason,
      c.permit_number, c.created_at, c.updated_at, o.seq, o.envelope, o.sealed, o.sha256, o.envelope_sha256, o.state,
      o.attempts, o.due_at, o.ask_first, o.reason, o.acknowledgement, a.seq AS audit_seq, a.at AS audit_at,
      a.kind AS audit_kind, a.code AS audit_code, a.prev AS audit_prev, a.hash AS audit_hash, NULL AS draft_tag
    FROM cases c JOIN outbox o ON o.case_id = c.case_id JOIN audit a ON a.case_id = c.case_id`,
  `CREATE TRIGGER submissions_insert INSTEAD OF INSERT ON submissions BEGIN
    INSERT INTO cases VALUES (NEW.case_id, NEW.case_number, NEW.service, NEW.policy_ids, NEW.accepted_on,
      NEW.promised_due_on, NEW.status, NEW.status_reason, NEW.permit_number, NEW.created_at, NEW.updated_at);
    INSERT INTO outbox VALUES (NEW.seq, NEW.case_id, NEW.envelope, NEW.sealed, NEW.sha256, NEW.envelope_sha256, NEW.state,
      NEW.attempts, NEW.due_at, NEW.ask_first, NEW.reason, NEW.acknowledgement, NEW.created_at, NEW.updated_at);
    INSERT INTO audit VALUES (NEW.audit_seq, NEW.audit_at, NEW.audit_kind, NEW.case_id, NEW.audit_code, NEW.audit_prev,
      NEW.audit_hash);
    DELETE FROM drafts WHERE person_tag = NEW.draft_tag;
  END`,
  `CREATE TABLE drafts (person_tag TEXT PRIMARY KEY, sealed TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE prints (
    serial TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
    collected INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE INDEX prints_open ON prints (state) WHERE state IN ('intent', 'sent')`,
  `CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
];

/** Makes the tables in an empty database. */
export async function up(db: Db): Promise<void> {
  for (const statement of statements) await db.raw(statement);
}
