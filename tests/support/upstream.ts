// Starts a reference upstream in-process on a free port, with its database in a folder of its own that stop() removes.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPeople } from '../upstream/registry.ts';
import type { RegisteredPerson } from '../upstream/registry.ts';
import { startUpstream } from '../upstream/server.ts';
import type { UpstreamHandle, UpstreamOptions } from '../upstream/server.ts';

/** The demonstration's people by card name. */
export function demoPeople(): Record<string, RegisteredPerson> {
  const file = new URL('../fixtures/demo-people.json', import.meta.url);
  return readPeople(readFileSync(file, 'utf8'));
}

/** A server of its own for one test file; enrolment codes `enrolment-1` and `enrolment-2` are good once each. */
export async function startTestUpstream(
  options: Partial<UpstreamOptions> = {},
): Promise<UpstreamHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'upstream-'));
  const upstream = await startUpstream({
    database: join(folder, 'upstream.sqlite'),
    ...options,
    people: options.people ?? demoPeople(),
  });
  return {
    ...upstream,
    async stop() {
      await upstream.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
