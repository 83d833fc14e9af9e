// What the paper copy says beside the permit.
import { expect, test } from 'vitest';
import { permitSheet } from '../../../electron/core/print/permit-sheet.ts';
import { createIssuer, samplePermit } from '../../support/permits.ts';

const where = {
  printedAt: '2026-11-23T02:00:00.000Z',
  centreName: '天河区政务服务中心',
  deviceId: 'kiosk-01',
  serial: 'K01-000001',
};

test('a demonstration is marked, a real print is not', async () => {
  const permit = await samplePermit(await createIssuer());
  expect(permitSheet(permit, { ...where, demonstration: true })).toEqual({
    permit,
    mark: '演示',
    ...where,
  });
  expect(permitSheet(permit, { ...where, demonstration: false }).mark).toBeNull();
});
