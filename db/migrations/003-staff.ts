// Staff mode: staff lists as signed, the supervisor made at the first start, wrong tries, and who did what in the audit trail.
import type { Db } from '../tables.ts';

const statements = [
  `CREATE TABLE staff_lists (
    seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, jws TEXT NOT NULL, received_at INTEGER NOT NULL)`,
  `CREATE TRIGGER staff_lists_no_delete BEFORE DELETE ON staff_lists
    BEGIN SELECT RAISE(ABORT, 'staff lists are kept'); END`,
  `CREATE TRIGGER staff_lists_no_update BEFORE UPDATE ON staff_lists
    BEGIN SELECT RAISE(ABORT, 'staff lists are kept'); END`,
  `CREATE TABLE staff_made_here (
    number TEXT PRIMARY KEY, badge_hash TEXT NOT NULL, salt TEXT NOT NULL, pin_hash TEXT NOT NULL,
    cost INTEGER NOT NULL, created_at INTEGER NOT NULL)`,
  `CREATE TABLE staff_tries (key TEXT PRIMARY KEY, wrong INTEGER NOT NULL)`,
  `ALTER TABLE audit ADD COLUMN actor TEXT`,
  // The trigger of step 1 gave every column by its place; a submitted case is the person's own act and has no actor.
  `DROP TRIGGER submissions_insert`,
  `CREATE TRIGGER submissions_insert INSTEAD OF INSERT ON submissions BEGIN
    INSERT INTO cases VALUES (NEW.case_id, NEW.case_number, NEW.service, NEW.policy_ids, NEW.accepted_on,
      NEW.promised_due_on, NEW.status, NEW.status_reason, NEW.permit_number, NEW.created_at, NEW.updated_at);
    INSERT INTO outbox VALUES (NEW.seq, NEW.case_id, NEW.envelope, NEW.sealed, NEW.sha256, NEW.envelope_sha256, NEW.state,
      NEW.attempts, NEW.due_at, NEW.ask_first, NEW.reason, NEW.acknowledgement, NEW.created_at, NEW.updated_at);
    INSERT INTO audit (seq, at, kind, case_id, code, prev, hash) VALUES (NEW.audit_seq, NEW.audit_at, NEW.audit_kind,
      NEW.case_id, NEW.audit_code, NEW.audit_prev, NEW.audit_hash);
    DELETE FROM drafts WHERE person_tag = NEW.draft_tag;
  END`,
];

/** Adds staff lists, tries, and the actor of an audit row. */
export async function up(db: Db): Promise<void> {
  for (const statement of statements) await db.raw(statement);
}
