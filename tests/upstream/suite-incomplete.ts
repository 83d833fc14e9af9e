// Incomplete cases upstream: kept for their person, given back for one-time keys only, completed once.
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { describe, expect, test } from 'vitest';
import type { PublicJwk } from '../../electron/core/upstream-port.ts';
import type { CaseContent } from '../../electron/domain.ts';
import { sampleCase } from '../support/kiosk-device.ts';
import { addDays, dateInShanghai } from './clock.ts';
import type { Stand } from './stand.ts';

const missing: CaseContent['decision']['missing'] = [
  { slot: 'HOUSING_PROOF', anyOf: ['LEASE_CONTRACT', 'PROPERTY_CERT'] },
];
const today = dateInShanghai(new Date());

async function replyPair(): Promise<{ replyKey: PublicJwk; privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { extractable: true });
  const { x = '', y = '' } = await exportJWK(publicKey);
  return { replyKey: { kty: 'EC', crv: 'P-256', x, y }, privateKey };
}

export function describeIncomplete(stand: () => Stand): void {
  function incomplete(overrides: Partial<CaseContent> = {}): Promise<CaseContent> {
    const { decision } = sampleCase();
    return stand().submitted({
      incomplete: true,
      acceptedOn: today,
      decision: { ...decision, outcome: 'missing_materials', missing },
      ...overrides,
    });
  }
  /** Hands a case in and gives what upstream's acknowledgement says. */
  async function handIn(overrides: Partial<CaseContent>) {
    const { content, item } = await stand().sealed(overrides);
    const answer = await stand().client.putCase(item);
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    const { status, code } = await stand().claimsOf(answer.value.acknowledgement);
    return { content, status, code };
  }
  const completing = ({ applicant, caseNumber }: CaseContent) =>
    handIn({ applicant, continues: caseNumber });
  async function reopen(
    { caseNumber }: Pick<CaseContent, 'caseNumber'>,
    idNumber: string,
  ): Promise<{ sealed: string | null; privateKey: CryptoKey }> {
    const { replyKey, privateKey } = await replyPair();
    const answer = await stand().client.reopen({ caseNumber, idNumber, replyKey });
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    return { sealed: answer.value, privateKey };
  }
  async function factsOf({ applicant }: CaseContent) {
    const { idNumber, name } = applicant;
    const facts = await stand().client.verify({ idNumber, name, cityAdcode: '440100' });
    if (facts.kind !== 'ok') throw new Error(facts.kind);
    return facts.value;
  }

  describe('an incomplete case', () => {
    test('waits for its papers, and tells by its number which and until when', async () => {
      const before = await stand().client.decisions(0, 500);
      const content = await incomplete();
      expect(await stand().client.caseStatus(content.caseNumber)).toMatchObject({
        value: { status: 'needs_materials', notice: { missing, keepUntil: addDays(today, 30) } },
      });
      const after = await stand().client.decisions(before.kind === 'ok' ? before.value.next : 0, 9);
      expect(after).toMatchObject({
        value: { decisions: [{ caseId: content.caseId, status: 'needs_materials' }] },
      });
      expect(await factsOf(content)).toMatchObject({
        openCase: null,
        incompleteCase: { caseNumber: content.caseNumber, service: 'application' },
      });
    });

    test('is given back to its person, for the one-time key alone', async () => {
      const content = await incomplete();
      const { sealed, privateKey } = await reopen(content, content.applicant.idNumber);
      const { plaintext, protectedHeader } = await compactDecrypt(sealed ?? '', privateKey);
      expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' });
      expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(content);
      const { privateKey: another } = await replyPair();
      await expect(compactDecrypt(sealed ?? '', another)).rejects.toThrow();
    });

    test('is not given to another person, nor is a case that lacks nothing', async () => {
      const content = await incomplete();
      const stranger = await incomplete();
      expect((await reopen(content, stranger.applicant.idNumber)).sealed).toBeNull();
      const whole = await stand().submitted();
      expect((await reopen(whole, whole.applicant.idNumber)).sealed).toBeNull();
    });

    test('is kept 30 days and not one more', async () => {
      const last = await incomplete({ acceptedOn: addDays(today, -30) });
      expect((await reopen(last, last.applicant.idNumber)).sealed).not.toBeNull();
      const over = await incomplete({ acceptedOn: addDays(today, -31) });
      expect((await reopen(over, over.applicant.idNumber)).sealed).toBeNull();
      expect(await factsOf(over)).toMatchObject({ incompleteCase: null });
      expect(await stand().client.caseStatus(over.caseNumber)).toMatchObject({
        value: { status: 'needs_materials', notice: null },
      });
    });

    test('is not approved', async () => {
      const content = await incomplete();
      expect(await stand().upstream.approve(content.caseId)).toMatchObject({
        status: 'needs_materials',
      });
    });

    test('completed by two kiosks: the first is accepted, the second told so under its number', async () => {
      const content = await incomplete();
      const [one, two] = await Promise.all([completing(content), completing(content)]);
      const first = one.status === 'accepted' ? one : two;
      const second = first === one ? two : one;
      expect(first.status).toBe('accepted');
      expect(second).toMatchObject({ status: 'rejected', code: 'already-completed' });
      expect(await stand().client.caseStatus(second.content.caseNumber)).toMatchObject({
        value: { status: 'rejected', reason: 'already-completed', service: 'application' },
      });
      expect((await reopen(content, content.applicant.idNumber)).sealed).toBeNull();
      // The notice now leads to the case that completed it.
      expect(await stand().client.caseStatus(content.caseNumber)).toMatchObject({
        value: { status: 'delivered', notice: null },
      });
      expect(await factsOf(content)).toMatchObject({
        openCase: first.content.caseNumber,
        incompleteCase: null,
      });
    });

    test('is answered by a whole case of the same person and service as well', async () => {
      const content = await incomplete();
      expect(await handIn({ applicant: content.applicant })).toMatchObject({ status: 'accepted' });
      expect((await reopen(content, content.applicant.idNumber)).sealed).toBeNull();
    });

    test('is not completed by another person, nor answered by a second notice', async () => {
      const content = await incomplete();
      const { caseNumber, applicant } = content;
      expect(await handIn({ continues: caseNumber })).toMatchObject({
        status: 'rejected',
        code: 'continues-other-case',
      });
      expect(await handIn({ applicant, continues: caseNumber, incomplete: true })).toMatchObject({
        status: 'rejected',
        code: 'second-notice',
      });
      expect((await reopen(content, applicant.idNumber)).sealed).not.toBeNull();
    });

    test('that never arrived may be completed: its kiosk may still be offline', async () => {
      const { caseNumber } = sampleCase();
      expect(await handIn({ continues: caseNumber })).toMatchObject({ status: 'accepted' });
    });
  });

  describe('two cases of one person and service', () => {
    test('in one batch: one is accepted, the other rejected; another service stands beside them', async () => {
      const { content, item } = await stand().sealed();
      const { applicant } = content;
      const second = await stand().sealed({ applicant });
      const other = await stand().sealed({
        applicant,
        service: 'cancellation',
        details: { service: 'cancellation', target: 'permit', reportedBy: null },
      });
      const answer = await stand().client.putBatch([item, second.item, other.item]);
      if (answer.kind !== 'ok') throw new Error(answer.kind);
      const claims = await Promise.all(
        answer.value.map(({ acknowledgement }) => stand().claimsOf(acknowledgement ?? '')),
      );
      const [one, two, third] = claims.map(({ status, code }) => [status, code]);
      expect([one, two].toSorted()).toEqual([
        ['accepted', undefined],
        ['rejected', 'case-open'],
      ]);
      expect(third).toEqual(['accepted', undefined]);
    });

    test('one after the other: once the first is decided, the next is heard', async () => {
      const { content } = await handIn({});
      const { applicant } = content;
      expect(await handIn({ applicant })).toMatchObject({ status: 'rejected', code: 'case-open' });
      await stand().upstream.reject(content.caseId, 'address-not-confirmed');
      expect(await handIn({ applicant })).toMatchObject({ status: 'accepted' });
    });
  });
}
