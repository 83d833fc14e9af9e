// Who consents: the person, whoever acts for them, or for a child under 14 a guardian and nobody else.
import { describe, expect, it } from 'vitest';
import { consentBy } from '../../electron/core/consents.ts';
import type { FlowEvent } from '../../electron/core/flow-events.ts';
import { step } from '../../electron/core/flow.ts';
import type { Acting, Journey } from '../../electron/core/journey.ts';
import { isDraft, nobody } from '../../electron/core/journey.ts';
import type { IdCard, Relation } from '../../electron/domain.ts';
import { acceptedDecision, cardOfChen, factsOfChen } from '../support/people.ts';

const today = '2026-11-23';
const born = (birthDate: string): IdCard => ({ ...cardOfChen, birthDate });
const helpedBy = (relation: Relation): Acting => ({
  role: 'proxy',
  need: 'under_16',
  card: cardOfChen,
  relation,
  relationConfirmed: true,
});

describe('consent is given', () => {
  it('by the person who came alone', () => {
    expect(consentBy({ card: cardOfChen, acting: null }, today)).toBe('self');
  });

  it.each(['parent', 'appointed_guardian'] as const)(
    'by a guardian for a child under 14 (%s)',
    (relation) => {
      expect(consentBy({ card: born('2012-11-24'), acting: helpedBy(relation) }, today)).toBe(
        'guardian',
      );
    },
  );

  it.each(['grandparent', 'sibling', 'other'] as const)(
    'by nobody who is only a relative (%s)',
    (relation) => {
      expect(consentBy({ card: born('2012-11-24'), acting: helpedBy(relation) }, today)).toBeNull();
    },
  );

  it('by whoever acts from the fourteenth birthday on', () => {
    expect(consentBy({ card: born('2012-11-23'), acting: helpedBy('sibling') }, today)).toBe(
      'proxy',
    );
  });
});

describe('the camera', () => {
  const walk = (events: readonly FlowEvent[], from: Journey = nobody): Journey =>
    events.reduce(step, from);
  const asked = walk([
    { kind: 'service-chosen', purpose: 'application' },
    { kind: 'card-read', card: cardOfChen, draftFound: false },
    { kind: 'facts-arrived', facts: factsOfChen },
    { kind: 'decided', decision: acceptedDecision },
    { kind: 'eligibility-seen' },
  ]);

  it('is not opened before its own consent, which is kept with the visit', () => {
    expect(asked.screen).toBe('give-face-consent');
    expect(isDraft(asked)).toBe(true);
    const consent = {
      noticeVersion: '2026-11',
      givenAt: '2026-11-23T02:00:00.000Z',
      language: 'zh-CN',
      by: 'self',
    } as const;
    const agreed = step(asked, { kind: 'face-agreed', consent });
    expect(agreed).toMatchObject({ screen: 'take-photo', faceConsent: consent });
    const again = walk([{ kind: 'went-back' }, { kind: 'eligibility-seen' }], agreed);
    expect(again.screen).toBe('take-photo');
  });

  it('is not opened at all for who would rather use the photo on file', () => {
    expect(step(asked, { kind: 'photo-reused' })).toMatchObject({
      screen: 'check-answers',
      photo: null,
      faceConsent: null,
    });
  });
});
