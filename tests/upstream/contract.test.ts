// The contract as a file against the server as it runs: the file is valid OpenAPI 3.1, names exactly the server's routes,
// and every answer it lists is provoked over HTTP and matches its schema.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createKioskDevice, sampleCase } from '../support/kiosk-device.ts';
import type { KioskDevice } from '../support/kiosk-device.ts';
import { dateInShanghai } from './clock.ts';
import { people } from './people.ts';
import { shiftedClock } from '../support/shifted-clock.ts';
import { createRoutes } from './routes.ts';
import { startStand } from './stand.ts';
import type { Stand } from './stand.ts';

interface Media {
  readonly content?: { readonly 'application/json': { readonly schema: object } };
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, object>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
const file = readFileSync(new URL('../../assets/upstream/openapi.yaml', import.meta.url), 'utf8');
const contract = parse(file) as Document;
const methods = ['get', 'put', 'post', 'delete', 'patch'];
const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => methods.includes(method))
    .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(contract, 'contract');

/** The schema at a place in the file, ready to judge; undefined when no body is written there. */
function schemaAt(path: string, method: string, ...rest: string[]): ValidateFunction | undefined {
  const place = ['paths', path, method.toLowerCase(), ...rest];
  const { content } = place.reduce<unknown>(
    (node, key) => follow(step(node, key)),
    contract,
  ) as Media;
  return content && ajv.compile(rebased(content['application/json'].schema));
}

function follow(node: unknown): unknown {
  const target = (node as { readonly $ref?: string }).$ref;
  return target === undefined ? node : target.slice('#/'.length).split('/').reduce(step, contract);
}

function step(node: unknown, key: string): unknown {
  return (node as Readonly<Record<string, unknown>>)[key];
}

/** The same schema with its references pointing into the file as registered. */
function rebased(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/')) as object;
}

let stand: Stand;
let stranger: KioskDevice;
const clock = shiftedClock();
beforeAll(async () => {
  stand = await startStand({ clock });
  stranger = await createKioskDevice('kiosk-02', stand.upstream.keys.encryption[0]!);
});
afterAll(() => stand.stop());

interface Ask {
  readonly path: string;
  readonly body?: unknown;
  readonly by?: KioskDevice;
  readonly raw?: string;
}

