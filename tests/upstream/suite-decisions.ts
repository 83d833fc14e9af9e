// What upstream decides and knows: reviews, permits, decisions by cursor, verification, prints.
import { expect, test } from 'vitest';
import { createCodeReader } from '../../electron/core/verify.ts';
import type { Permit } from '../../electron/domain.ts';
import { sampleApplicant } from '../support/kiosk-device.ts';
import { addMonths, dateInShanghai } from './clock.ts';
import { people } from './people.ts';
import type { UpstreamHandle } from './server.ts';
import type { Stand } from './stand.ts';

export function describeDecisions(stand: () => Stand): void {
  test('issues the permit of an approved application and tells it by cursor, status and lookup', async () => {
    const applicant = {
      ...sampleApplicant,
      idNumber: people.newcomer.idNumber,
      name: people.newcomer.name,
    };
    const photo = { jpeg: Buffer.from('a photo').toString('base64') };
    const content = await stand().submitted({ applicant, photo });
    const before = await stand().client.decisions(0, 500);
    if (before.kind !== 'ok') throw new Error(before.kind);
    expect(await stand().client.caseStatus(content.caseNumber)).toMatchObject({
      value: {
        status: 'delivered',
        service: 'application',
        acceptedOn: content.acceptedOn,
        permitNumber: null,
      },
    });
    const facts = await stand().client.verify({
      idNumber: applicant.idNumber,
      name: applicant.name,
      cityAdcode: '440100',
    });
    expect(facts).toMatchObject({
      kind: 'ok',
      value: { openCase: content.caseNumber, permit: null },
    });

    const decision = await stand().upstream.approve(content.caseId);
    expect(decision).toMatchObject({ status: 'issued', caseId: content.caseId, reason: null });
    const after = await stand().client.decisions(before.value.next, 10);
    expect(after).toEqual({
      kind: 'ok',
      value: { decisions: [decision], next: decision.cursor },
    });
    expect(await stand().client.decisions(decision.cursor, 10)).toEqual({
      kind: 'ok',
      value: { decisions: [], next: decision.cursor },
    });

    const found = await stand().client.lookupPermit({
      idNumber: applicant.idNumber,
      cityAdcode: '440100',
    });
    if (found.kind !== 'ok' || found.value === null) throw new Error('no permit');
    const today = dateInShanghai(new Date());
    expect(found.value).toMatchObject({
      number: decision.permitNumber,
      status: 'active',
      name: applicant.name,
      photoJpeg: photo.jpeg,
      specimen: true,
      validFrom: today,
      validTo: addMonths(today, 12),
      issuingAuthority: '广州市公安局天河区分局',
      residenceAddress: stand().upstream.registry.registrationOf(applicant.idNumber)?.address,
    });
    await expectCredential(found.value, stand().upstream);
    expect(await stand().client.caseStatus(content.caseNumber)).toMatchObject({
      value: { status: 'issued', permitNumber: decision.permitNumber },
    });
    expect(
      await stand().client.verify({
        idNumber: applicant.idNumber,
        name: applicant.name,
        cityAdcode: '440100',
      }),
    ).toMatchObject({
      value: { openCase: null, permit: { status: 'active', anchorOn: today } },
    });
    await stand().upstream.permits.cancel(found.value.number);
    expect(
      await stand().client.lookupPermit({ idNumber: applicant.idNumber, cityAdcode: '440100' }),
    ).toMatchObject({
      value: { status: 'cancelled' },
    });
  });

  test('tells a rejection with its reason, and asks for a photo where there is none', async () => {
    const rejected = await stand().submitted();
    expect(await stand().upstream.reject(rejected.caseId, 'address-not-confirmed')).toMatchObject({
      status: 'rejected',
    });
    expect(await stand().client.caseStatus(rejected.caseNumber)).toMatchObject({
      value: { status: 'rejected', reason: 'address-not-confirmed' },
    });
    const without = await stand().submitted({ photo: null });
    expect(await stand().upstream.approve(without.caseId)).toMatchObject({
      status: 'needs_materials',
      reason: 'PHOTO',
    });
  });

  test('pages decisions without losing or repeating one, and shows a kiosk only its own', async () => {
    const cases = [await stand().submitted(), await stand().submitted(), await stand().submitted()];
    const start = await stand().client.decisions(0, 500);
    if (start.kind !== 'ok') throw new Error(start.kind);
    await Promise.all(cases.map(({ caseId }) => stand().upstream.reject(caseId, 'page')));
    const seen: string[] = [];
    let cursor = start.value.next;
    for (let round = 0; round < 3; round++) {
      const page = await stand().client.decisions(cursor, 1);
      if (page.kind !== 'ok') throw new Error(page.kind);
      seen.push(...page.value.decisions.map(({ caseId }) => caseId));
      cursor = page.value.next;
    }
    expect(seen.toSorted()).toEqual(cases.map(({ caseId }) => caseId).toSorted());
    expect(await stand().upstream.reviews.listAfter('kiosk-02', 0, 100)).toEqual({
      decisions: [],
      next: 0,
    });
  });

  test('verifies what government data knows, and nothing of a stranger or of a number under another name', async () => {
    const today = dateInShanghai(new Date());
    const ask = (name: string, idNumber: string) =>
      stand().client.verify({ name, idNumber, cityAdcode: '440100' });
    const { newcomer } = people;
    expect(await ask(people['too-soon'].name, people['too-soon'].idNumber)).toMatchObject({
      value: {
        identity: true,
        photoOnFile: true,
        registration: { status: 'active', declaredOn: addMonths(today, -2) },
      },
    });
    expect(await ask(people['needs-papers'].name, people['needs-papers'].idNumber)).toMatchObject({
      value: {
        identity: true,
        grounds: [],
        registration: { declaredOn: addMonths(today, -20) },
      },
    });
    const nothing = {
      kind: 'ok',
      value: {
        identity: false,
        photoOnFile: false,
        registration: null,
        grounds: [],
        permit: null,
        hukouAdcode: null,
        mobile: null,
        openCase: null,
        incompleteCase: null,
      },
    };
    expect(await ask('样例无', '11010519491231002X')).toMatchObject({
      value: { identity: false, registration: null },
    });
    expect(await ask('别的人', newcomer.idNumber)).toEqual(nothing);
  });

  test('holds an active permit for the person whose card prints at once, and keeps reports of prints by serial', async () => {
    const { idNumber } = people['rare-name'];
    const found = await stand().client.lookupPermit({ idNumber, cityAdcode: '440100' });
    if (found.kind !== 'ok' || found.value === null) throw new Error('no permit');
    expect(found.value).toMatchObject({ status: 'active', name: people['rare-name'].name });
    await expectCredential(found.value, stand().upstream);
    const { number } = found.value;
    expect(await stand().client.reportPrint(number, { serial: 'S-1', outcome: 'unknown' })).toEqual(
      {
        kind: 'ok',
        value: null,
      },
    );
    expect(await stand().client.reportPrint(number, { serial: 'S-1', outcome: 'printed' })).toEqual(
      {
        kind: 'ok',
        value: null,
      },
    );
    expect(await stand().upstream.permits.prints(number)).toMatchObject([
      { serial: 'S-1', outcome: 'printed', device_id: 'kiosk-01' },
    ]);
    expect(await stand().client.lookupPermit({ idNumber, cityAdcode: '440300' })).toEqual({
      kind: 'ok',
      value: null,
    });
  });
}

/** The kiosk's own reader finds the permit in its credential. */
async function expectCredential(permit: Permit, upstream: UpstreamHandle): Promise<void> {
  const code = await createCodeReader(upstream.keys.permit)(permit.credential);
  expect(code).toMatchObject({
    kind: 'permit',
    claims: {
      jti: permit.number,
      nam: permit.name,
      idm: `${permit.idNumber.slice(0, 3)}***********${permit.idNumber.slice(-4)}`,
      cty: permit.cityAdcode,
      vf: permit.validFrom,
      vt: permit.validTo,
      spc: true,
    },
  });
}
