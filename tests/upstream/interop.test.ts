// The kiosk's own sealing and client against the reference upstream, which was written from the contract alone: envelope,
// request signature and acknowledgement mean the same on both sides.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSealing } from '../../electron/core/sealing.ts';
import type { Sealing } from '../../electron/core/sealing.ts';
import { createUpstream } from '../../electron/core/upstream.ts';
import type { Upstream } from '../../electron/core/upstream-port.ts';
import { createKioskDevice, sampleCase } from '../support/kiosk-device.ts';
import { machineClock } from './clock.ts';
import { startStand } from './stand.ts';
import type { Stand } from './stand.ts';

const deviceId = 'kiosk-02';
let folder: string;
let stand: Stand;
let sealing: Sealing;
let client: Upstream;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interop-'));
  stand = await startStand();
  const clock = machineClock();
  sealing = await openSealing({ dataDir: folder, deviceId, keys: stand.upstream.keys, clock });
  client = createUpstream({ baseUrl: stand.upstream.url, sealing, clock, log: () => undefined });
  const { publicKey } = sealing;
  expect(await client.enrol({ deviceId, enrolmentCode: 'enrolment-2', publicKey })).toMatchObject({
    kind: 'ok',
  });
});
afterAll(async () => {
  await client.close();
  await stand.stop();
  await rm(folder, { recursive: true, force: true });
});

async function sealedByKiosk(seq: number, prev: string) {
  const content = sampleCase({ deviceId });
  const { sealed, sha256 } = await sealing.sealCase(content);
  const link = { id: content.caseId, seq, sha256, prev, at: new Date() };
  const item = { id: content.caseId, sealed, envelope: await sealing.signEnvelope(link) };
  return { content, item, expected: { id: content.caseId, sha256 } };
}

test('upstream reads what the kiosk sealed, and the kiosk trusts what upstream signed', async () => {
  const { content, item, expected } = await sealedByKiosk(1, '');
  const answer = await client.putCase(item);
  if (answer.kind !== 'ok') throw new Error(answer.kind);
  expect(await stand.upstream.openCase(content.caseId)).toEqual(content);
  expect(await sealing.readAcknowledgement(answer.value.acknowledgement, expected)).toMatchObject({
    id: content.caseId,
    status: 'accepted',
  });
});

test.each(['wrong-id', 'wrong-hash', 'bad-signature'] as const)(
  'the kiosk refuses an acknowledgement that is spoilt: %s',
  async (fault) => {
    const { item, expected } = await sealedByKiosk(2, 'A'.repeat(43));
    stand.upstream.failNext(fault);
    const answer = await client.putCase(item);
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    expect(await sealing.readAcknowledgement(answer.value.acknowledgement, expected)).toBeNull();
    const honest = await client.getCase(item.id);
    if (honest.kind !== 'ok' || honest.value === null) throw new Error(honest.kind);
    expect(
      await sealing.readAcknowledgement(honest.value.acknowledgement, expected),
    ).not.toBeNull();
  },
);

test('a second key of the same kiosk is enrolled with a new code, and envelopes by the first still hold', async () => {
  const rotating = await startStand();
  const [encryption] = rotating.upstream.keys.encryption;
  const waiting = await rotating.sealed();
  const renewed = await createKioskDevice(rotating.device.deviceId, encryption!);
  const renewedClient = rotating.clientOf(renewed);
  expect(await renewedClient.decisions(0, 1)).toEqual({
    kind: 'refused',
    status: 401,
    code: 'not-authorised',
  });
  const { publicKey } = renewed;
  const enrolment = { deviceId: renewed.deviceId, enrolmentCode: 'enrolment-2', publicKey };
  expect(await renewedClient.enrol(enrolment)).toMatchObject({ kind: 'ok' });
  expect(await renewedClient.putCase(waiting.item)).toMatchObject({ kind: 'ok' });
  await renewedClient.close();
  await rotating.stop();
});