async function ask(method: string, { path, body, by = stand.device, raw }: Ask) {
  const text = raw ?? (body === undefined ? '' : JSON.stringify(body));
  const response = await fetch(stand.upstream.url + path, {
    method,
    headers: {
      authorization: await by.signRequest({ method, path, body: text }),
      ...(text === '' ? {} : { 'content-type': 'application/json' }),
    },
    ...(text === '' ? {} : { body: text }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  };
}

const today = dateInShanghai(new Date());
const person = { ...people['rare-name'], cityAdcode: '440100' };
async function permitNumber(): Promise<string> {
  const permit = await stand.upstream.permits.find(person.idNumber, '440100');
  return permit!.number;
}
async function cancelledNumber(): Promise<string> {
  const { number } = await stand.upstream.permits.issue(stand.upstream.db, {
    applicant: { ...people.newcomer },
    cityAdcode: '440100',
    registration: null,
    photoJpeg: '',
  });
  await stand.upstream.permits.cancel(number);
  return number;
}
async function staleToken(): Promise<string> {
  const number = await permitNumber();
  clock.shift(-61_000);
  const { token } = await stand.upstream.presentations.present(number);
  clock.shift(0);
  return token;
}
async function sealedPut(): Promise<Ask> {
  const { item } = await stand.sealed();
  return { path: `/cases/${item.id}`, body: { envelope: item.envelope, sealed: item.sealed } };
}
async function stored(): Promise<string> {
  const { caseId } = await stand.submitted();
  return caseId;
}

/** How to provoke each answer of each operation. */
const provoked: Readonly<Record<string, Readonly<Record<string, () => Promise<Ask> | Ask>>>> = {
  enrolDevice: {
    '200': () => ({
      path: '/devices/kiosk-02',
      body: { enrolmentCode: 'enrolment-2', publicKey: stranger.publicKey },
      by: stranger,
    }),
    '403': () => ({
      path: '/devices/kiosk-02',
      body: { enrolmentCode: 'not-a-code', publicKey: stranger.publicKey },
      by: stranger,
    }),
    default: () => ({ path: '/devices/kiosk-02', body: {}, by: stranger }),
  },
  putCase: {
    '200': sealedPut,
    '409': async () => {
      const id = await stored();
      const again = await stand.device.seal(sampleCase(), id);
      return { path: `/cases/${id}`, body: { envelope: again.envelope, sealed: again.sealed } };
    },
    '413': () => ({ path: `/cases/${randomUUID()}`, raw: ' '.repeat(24 * 1024 * 1024 + 1) }),
    '422': async () => ({ ...(await sealedPut()), path: `/cases/${randomUUID()}` }),
    default: () => ({ path: `/cases/${randomUUID()}`, raw: '{' }),
  },
  getCase: {
    '200': async () => ({ path: `/cases/${await stored()}` }),
    '404': () => ({ path: `/cases/${randomUUID()}` }),
    default: () => ({ path: '/cases/not-an-id' }),
  },
  putCases: {
    '200': async () => {
      const { item } = await stand.sealed();
      return { path: '/cases/batch', body: { items: [item, { ...item, id: randomUUID() }] } };
    },
    '413': async () => {
      const { item } = await stand.sealed();
      return { path: '/cases/batch', body: { items: Array.from({ length: 51 }, () => item) } };
    },
    default: () => ({ path: '/cases/batch', body: { items: [] } }),
  },
  findCaseStatus: {
    '200': async () => {
      const { caseNumber } = await stand.submitted();
      return { path: '/cases/status', body: { caseNumber } };
    },
    '404': () => ({ path: '/cases/status', body: { caseNumber: sampleCase().caseNumber } }),
    default: () => ({ path: '/cases/status', body: { caseNumber: 'R1' } }),
  },
  reopenCase: {
    '200': async () => {
      const { caseNumber, applicant } = await stand.submitted({
        incomplete: true,
        acceptedOn: today,
      });
      const { idNumber } = applicant;
      return {
        path: '/cases/reopen',
        body: { caseNumber, idNumber, replyKey: stranger.publicKey },
      };
    },
    '404': async () => {
      const { caseNumber, applicant } = await stand.submitted();
      const { idNumber } = applicant;
      return {
        path: '/cases/reopen',
        body: { caseNumber, idNumber, replyKey: stranger.publicKey },
      };
    },
    default: () => ({ path: '/cases/reopen', body: { caseNumber: 'R1' } }),
  },
  listDecisions: {
    '200': async () => {
      await stand.upstream.approve(await stored());
      await stand.upstream.reject(await stored(), 'contract');
      return { path: '/decisions?after=0&limit=2' };
    },
    default: () => ({ path: '/decisions?after=-1' }),
  },
  verifyPerson: {
    '200': () => {
      const { idNumber, name, cityAdcode } = person;
      return { path: '/verifications', body: { idNumber, name, cityAdcode } };
    },
    default: () => ({ path: '/verifications', body: { idNumber: '1' } }),
  },
  findRelation: {
    '200': () => {
      const { idNumber, name } = person;
      return {
        path: '/relations',
        body: { proxy: { idNumber, name }, principal: { idNumber, name } },
      };
    },
    default: () => ({ path: '/relations', body: { proxy: person.idNumber } }),
  },
  currentPolicy: {
    '200': async () => {
      await stand.upstream.policies.publish({ version: 2, rows: [] });
      return { path: '/policies/current?after=1' };
    },
    default: () => ({ path: '/policies/current?after=-1' }),
  },
  currentStaff: {
    '200': async () => {
      await stand.upstream.staff.publish({ version: 2, staff: [] });
      return { path: '/staff/current?after=1' };
    },
    default: () => ({ path: '/staff/current?after=-1' }),
  },
  findPermit: {
    '200': () => ({
      path: '/permits/lookup',
      body: { idNumber: person.idNumber, cityAdcode: '440100' },
    }),
    default: () => ({ path: '/permits/lookup', body: [] }),
  },
  presentPermit: {
    '200': async () => ({ path: `/permits/${await permitNumber()}/presentations` }),
    '404': () => ({ path: '/permits/P4401000000000000A/presentations' }),
    '409': async () => ({ path: `/permits/${await cancelledNumber()}/presentations` }),
    default: () => ({ path: '/permits/P1/presentations' }),
  },
  verifyPermit: {
    '200': async () => ({
      path: '/permits/verifications',
      body: { number: await permitNumber() },
    }),
    '404': () => ({
      path: '/permits/verifications',
      body: { number: 'P4401000000000000A' },
    }),
    '410': async () => ({ path: '/permits/verifications', body: { token: await staleToken() } }),
    default: () => ({ path: '/permits/verifications', body: { number: 'P1' } }),
  },
  reportPrint: {
    '204': async () => ({
      path: `/permits/${await permitNumber()}/prints`,
      body: { serial: 'S-1', outcome: 'printed' },
    }),
    '404': () => ({
      path: '/permits/P4401000000000000A/prints',
      body: { serial: 'S-1', outcome: 'failed' },
    }),
    default: async () => ({
      path: `/permits/${await permitNumber()}/prints`,
      body: { serial: 'S-1', outcome: 'perhaps' },
    }),
  },
};

test('is a valid OpenAPI 3.1 document', async () => {
  const result = await new Validator().validate(file);
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
});

test('names exactly the routes the server has', () => {
  const nothing = {} as Parameters<typeof createRoutes>[0];
  const served = createRoutes(nothing).map(
    ({ operation, method, path }) => `${operation} ${method} ${path}`,
  );
  const written = operations.map(
    ({ operation, method, path }) => `${operation.operationId} ${method} ${path}`,
  );
  expect(served.toSorted()).toEqual(written.toSorted());
});

const answers = operations.flatMap(({ path, method, operation }) =>
  Object.keys(operation.responses).map((status) => ({
    name: `${operation.operationId} ${status}`,
    path,
    method,
    operation,
    status,
  })),
);

test.each(answers)('answers as written: $name', async ({ path, method, operation, status }) => {
  const provoke = provoked[operation.operationId]?.[status];
  if (!provoke) throw new Error('write down how to provoke this answer');
  const request = await provoke();
  const answer = await ask(method, request);
  if (status === 'default') expect(answer.status).toBe(400);
  else expect(String(answer.status)).toBe(status);
  if (answer.status === 200 && request.body !== undefined) {
    const judgeRequest = schemaAt(path, method, 'requestBody');
    judgeRequest?.(request.body);
    expect(judgeRequest?.errors ?? null).toBeNull();
  }
  const judge = schemaAt(path, method, 'responses', status);
  if (!judge) {
    expect(answer.text).toBe('');
    return;
  }
  expect(answer.type).toBe('application/json');
  judge(JSON.parse(answer.text));
  expect(judge.errors ?? null).toBeNull();
});

test('finds an answer that is not as written', () => {
  const judge = schemaAt('/cases/{caseId}', 'GET', 'responses', '200')!;
  expect(judge({ acknowledgement: 'a.b.c' })).toBe(true);
  expect(judge({ acknowledgement: 'a.b.c', extra: 1 })).toBe(false);
  expect(judge({})).toBe(false);
});

test.each([
  ['404 for a path that is not in it', 'GET', '/nowhere', 404, 'not-found'],
  ['405 for a method that is not in it', 'PUT', '/decisions', 405, 'method-not-allowed'],
])('answers %s', async (_, method, path, status, code) => {
  const answer = await ask(method, { path });
  expect(answer).toMatchObject({ status, text: JSON.stringify({ code }) });
});

test('answers 415 for a body that is not JSON by its type', async () => {
  const response = await fetch(`${stand.upstream.url}/cases/status`, { method: 'POST', body: 'x' });
  expect(response.status).toBe(415);
  expect(await response.json()).toEqual({ code: 'wrong-media-type' });
});
