// Runs the reference upstream by itself: `npm run upstream -- --port 4010 --database upstream.sqlite`.
// Prints one line when it listens; stops on SIGINT, SIGTERM and the end of a process channel it was started with.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readPeople } from './registry.ts';
import { startUpstream } from './server.ts';
import { demoStaff, staffListOf } from './staff.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** A file or postgres://user:password@host/database. */
    database: { type: 'string', default: ':memory:' },
    /** Where the public keys are written for the kiosk. */
    'keys-out': { type: 'string' },
    'approve-after-seconds': { type: 'string' },
    /** JSON of the demonstration's people, as tests/fixtures/demo-people.json. */
    people: { type: 'string' },
    /** Centre whose demonstration staff is served. */
    'staff-centre': { type: 'string', default: 'demo-centre' },
    'enrolment-code': { type: 'string', multiple: true, default: ['demonstration'] },
  },
});

const seconds = values['approve-after-seconds'];
const upstream = await startUpstream({
  database: values.database,
  port: Number(values.port),
  enrolmentCodes: values['enrolment-code'],
  enrolmentCodesReusable: true,
  ...(seconds === undefined ? {} : { approveAfterSeconds: Number(seconds) }),
  ...(values.people === undefined
    ? {}
    : { people: readPeople(readFileSync(values.people, 'utf8')) }),
});
const centreId = values['staff-centre'];
await upstream.staff.publish(
  await staffListOf(Object.values(demoStaff), { centreId, version: 1, now: new Date() }),
);
if (values['keys-out'] !== undefined) writeWhole(values['keys-out'], upstream.keys);
console.log(`upstream listening on ${upstream.url}`);

for (const end of ['SIGINT', 'SIGTERM', 'disconnect']) {
  process.once(end, () => {
    void upstream.stop().then(() => process.exit(0));
  });
}

/** A reader that waits for the file never sees half of it. */
function writeWhole(path: string, value: object): void {
  writeFileSync(`${path}.part`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${path}.part`, path);
}
