// The city's data once more, just before a case is handed in: what was confirmed at the beginning may no longer be.
// Must not decide what follows (submission.ts).
import type { VerifiedFacts } from '../domain.ts';
import type { Journey } from './journey.ts';
import type { Kiosk } from './kiosk.ts';

/** How long the person waits for it, milliseconds. Silence changes nothing: upstream checks again on arrival. */
const patienceMs = 3000;

/** The facts as upstream has them now; those already known when it does not answer in time, or never did. */
export async function renewedFacts(kiosk: Kiosk, journey: Journey): Promise<VerifiedFacts | null> {
  const { card, facts } = journey;
  if (card === null || facts === null) return facts;
  let cancel = (): void => undefined;
  const silence = new Promise<null>((done) => {
    cancel = kiosk.clock.after(patienceMs, () => {
      done(null);
    });
  });
  const answer = await Promise.race([
    silence,
    kiosk.upstream.verify({
      idNumber: card.idNumber,
      name: card.name,
      cityAdcode: kiosk.place.cityAdcode,
    }),
  ]);
  cancel();
  if (answer?.kind === 'ok') return answer.value;
  kiosk.log('warn', 'verification.not-renewed', { kind: answer?.kind ?? 'slow' });
  return facts;
}

/** True when both say the same of the person, whatever cases they have. */
export function sameFacts(before: VerifiedFacts | null, now: VerifiedFacts | null): boolean {
  const said = (facts: VerifiedFacts | null): string =>
    JSON.stringify(facts === null ? null : { ...facts, openCase: null, incompleteCase: null });
  return said(before) === said(now);
}
