// Sealing one case of a real size, against jose alone on the same bytes: what we put around it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactEncrypt, exportJWK, generateKeyPair } from 'jose';
import { openSealing } from '../../electron/core/sealing.ts';
import { sampleCase } from '../support/kiosk-device.ts';
import { machineClock } from '../upstream/clock.ts';
import type { Figure } from './measure.ts';
import { race } from './measure.ts';

const count = 40;

export async function measureSealing(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sealing-'));
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const encryption = { ...(await exportJWK(pair.publicKey)), kid: 'bench' };
  const sealing = await openSealing({
    dataDir: folder,
    deviceId: 'bench-01',
    keys: { encryption: [encryption], acknowledgement: [], permit: [] } as never,
    clock: machineClock(),
  });
  const content = sampleCase({ photo: { jpeg: Buffer.alloc(45_000, 7).toString('base64') } });
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const { ours = 0, peer = 0 } = await race({
    peer: async () => {
      for (let done = 0; done < count; done += 1)
        await new CompactEncrypt(bytes)
          .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
          .encrypt(pair.publicKey);
    },
    ours: async () => {
      for (let done = 0; done < count; done += 1) await sealing.sealCase(content);
    },
  });
  rmSync(folder, { recursive: true });
  return [
    {
      what: `sealing ${Math.round(bytes.length / 1000)} KB`,
      ours: `${(ours / count).toFixed(2)} ms`,
      peer: `jose alone ${(peer / count).toFixed(2)} ms`,
      ratio: ours / peer,
      limit: { atMost: 1.2 },
    },
  ];
}
