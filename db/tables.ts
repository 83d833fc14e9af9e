// Row shapes of every table (plural snake_case); db/*.ts are functions over these. Times are epoch milliseconds, UTC.
import type { Knex } from 'knex';

/** A database handle or a transaction: functions over rows take either. */
export type Db = Knex;

/** Stub of a submitted case: what the kiosk may still know. No name, no number, no photo. */
export interface CaseRow {
  case_id: string;
  case_number: string;
  service: string;
  policy_ids: string; // JSON array
  accepted_on: string;
  promised_due_on: string | null;
  status: string; // CaseStatus
  status_reason: string | null;
  permit_number: string | null;
  created_at: number;
  updated_at: number;
}
export type OutboxState = 'queued' | 'sending' | 'acknowledged' | 'needs-staff' | 'quarantined';
/** One sealed envelope. Never deleted: settled (sealed becomes null) or parked with a reason. */
export interface OutboxRow {
  seq: number;
  case_id: string;
  envelope: string; // JWS by the device key
  sealed: string | null; // JWE to upstream
  sha256: string; // of the JWE, base64url
  envelope_sha256: string; // what the next envelope's `prev` must be
  state: OutboxState;
  attempts: number;
  due_at: number;
  /** 1 when an earlier try may have arrived: ask before sending again. */
  ask_first: number;
  reason: string | null;
  acknowledgement: string | null;
  created_at: number;
  updated_at: number;
}
export interface AuditRow {
  seq: number;
  at: number;
  kind: string;
  case_id: string | null;
  code: string | null;
  /** Staff number of whoever did it; null = the person at the window, or the kiosk itself. */
  actor: string | null;
  prev: string;
  hash: string;
}
/** A draft sealed under the key that lives only in the memory-backed runtime directory. */
export interface DraftRow {
  person_tag: string; // HMAC of the id number under the draft key
  sealed: string;
  expires_at: number;
}
export type PrintState = 'intent' | 'sent' | 'printed' | 'failed' | 'unknown';
export interface PrintRow {
  serial: string;
  kind: 'receipt' | 'notice' | 'refusal' | 'paper_copy' | 'report';
  subject: string; // case number or permit number
  state: PrintState;
  reason: string | null;
  collected: number | null; // 1 whole, 0 not, null not asked
  created_at: number;
  updated_at: number;
}
/** A document received from upstream, as it was signed. Never changed, never deleted. */
export interface SignedDocumentRow {
  seq: number;
  version: number;
  jws: string;
  received_at: number;
}
export interface SettingRow {
  key: string;
  value: string;
}
/** Wrong tries of a PIN since the last right one; `key` is a badge's hash or `kiosk`. */
export interface StaffTriesRow {
  key: string;
  wrong: number;
}
/** The supervisor made at the first start, until a signed list names the staff. */
export interface StaffMadeHereRow {
  number: string;
  badge_hash: string;
  salt: string;
  pin_hash: string;
  cost: number;
  created_at: number;
}
