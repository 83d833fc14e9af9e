// One enrolled kiosk before one running reference upstream, for the suites of this folder.
import { compactVerify, importJWK } from 'jose';
import { createUpstream } from '../../electron/core/upstream.ts';
import type { SealedItem, Upstream } from '../../electron/core/upstream-port.ts';
import type { CaseContent } from '../../electron/domain.ts';
import { createKioskDevice, sampleCase } from '../support/kiosk-device.ts';
import type { KioskDevice } from '../support/kiosk-device.ts';
import { startTestUpstream } from '../support/upstream.ts';
import { machineClock } from './clock.ts';
import { people } from './people.ts';
import type { UpstreamHandle, UpstreamOptions } from './server.ts';

export interface Stand {
  readonly upstream: UpstreamHandle;
  readonly device: KioskDevice;
  readonly client: Upstream;
  clientOf(kiosk: KioskDevice): Upstream;
  sealed(
    overrides?: Partial<CaseContent>,
  ): Promise<{ readonly content: CaseContent; readonly item: SealedItem }>;
  /** A case handed in and stored. */
  submitted(overrides?: Partial<CaseContent>): Promise<CaseContent>;
  /** The acknowledgement's claims, its signature checked. */
  claimsOf(acknowledgement: string): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

export async function startStand(options: Partial<UpstreamOptions> = {}): Promise<Stand> {
  const upstream = await startTestUpstream({ people, ...options });
  const encryption = upstream.keys.encryption[0]!;
  const device = await createKioskDevice('kiosk-01', encryption);

  const clientOf = (kiosk: KioskDevice) =>
    createUpstream({
      baseUrl: upstream.url,
      sealing: kiosk,
      clock: machineClock(),
      log: () => undefined,
    });
  const client = clientOf(device);
  const { deviceId, publicKey } = device;
  const enrolled = await client.enrol({ deviceId, enrolmentCode: 'enrolment-1', publicKey });
  if (enrolled.kind !== 'ok') throw new Error(`not enrolled: ${enrolled.kind}`);

  async function sealed(overrides: Partial<CaseContent> = {}) {
    const content = sampleCase(overrides);
    return { content, item: await device.seal(content, content.caseId) };
  }
  return {
    upstream,
    device,
    client,
    clientOf,
    sealed,
    async submitted(overrides) {
      const { content, item } = await sealed(overrides);
      const answer = await client.putCase(item);
      if (answer.kind !== 'ok') throw new Error(`not stored: ${answer.kind}`);
      return content;
    },
    async claimsOf(acknowledgement) {
      const key = await importJWK(upstream.keys.acknowledgement[0]!, 'ES256');
      const { payload, protectedHeader } = await compactVerify(acknowledgement, key);
      if (protectedHeader.typ !== 'kiosk-ack+jws') throw new Error('not an acknowledgement');
      return JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
    },
    async stop() {
      await client.close();
      await upstream.stop();
    },
  };
}
