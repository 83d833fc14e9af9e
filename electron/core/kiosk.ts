// What the verbs of one kiosk work with, gathered once by app.ts. Types only; holds no logic.
import type { PhotoMeasures } from '../contract.ts';
import type { AuditKind, Clock, FailureCode, Log } from '../domain.ts';
import type { IdReader } from '../devices/id-reader.ts';
import type { PermitPrinter, ReceiptPrinter } from '../devices/printer.ts';
import type { ChipPhotos } from './chip-photo.ts';
import type { Cases } from './cases.ts';
import type { Drafts } from './drafts.ts';
import type { Policy } from './policy/engine.ts';
import type { PrintLedger } from './print/ledger.ts';
import type { Session } from './session.ts';
import type { Desk } from './staff/desk.ts';
import type { Sync } from './sync.ts';
import type { Upstream } from './upstream-port.ts';
import type { CodeReader } from './verify.ts';

export interface Place {
  readonly cityAdcode: string;
  readonly cityName: string;
  readonly centreName: string;
  readonly centreId: string;
  /** Where else to go when something cannot be done here; undefined = the centre named none. */
  readonly elsewhere?: { readonly name: string; readonly address: string } | undefined;
}
export type Judged<T> =
  ({ readonly ok: true } & T) | { readonly ok: false; readonly code: FailureCode };

/** Appends to the audit trail; resolves when it is on disk. */
export type Audit = (event: {
  readonly kind: AuditKind;
  readonly caseId?: string;
  readonly code?: string;
  readonly actor?: string;
}) => Promise<void>;

export interface Kiosk {
  readonly place: Place;
  readonly deviceId: string;
  readonly demonstration: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly session: Session;
  readonly desk: Desk;
  readonly audit: Audit;
  readonly drafts: Drafts;
  readonly policy: Policy;
  readonly cases: Cases;
  readonly sync: Sync;
  readonly upstream: Upstream;
  readonly ledger: PrintLedger;
  readonly idReader: IdReader;
  readonly chipPhotos: ChipPhotos;
  readonly receiptPrinter: ReceiptPrinter;
  readonly permitPrinter: PermitPrinter;
  readonly readCode: CodeReader;
  readonly judgePhoto: (
    image: string,
    measures: PhotoMeasures,
  ) => Promise<Judged<{ readonly jpeg: string }>>;
  readonly judgePaper: (
    image: string,
  ) => Promise<Judged<{ readonly page: string; readonly thumbnail: string }>>;
  readonly placeDemoCard: ((name: string) => boolean) | null;
  /** null while the kiosk may take cases; else why it may not (disk nearly full). */
  readonly outOfUse: () => FailureCode | null;
}
