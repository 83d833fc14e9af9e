// A card or a code arrives at the window: whose is it, and what can be done for them now.
// Must not read the card's bytes (identity.ts) nor judge eligibility (policy/).
import type { CardProblem } from '../devices/id-reader.ts';
import type { FailureCode, IdCard, RawCard } from '../domain.ts';
import { decidePaperCopy, localDate } from './eligibility.ts';
import { readIdCard } from './identity.ts';
import type { Choice } from '../contract.ts';
import { Purpose } from '../contract.ts';
import type { Journey } from './journey.ts';
import { showStatus } from './case-status.ts';
import type { Kiosk } from './kiosk.ts';
import { cardServices, draftKeyOf } from './journey.ts';
import { refusalHere, refuseHere } from './offers.ts';
import { askWhichCard } from './physical-card.ts';
import { agentArrived, isAgents, wantsAgent } from './proxy-request.ts';
import { askRelation, isRelationOpen } from './relation.ts';
import { beginEndorsement } from './permit-services.ts';
import { beginPresentation } from './presentation.ts';
import { checkPermit } from './verification.ts';

type Refusal = NonNullable<Journey['refusal']>;

/** Screens at which a card begins a visit or is asked for; at any other it belongs to the visit under way. */
const welcomes: ReadonlySet<Journey['screen']> = new Set([
  'home',
  'see-verification',
  'see-more',
  'place-card',
  'see-status',
  'see-receipt',
  'see-problem',
  'scan-code',
  'see-forgotten',
]);

/** Services that ask “is this you?” on a screen of its own; the others show the person beside what they offer. */
const asksFirst: ReadonlySet<Purpose> = new Set([
  'application',
  'item_change',
  'cancellation',
  ...cardServices,
]);

const wayOut: Partial<Record<FailureCode, Refusal['next']>> = {
  'card-not-covered-hkmt': 'police-branch',
  'card-not-covered-foreigner': 'staff',
  'card-expired': 'staff',
  'card-number-wrong': 'staff',
  'card-dates-wrong': 'staff',
  'card-unreadable': 'try-again',
};

/** A card was placed. */
export async function cardArrived(kiosk: Kiosk, raw: RawCard): Promise<void> {
  const { session } = kiosk;
  const journey = session.journey();
  const agent = wantsAgent(journey);
  const read = readIdCard(raw, localDate(kiosk.clock.now()), agent ? 'agent' : 'holder');
  if (!welcomes.has(journey.screen)) {
    if (read.ok && read.card.idNumber === journey.card?.idNumber) return;
    if (journey.screen === 'home' || journey.card === null) return;
    await session.advance({
      kind: 'problem-met',
      failure: { code: read.ok ? 'card-other-person' : read.code },
    });
    return;
  }
  if (journey.screen === 'place-card' && journey.acting !== null && !read.ok) {
    // Of two people one card was no good: the other's is not asked for again.
    kiosk.log('info', 'card.refused', { reason: read.code });
    await session.advance({ kind: 'problem-met', failure: { code: read.code } });
    return;
  }
  if (!read.ok) {
    kiosk.log('info', 'card.refused', { reason: read.code });
    await session.advance({
      kind: 'refused',
      refusal: { failure: { code: read.code }, next: wayOut[read.code] ?? 'staff' },
    });
    return;
  }
  if (agent) await agentArrived(kiosk, read.card);
  else if (isAgents(journey, read.card))
    await session.advance({ kind: 'problem-met', failure: { code: 'card-same-person' } });
  else await meet(kiosk, read.card);
}

/** What the person is told of a card that gave no record. */
export function cardFailureOf(problem: CardProblem): FailureCode {
  if (problem === 'not-genuine') return 'card-not-genuine';
  return problem === 'wrong-kind' ? 'card-wrong-kind' : 'card-unreadable';
}

/** The reader could not read what lies on it. */
export async function cardFailed(kiosk: Kiosk, problem: CardProblem): Promise<void> {
  const { screen } = kiosk.session.journey();
  if (screen !== 'home' && screen !== 'place-card') return;
  kiosk.log('info', 'card.problem', { problem });
  await kiosk.session.advance({ kind: 'problem-met', failure: { code: cardFailureOf(problem) } });
}

async function meet(kiosk: Kiosk, card: IdCard): Promise<void> {
  const { session } = kiosk;
  const before = session.journey();
  const waited =
    before.screen === 'place-card' ||
    (before.screen === 'scan-code' && before.purpose === 'status');
  const known = before.screen === 'see-status' ? before.status : null;
  const wantsPaper = known?.status === 'issued';
  if (!waited) await session.advance({ kind: 'left' });
  const scanned = known?.notice ? Purpose.safeParse(known.service).data : undefined;
  if (known !== null && scanned !== undefined) {
    // The notice named the case; whose it is shows the card.
    await session.advance({ kind: 'service-chosen', purpose: scanned });
    await session.advance({ kind: 'notice-scanned', caseNumber: known.caseNumber });
    await serve(kiosk, card, scanned);
    return;
  }
  if (wantsPaper && (await refuseHere(kiosk, 'paper_copy'))) return;
  await serve(kiosk, card, wantsPaper ? 'paper_copy' : waited ? before.purpose : null);
}

