// The verbs between “that is me” and consent, for every service that files a case. Asks policy, upstream, photo and papers to judge.
// Must not decide where the journey goes (flow.ts) nor seal a case (cases.ts).
import type { AnswerRow, PhotoMeasures } from '../contract.ts';
import type { DocumentKind, Ground, MaterialSlot } from '../domain.ts';
import { Refusal } from './dispatch.ts';
import { decideCase } from './eligibility.ts';
import type { ChangeableRow } from './flow-events.ts';
import { draftKeyOf, mobileWanting, withPaper } from './journey.ts';
import type { Kiosk } from './kiosk.ts';
import { acceptanceOf, decide, lookUp } from './look-up.ts';
import { proceed } from './proceed.ts';

/** 是我 / 不是我. “Not me” wipes at once; “me” reopens the draft or asks upstream and decides. */
export async function confirmIdentity(kiosk: Kiosk, isMe: boolean): Promise<void> {
  const { session } = kiosk;
  const { card, draftFound, purpose: wanted } = session.journey();
  if (!isMe || card === null) {
    await session.advance({ kind: 'left' });
    return;
  }
  const visit = session.visit();
  if (draftFound) {
    const draft = await kiosk.drafts.open(draftKeyOf(session.journey()) ?? card.idNumber);
    if (draft !== null && (wanted === null || draft.purpose === wanted)) {
      await session.advanceVisit(visit, { kind: 'draft-reopened', draft });
      return;
    }
  }
  if (wanted === null) await session.advanceVisit(visit, { kind: 'application-begun' });
  if (!(await lookUp(kiosk, visit))) return;
  await proceed(kiosk, visit);
}

/** 住 · 工作 · 上学. */
export async function chooseGround(kiosk: Kiosk, ground: Ground): Promise<void> {
  const visit = kiosk.session.visit();
  await kiosk.session.advanceVisit(visit, { kind: 'ground-chosen', ground });
  await decide(kiosk, visit);
}

/** One photographed paper: judged, kept re-encoded, and the decision asked again. */
export async function addPaper(
  kiosk: Kiosk,
  paper: { slot: MaterialSlot; kind: DocumentKind; image: string },
): Promise<void> {
  const { session } = kiosk;
  const visit = session.visit();
  const journey = session.journey();
  const wanted =
    journey.decision?.missing.find((item) => item.slot === paper.slot)?.anyOf ??
    kiosk.policy.documentsFor(paper.slot, kiosk.place.cityAdcode);
  // A paper handed in under its slot's own name: which of its documents it is, whoever reviews it sees.
  if (journey.slot !== paper.slot || !(paper.kind === paper.slot || wanted.includes(paper.kind)))
    throw new Refusal('bad-input', 'kind');
  const judged = await kiosk.judgePaper(paper.image);
  if (!judged.ok) {
    await session.advanceVisit(visit, { kind: 'problem-met', failure: { code: judged.code } });
    return;
  }
  if (visit !== session.visit()) return;
  const { slot, kind } = paper;
  const added = { slot, kind, pages: [judged.page], thumbnail: judged.thumbnail };
  const decision = decideCase(
    kiosk.policy,
    { ...session.journey(), papers: withPaper(session.journey(), added) },
    acceptanceOf(kiosk),
  );
  await session.advanceVisit(visit, { kind: 'paper-added', paper: added, decision });
}

export async function removePaper(kiosk: Kiosk, slot: MaterialSlot): Promise<void> {
  const visit = kiosk.session.visit();
  await kiosk.session.advanceVisit(visit, { kind: 'paper-removed', slot });
  await decide(kiosk, visit);
}

export async function takePhoto(
  kiosk: Kiosk,
  image: string,
  measures: PhotoMeasures,
): Promise<void> {
  const visit = kiosk.session.visit();
  const judged = await kiosk.judgePhoto(image, measures);
  await kiosk.session.advanceVisit(
    visit,
    judged.ok
      ? { kind: 'photo-taken', jpeg: judged.jpeg }
      : { kind: 'photo-refused', code: judged.code },
  );
}

export async function reusePhoto(kiosk: Kiosk): Promise<void> {
  if (!(kiosk.session.journey().facts?.photoOnFile ?? false)) throw new Refusal('not-now');
  await kiosk.session.advance({ kind: 'photo-reused' });
}

const changeable = [
  'ground',
  'change',
  'mobile',
  'papers',
  'photo',
  'lost-on',
  'delivery',
] as const satisfies readonly ChangeableRow[];
function isChangeable(row: AnswerRow): row is ChangeableRow {
  return changeable.some((known) => known === row);
}

export async function changeAnswer(kiosk: Kiosk, row: AnswerRow): Promise<void> {
  if (!isChangeable(row)) throw new Refusal('not-allowed');
  const { facts } = kiosk.session.journey();
  if (row === 'ground' && facts !== null && facts.grounds.length > 0)
    throw new Refusal('not-allowed');
  await kiosk.session.advance({ kind: 'change-asked', row });
}

/** A mobile number of mainland China, or a landline with area code; empty is allowed: it is a convenience (forms A1). */
export async function enterMobile(kiosk: Kiosk, mobile: string): Promise<void> {
  const digits = mobile.replace(/[\s-]/g, '');
  if (digits !== '' && !/^(1\d{10}|0\d{9,11})$/.test(digits)) {
    await kiosk.session.advance({ kind: 'problem-met', failure: { code: 'mobile-wrong' } });
    return;
  }
  if (mobileWanting({ ...kiosk.session.journey(), mobile: digits })) {
    await kiosk.session.advance({ kind: 'problem-met', failure: { code: 'mobile-needed' } });
    return;
  }
  await kiosk.session.advance({ kind: 'mobile-entered', mobile: digits });
}
