// The routes of openapi.yaml: one row each, its body parsed here and answered by the part that knows.
import { z } from 'zod';
import {
  Adcode,
  CaseNumber as CaseNumberShape,
  IdNumber,
  PermitNumber,
  PrintOutcome,
} from '../../electron/domain.ts';
import type { Clock } from '../../electron/domain.ts';
import type { Knex } from 'knex';
import type { Cases } from './cases.ts';
import type { CaseRow } from './database.ts';
import { DeviceId, Enrolment, PublicKey } from './devices.ts';
import type { Devices } from './devices.ts';
import { SealedCase } from './envelopes.ts';
import { relationOf } from './links.ts';
import type { Permits } from './permits.ts';
import type { SignedShelf } from './signed-shelf.ts';
import type { Presentations } from './presentations.ts';
import { Problem } from './problem.ts';
import { noticeOf, reopenCase } from './reopening.ts';
import type { Registry } from './registry.ts';
import type { Reviews } from './reviews.ts';
import { verifyPerson } from './verifications.ts';

const KIB = 1024;
const MIB = 1024 * 1024;
export const MAX_BATCH = 50;

export interface Call {
  readonly deviceId: string;
  /** Values of the path's {names}, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON, undefined when the request had no body. */
  readonly body: unknown;
}
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  /** Largest request body, bytes; 0 = none. */
  readonly maxBody: number;
  /** Undefined = 204. */
  readonly answer: (call: Call) => Promise<object | undefined>;
}
export interface RoutesDeps {
  readonly policies: SignedShelf;
  readonly staff: SignedShelf;
  readonly db: Knex;
  readonly devices: Devices;
  readonly cases: Cases;
  readonly reviews: Reviews;
  readonly permits: Permits;
  readonly presentations: Presentations;
  readonly registry: Registry;
  readonly clock: Clock;
}