/** A service was chosen. Whoever already showed a card in this visit is not asked to lay it down again. */
export async function serviceChosen(kiosk: Kiosk, purpose: Choice): Promise<void> {
  if (purpose === 'physical_card') return askWhichCard(kiosk);
  const { session } = kiosk;
  if (await refuseHere(kiosk, purpose)) return;
  const { card } = session.journey();
  await session.advance({ kind: 'service-chosen', purpose });
  if (card !== null && purpose !== 'status' && purpose !== 'verification')
    await serve(kiosk, card, purpose);
}

/** Goes on with the person whose card was read, or who was typed. */
export async function serve(kiosk: Kiosk, card: IdCard, purpose: Purpose | null): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const { acting } = session.journey();
  const draft = await kiosk.drafts.open(draftKeyOf({ card, acting }) ?? card.idNumber);
  const draftFound = draft !== null && (purpose === null || draft.purpose === purpose);
  await session.advanceVisit(visit, { kind: 'card-read', card, draftFound });
  // Wanted at the photo step at the earliest: nobody waits for it, and it does not reject.
  if (visit === session.visit()) void kiosk.chipPhotos.cardRead(card);
  const forAnother = acting !== null && purpose !== 'paper_copy' && purpose !== 'presentation';
  if (draftFound || forAnother || (purpose !== null && asksFirst.has(purpose))) {
    await session.advanceVisit(visit, { kind: 'identity-asked' });
    return;
  }
  if (purpose === 'endorsement') {
    await beginEndorsement(kiosk, visit);
    return;
  }
  if (purpose === 'presentation') {
    await beginPresentation(kiosk, visit);
    return;
  }
  if (purpose === null && refusalHere(kiosk, 'paper_copy') !== null) {
    await withoutPaper(kiosk, visit);
    return;
  }
  await session.advanceVisit(visit, { kind: 'look-up-started' });
  if (purpose === 'status') {
    await showOpenCase(kiosk, visit, card);
    return;
  }
  await offerPaper(kiosk, visit, card, purpose === 'paper_copy');
}

/** Card-first where the city prints nothing: the person may apply, or hears where the city's permits are served. */
async function withoutPaper(kiosk: Kiosk, visit: number): Promise<void> {
  if (visit !== kiosk.session.visit() || (await refuseHere(kiosk, 'application'))) return;
  await kiosk.session.advanceVisit(visit, { kind: 'identity-asked' });
}

/** Card-first: a live permit goes to printing in one tap; without one the person is where their case is, or may apply. */
async function offerPaper(
  kiosk: Kiosk,
  visit: number,
  card: IdCard,
  wanted: boolean,
): Promise<void> {
  const { session } = kiosk;
  const [answer] = await Promise.all([
    kiosk.upstream.lookupPermit({
      idNumber: card.idNumber,
      cityAdcode: kiosk.place.cityAdcode,
    }),
    askRelation(kiosk, visit),
  ]);
  if (visit !== session.visit()) return;
  if (isRelationOpen(session.journey())) {
    // Nobody reads a paper when a permit is printed: whoever the data do not know as a relative is seen by staff.
    await session.advanceVisit(visit, {
      kind: 'refused',
      refusal: { failure: { code: 'relation-unknown' }, next: 'staff' },
    });
    return;
  }
  if (answer.kind === 'ok' && answer.value !== null) {
    await session.advanceVisit(visit, { kind: 'permit-found', permit: answer.value });
    const decision = decidePaperCopy(kiosk.policy, session.journey(), {
      on: localDate(kiosk.clock.now()),
      city: kiosk.place.cityAdcode,
    });
    if (decision.outcome !== 'accepted')
      await session.advanceVisit(visit, { kind: 'decided', decision });
    return;
  }
  if (wanted) {
    const none = answer.kind === 'ok';
    const refusal: Refusal = none
      ? { failure: { code: 'permit-none' }, next: 'apply' }
      : { failure: { code: 'permit-offline' }, next: 'later' };
    await session.advanceVisit(visit, { kind: 'refused', refusal });
    return;
  }
  await session.advanceVisit(visit, { kind: 'identity-asked' });
}

async function showOpenCase(kiosk: Kiosk, visit: number, card: IdCard): Promise<void> {
  const facts = await kiosk.upstream.verify({
    idNumber: card.idNumber,
    name: card.name,
    cityAdcode: kiosk.place.cityAdcode,
  });
  const openCase = facts.kind === 'ok' ? facts.value.openCase : null;
  if (openCase !== null) {
    await showStatus(kiosk, visit, openCase);
    return;
  }
  if (facts.kind === 'ok') {
    await offerPaper(kiosk, visit, card, true);
    return;
  }
  await kiosk.session.advanceVisit(visit, {
    kind: 'refused',
    refusal: { failure: { code: 'upstream-away' }, next: 'later' },
  });
}

/** A code was seen. A receipt shows its case, a permit's code how the permit stands; anything else is said not to be ours. */
export async function codeArrived(kiosk: Kiosk, text: string): Promise<void> {
  const { session } = kiosk;
  const read = await kiosk.readCode(text);
  if (read.kind === 'case') {
    await session.advance({ kind: 'service-chosen', purpose: 'status' });
    const visit = session.visit();
    await session.advanceVisit(visit, { kind: 'look-up-started' });
    await showStatus(kiosk, visit, read.caseNumber);
    return;
  }
  if (read.kind !== 'not-ours' && read.kind !== 'resident') {
    await checkPermit(kiosk, read);
    return;
  }
  const code = read.kind === 'resident' ? 'code-resident' : 'code-not-ours';
  kiosk.log('info', 'code.refused', { reason: code });
  await session.advance({ kind: 'problem-met', failure: { code } });
}
