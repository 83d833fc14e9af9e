// An incomplete case is taken up again: found by the person's card, given back by upstream for a one-time key, and decided
// anew. Must not open anything for a bar code alone, nor for another person's card.
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { CaseContent } from '../domain.ts';
import type { CaseNumber, Decision, IdCard } from '../domain.ts';
import { decideCase } from './eligibility.ts';
import type { Acceptance } from './eligibility.ts';
import type { HandedIn } from './flow-events.ts';
import type { Journey, Paper } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { keepUntil } from './second-notice.ts';
import type { PublicJwk } from './upstream-port.ts';

/** Goes on with the incomplete case of the person identified. @returns true when the screen is already the case's */
export async function takeUpAgain(
  kiosk: Kiosk,
  visit: number,
  acceptance: Acceptance,
): Promise<boolean> {
  const { session } = kiosk;
  const journey = session.journey();
  const caseNumber = caseToReopen(journey);
  if (journey.card === null || caseNumber === null) return false;
  const found = await reopen(kiosk, caseNumber, journey.card);
  const content = found !== null && isTheirs(journey, found) ? found : null;
  if (visit !== session.visit()) return true;
  if (content === null) return journey.scanned === null ? false : refuse(kiosk, visit, journey);
  const noticed = {
    caseNumber,
    missing: content.decision.missing,
    keepUntil: keepUntil(content.acceptedOn),
  };
  const papers = await Promise.all(content.materials.map((material) => shown(kiosk, material)));
  const handedIn = handedInWith(journey, content, papers);
  await session.advanceVisit(visit, { kind: 'case-reopened', noticed, handedIn });
  if (visit !== session.visit()) return true;
  const decision = decideCase(kiosk.policy, session.journey(), acceptance);
  const changed = asksMore(decision, noticed.missing);
  await session.advanceVisit(visit, { kind: 'case-went-on', decision, changed });
  return true;
}

/** A scanned notice first; else what upstream told of the person, when it is the service they came for. */
function caseToReopen({ scanned, noticed, facts, purpose }: Journey): CaseNumber | null {
  if (scanned !== null) return scanned;
  const found = facts?.incompleteCase ?? null;
  if (noticed !== null || found === null || found.service !== purpose) return null;
  return found.caseNumber;
}

async function refuse(kiosk: Kiosk, visit: number, { facts }: Journey): Promise<true> {
  await kiosk.session.advanceVisit(visit, {
    kind: 'refused',
    refusal:
      facts === null
        ? { failure: { code: 'upstream-away' }, next: 'later' }
        : { failure: { code: 'notice-not-yours' }, next: 'staff' },
  });
  return true;
}

/** The case as handed in; null when upstream gives nothing, or something that is not this person's. */
async function reopen(
  kiosk: Kiosk,
  caseNumber: CaseNumber,
  { idNumber }: IdCard,
): Promise<CaseContent | null> {
  const { replyKey, privateKey } = await oneTimeKey();
  const answer = await kiosk.upstream.reopen({ caseNumber, idNumber, replyKey });
  if (answer.kind !== 'ok' || answer.value === null) {
    kiosk.log('info', 'reopening.none', { kind: answer.kind });
    return null;
  }
  const content = await decrypted(answer.value, privateKey);
  const theirs =
    content?.incomplete === true &&
    content.caseNumber === caseNumber &&
    content.applicant.idNumber === idNumber;
  if (!theirs) kiosk.log('warn', 'reopening.nonsense');
  return theirs ? content : null;
}

async function oneTimeKey(): Promise<{ replyKey: PublicJwk; privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256' });
  const { x = '', y = '' } = await exportJWK(publicKey);
  return { replyKey: { kty: 'EC', crv: 'P-256', x, y }, privateKey };
}

/** null for anything that is not a case sealed for this key: it came from the network. */
async function decrypted(sealed: string, key: CryptoKey): Promise<CaseContent | null> {
  try {
    const { plaintext } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const read = CaseContent.safeParse(JSON.parse(new TextDecoder().decode(plaintext)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The page itself stands in where no small picture can be made of it. */
async function shown(kiosk: Kiosk, material: CaseContent['materials'][number]): Promise<Paper> {
  const [page = ''] = material.pages;
  const judged = await kiosk.judgePaper(page);
  return { ...material, thumbnail: judged.ok ? judged.thumbnail : page };
}

/** The physical card that was asked for; null when the case is about none. */
function physicalOf(details: CaseContent['details']): Journey['physical'] {
  if (!('delivery' in details)) return null;
  const { delivery } = details;
  const address = delivery.by === 'courier' ? delivery.postalAddress : null;
  const told = { lostOn: null, by: delivery.by, address };
  switch (details.service) {
    case 'physical_first_issue':
      return { ...told, need: 'first' };
    case 'physical_reissue':
      return { ...told, need: 'lost', lostOn: details.lostOn };
    case 'physical_exchange':
      return { ...told, need: details.reason };
  }
}

function handedInWith(
  { acting }: Journey,
  content: CaseContent,
  papers: readonly Paper[],
): HandedIn {
  const { details, ground, photo, mobile, proxy } = content;
  return {
    purpose: details.service,
    ground,
    papers,
    photo,
    mobile,
    item: details.service === 'item_change' ? details.item : null,
    newValue: details.service === 'item_change' ? details.newValue : null,
    target: details.service === 'cancellation' ? details.target : null,
    physical: physicalOf(details),
    acting:
      acting?.role === 'proxy' && proxy !== null
        ? { ...acting, need: proxy.need, relation: acting.relation ?? proxy.relation }
        : acting,
  };
}

/** A proxy or a declarer goes on with what they handed in themselves; nobody sees what a declarer reported of them. */
export function isTheirs(
  { acting }: Pick<Journey, 'acting'>,
  { details, proxy }: CaseContent,
): boolean {
  const declarer = details.service === 'cancellation' ? details.reportedBy : null;
  if (acting === null) return declarer === null;
  const filed = acting.role === 'proxy' ? proxy : declarer;
  return filed !== null && filed.card.idNumber === acting.card?.idNumber;
}

/** Nothing is asked beyond the notice unless the facts have changed, and then it is said. */
function asksMore(decision: Decision, told: Decision['missing']): boolean {
  if (decision.outcome === 'rejected' || decision.outcome === 'staff_review') return true;
  return decision.missing.some(({ slot }) => !told.some((item) => item.slot === slot));
}