const Person = z.strictObject({
  idNumber: IdNumber,
  name: z.string().min(1).max(60),
  cityAdcode: Adcode,
});
const Named = z.strictObject({ idNumber: IdNumber, name: z.string().min(1).max(60) });
const Pair = z.strictObject({ proxy: Named, principal: Named });
const PolicyQuery = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });
const PermitQuery = z.strictObject({ idNumber: IdNumber, cityAdcode: Adcode });
const PrintReport = z.strictObject({
  serial: z.string().min(1).max(60),
  outcome: PrintOutcome.shape.result,
});
const VerificationQuery = z.union([
  z.strictObject({ token: z.string().min(1).max(1000) }),
  z.strictObject({ number: PermitNumber }),
]);
const StatusQuery = z.strictObject({ caseNumber: CaseNumberShape });
const ReopenQuery = z.strictObject({
  caseNumber: CaseNumberShape,
  idNumber: IdNumber,
  replyKey: PublicKey,
});
const BatchItem = SealedCase.extend({ id: z.uuid() });
/** Items are judged one by one, so only their number and ids are asked of the whole. */
const Batch = z.strictObject({
  items: z.array(z.looseObject({ id: z.string().max(100) })).min(1),
});
const Page = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export function createRoutes(deps: RoutesDeps): readonly Route[] {
  const { db, devices, cases, reviews, permits, presentations, registry, clock, policies, staff } =
    deps;
  return [
    {
      operation: 'enrolDevice',
      method: 'PUT',
      path: '/devices/{deviceId}',
      maxBody: 64 * KIB,
      answer: async ({ path, body }) =>
        devices.enrol(parse(DeviceId, path['deviceId']), parse(Enrolment, body)),
    },
    {
      operation: 'putCase',
      method: 'PUT',
      path: '/cases/{caseId}',
      maxBody: 24 * MIB,
      answer: async ({ deviceId, path, body }) => {
        const id = parse(z.uuid(), path['caseId']);
        return { acknowledgement: await cases.put(deviceId, id, parse(SealedCase, body)) };
      },
    },
    {
      operation: 'getCase',
      method: 'GET',
      path: '/cases/{caseId}',
      maxBody: 0,
      answer: async ({ deviceId, path }) => {
        const id = parse(z.uuid(), path['caseId']);
        const acknowledgement = await cases.acknowledgementOf(deviceId, id);
        if (acknowledgement === undefined) throw new Problem(404, 'not-found');
        return { acknowledgement };
      },
    },
    {
      operation: 'putCases',
      method: 'POST',
      path: '/cases/batch',
      maxBody: 32 * MIB,
      answer: async ({ deviceId, body }) => {
        const { items } = parse(Batch, body);
        if (items.length > MAX_BATCH) throw new Problem(413, 'too-many-items');
        return { results: await Promise.all(items.map((item) => putOne(deviceId, item))) };
      },
    },
    {
      operation: 'findCaseStatus',
      method: 'POST',
      path: '/cases/status',
      maxBody: 64 * KIB,
      answer: async ({ body }) => {
        const { caseNumber } = parse(StatusQuery, body);
        const asked = await db<CaseRow>('cases').where({ case_number: caseNumber }).first();
        // Whoever holds the notice of a completed case asks for the case that completed it.
        const row =
          asked === undefined || asked.completed_by === null
            ? asked
            : await db<CaseRow>('cases').where({ case_id: asked.completed_by }).first();
        if (!row) throw new Problem(404, 'not-found');
        return {
          status: row.status,
          reason: row.reason,
          service: row.service,
          acceptedOn: row.accepted_on,
          promisedDueOn: row.promised_due_on,
          permitNumber: row.permit_number,
          notice: noticeOf(row, clock),
        };
      },
    },
    {
      operation: 'reopenCase',
      method: 'POST',
      path: '/cases/reopen',
      maxBody: 64 * KIB,
      answer: async ({ body }) => {
        const sealed = await reopenCase({ db, cases, clock }, parse(ReopenQuery, body));
        if (sealed === undefined) throw new Problem(404, 'not-found');
        return { sealed };
      },
    },
    {
      operation: 'listDecisions',
      method: 'GET',
      path: '/decisions',
      maxBody: 0,
      answer: async ({ deviceId, query }) => {
        const { after, limit } = parse(Page, Object.fromEntries(query));
        return reviews.listAfter(deviceId, after, limit);
      },
    },
    {
      operation: 'verifyPerson',
      method: 'POST',
      path: '/verifications',
      maxBody: 64 * KIB,
      answer: async ({ body }) =>
        verifyPerson({ db, registry, permits, clock }, parse(Person, body)),
    },
    {
      operation: 'findRelation',
      method: 'POST',
      path: '/relations',
      maxBody: 64 * KIB,
      answer: async ({ body }) => relationOf({ db, registry }, parse(Pair, body)),
    },
    {
      operation: 'currentPolicy',
      method: 'GET',
      path: '/policies/current',
      maxBody: 0,
      answer: ({ query }) => {
        const { after } = parse(PolicyQuery, Object.fromEntries(query));
        return Promise.resolve({ policy: policies.after(after) });
      },
    },
    {
      operation: 'currentStaff',
      method: 'GET',
      path: '/staff/current',
      maxBody: 0,
      answer: ({ query }) => {
        const { after } = parse(PolicyQuery, Object.fromEntries(query));
        return Promise.resolve({ staff: staff.after(after) });
      },
    },
    {
      operation: 'findPermit',
      method: 'POST',
      path: '/permits/lookup',
      maxBody: 64 * KIB,
      answer: async ({ body }) => {
        const { idNumber, cityAdcode } = parse(PermitQuery, body);
        return { permit: await permits.find(idNumber, cityAdcode) };
      },
    },
    {
      operation: 'presentPermit',
      method: 'POST',
      path: '/permits/{number}/presentations',
      maxBody: 0,
      answer: async ({ path }) => presentations.present(parse(PermitNumber, path['number'])),
    },
    {
      operation: 'verifyPermit',
      method: 'POST',
      path: '/permits/verifications',
      maxBody: 64 * KIB,
      answer: async ({ body }) => presentations.verify(parse(VerificationQuery, body)),
    },
    {
      operation: 'reportPrint',
      method: 'POST',
      path: '/permits/{number}/prints',
      maxBody: 64 * KIB,
      answer: async ({ deviceId, path, body }) => {
        const number = parse(PermitNumber, path['number']);
        const known = await permits.reportPrint(deviceId, number, parse(PrintReport, body));
        if (!known) throw new Problem(404, 'not-found');
        return undefined;
      },
    },
  ];

  async function putOne(deviceId: string, item: { readonly id: string }): Promise<object> {
    try {
      const { id, ...sealed } = parse(BatchItem, item);
      return { id, acknowledgement: await cases.put(deviceId, id, sealed) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { id: item.id, problem: { status: error.status, code: error.code } };
    }
  }
}

/** The value in its schema's form. Throws Problem 400 naming the field, never its content. */
function parse<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const at = read.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new Problem(400, 'bad-request', at.slice(0, 200) || undefined);
}
