// Handing cases in: acknowledgements, idempotency, batches, envelopes that do not hold, chains.
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { CaseContent } from '../../electron/domain.ts';
import { createKioskDevice, hash, sampleCase } from '../support/kiosk-device.ts';
import type { Stand } from './stand.ts';

export function describeCases(stand: () => Stand): void {
  test('acknowledges a case with its signature over id and hash, and the reviewer reads what was sealed', async () => {
    const { content, item } = await stand().sealed();
    const answer = await stand().client.putCase(item);
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    expect(await stand().claimsOf(answer.value.acknowledgement)).toEqual({
      id: content.caseId,
      sha256: hash(item.sealed),
      status: 'accepted',
      serverTime: expect.any(String),
    });
    expect(await stand().upstream.openCase(content.caseId)).toEqual(content);
  });

  test('answers the same case sent twenty times at once with one row and one acknowledgement', async () => {
    const { content, item } = await stand().sealed();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => stand().client.putCase(item)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.kind).toBe('ok');
    const rows = await stand().upstream.db('cases').where({ case_id: content.caseId });
    expect(rows).toHaveLength(1);
    expect(await stand().client.getCase(item.id)).toEqual(answers[0]);
  });

  test('refuses other content under a known id and keeps what came first', async () => {
    const { content, item } = await stand().sealed();
    const first = await stand().client.putCase(item);
    const other = await stand().device.seal({ ...content, mobile: '13900000000' }, content.caseId);
    expect(await stand().client.putCase(other)).toEqual({ kind: 'conflict' });
    expect(await stand().client.getCase(item.id)).toEqual(first);
    expect((await stand().upstream.openCase(content.caseId)).mobile).toBe(content.mobile);
  });

  test('says of a case it does not have that it has none', async () => {
    const id = CaseContent.shape.caseId.parse(randomUUID());
    expect(await stand().client.getCase(id)).toEqual({ kind: 'ok', value: null });
    const { caseNumber } = sampleCase();
    expect(await stand().client.caseStatus(caseNumber)).toEqual({ kind: 'ok', value: null });
  });

  test('judges each of a batch of fifty by itself: a poison item spoils no other', async () => {
    const cases = await Promise.all(Array.from({ length: 50 }, () => stand().sealed()));
    const items = cases.map(({ item }) => item);
    const poisoned = items.map((item, index) =>
      index === 7 ? { ...item, sealed: 'a.b.c.d.e' } : item,
    );
    const answer = await stand().client.putBatch(poisoned);
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    expect(answer.value.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(answer.value[7]).toEqual({
      id: items[7]!.id,
      problem: { status: 422, code: 'envelope-hash' },
    });
    const accepted = answer.value.filter(({ acknowledgement }) => acknowledgement !== undefined);
    expect(accepted).toHaveLength(49);
    expect(await stand().claimsOf(accepted[0]!.acknowledgement!)).toMatchObject({
      status: 'accepted',
      id: items[0]!.id,
    });
    const again = await stand().client.putBatch(items);
    if (again.kind !== 'ok') throw new Error(again.kind);
    expect(again.value[0]).toEqual(answer.value[0]);
    expect(again.value[7]?.acknowledgement).toBeDefined();
  });

  test('refuses a batch of fifty-one', async () => {
    const { item } = await stand().sealed();
    const answer = await stand().client.putBatch(Array.from({ length: 51 }, () => item));
    expect(answer).toEqual({ kind: 'refused', status: 413, code: 'too-many-items' });
  });

  test.each([
    [
      'cannot be opened',
      'cannot-open',
      (content: CaseContent) => ({ content: 'not a case', from: content }),
    ],
    [
      'is another case inside',
      'content-other-case',
      (content: CaseContent) => ({ content: { ...content, caseId: randomUUID() } }),
    ],
    [
      'is another kiosk’s inside',
      'content-other-device',
      (content: CaseContent) => ({ content: { ...content, deviceId: 'kiosk-99' } }),
    ],
    [
      'has a field too many',
      'content-invalid',
      (content: CaseContent) => ({ content: { ...content, extra: 1 } }),
    ],
    [
      'has a case number with a wrong check character',
      'case-number-wrong',
      (content: CaseContent) => ({
        content: { ...content, caseNumber: wrongCheck(content.caseNumber) },
      }),
    ],
  ])('acknowledges as rejected, signed, a case that %s', async (_, code, change) => {
    const content = sampleCase();
    let item = await stand().device.seal(change(content).content, content.caseId);
    if (code === 'cannot-open') {
      const stranger = await createKioskDevice(stand().device.deviceId, {
        ...stand().upstream.keys.encryption[0]!,
        kid: 'old',
      });
      const { sealed: unreadable } = await stranger.seal(content, content.caseId);
      item = {
        ...(await stand().device.seal(content, content.caseId, { sha256: hash(unreadable) })),
        sealed: unreadable,
      };
    }
    const answer = await stand().client.putCase(item);
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    expect(await stand().claimsOf(answer.value.acknowledgement)).toMatchObject({
      status: 'rejected',
      code,
      sha256: hash(item.sealed),
    });
    expect(await stand().client.putCase(item)).toEqual(answer);
  });

  test('acknowledges as rejected a case number that another case has', async () => {
    const first = await stand().submitted();
    const { item } = await stand().sealed({ caseNumber: first.caseNumber });
    const answer = await stand().client.putCase(item);
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    expect(await stand().claimsOf(answer.value.acknowledgement)).toMatchObject({
      status: 'rejected',
      code: 'case-number-taken',
    });
  });

  test.each([
    ['envelope-case', { id: '019acd00-0000-7000-8000-000000000000' }],
    ['envelope-device', { dev: 'kiosk-99' }],
    ['envelope-hash', { sha256: hash('other') }],
    ['envelope-form', { seq: 0 }],
    ['envelope-form', { suite: 'SM2' }],
  ])('refuses an envelope that does not hold: %s', async (code, claims) => {
    const content = sampleCase();
    const item = await stand().device.seal(content, content.caseId, claims);
    expect(await stand().client.putCase(item)).toEqual({ kind: 'refused', status: 422, code });
    expect(await stand().client.getCase(item.id)).toEqual({ kind: 'ok', value: null });
  });

  test('refuses an envelope signed by another key', async () => {
    const stranger = await createKioskDevice(
      stand().device.deviceId,
      stand().upstream.keys.encryption[0]!,
    );
    const content = sampleCase();
    const item = await stranger.seal(content, content.caseId);
    expect(await stand().client.putCase(item)).toEqual({
      kind: 'refused',
      status: 422,
      code: 'envelope-signature',
    });
  });

  test('notes gaps and forks of a chain of envelopes and accepts the cases all the same', async () => {
    const kiosk = await createKioskDevice('kiosk-02', stand().upstream.keys.encryption[0]!);
    const chain = [1, 2, 3, 4].map(() => sampleCase({ deviceId: 'kiosk-02' }));
    const rows = [];
    for (const [index, content] of chain.entries()) {
      const item = await kiosk.seal(
        content,
        content.caseId,
        index === 3 ? { prev: hash('elsewhere') } : {},
      );
      rows.push({ content, item });
    }
    for (const index of [0, 2, 3]) {
      const { content, item } = rows[index]!;
      await stand()
        .upstream.db('cases')
        .insert(chainRow(content, item, index + 1));
    }
    expect(await stand().upstream.cases.chain('kiosk-02')).toEqual({ gaps: [2], forks: [4] });
    const { content, item } = rows[1]!;
    await stand()
      .upstream.db('cases')
      .insert(chainRow(content, item, 2));
    expect(await stand().upstream.cases.chain('kiosk-02')).toEqual({ gaps: [], forks: [4] });
  });
}

function wrongCheck(caseNumber: string): string {
  return caseNumber.slice(0, -1) + (caseNumber.endsWith('7') ? '8' : '7');
}

function chainRow(content: CaseContent, item: { envelope: string; sealed: string }, seq: number) {
  const { prev } = decodeJwt<{ prev: string }>(item.envelope);
  return {
    case_id: content.caseId,
    device_id: content.deviceId,
    seq,
    prev,
    sha256: hash(item.sealed),
    envelope: item.envelope,
    envelope_sha256: hash(item.envelope),
    sealed: item.sealed,
    acknowledgement: '',
    accepted: true,
    received_at: '2026-01-01T00:00:00.000Z',
    status: 'delivered',
  };
}
