// Whether the card that was read still lies there. Finding cannot tell: GA 450's 80 says “none” and “already read” alike.
// A further question to the card can: it is answered (90, 91) while the card lies and fails (41) once it is gone.
// Pure but for what it remembers; claims nothing that the reader did not show.
import type { CardPresence } from './id-reader.ts';
import type { StatusClass } from './id-reader.sam-frames.ts';

/** Rounds of asking the card between two of finding, until the reader has shown that it can tell. */
const unprovedRounds = 3;

export interface PresenceWatch {
  presence(): CardPresence;
  /** True when this round is to ask the card, false when it is to look for one. */
  asksCard(): boolean;
  /** A card was read; `another` = not the one before. */
  wasRead(another: boolean): void;
  /** What the card's answer amounts to; null when none came. */
  answered(meaning: StatusClass | null): void;
  /** Nothing was found. */
  foundNone(): void;
  /** The line is gone: what lay there may be gone too. */
  lost(): void;
}

/** Watches one reader; what it has shown of itself is forgotten with the line. */
export function createPresenceWatch(): PresenceWatch {
  let presence: CardPresence = 'unknown';
  let watching = false;
  let proved = false;
  let contradictions = 0;
  let asked = 0;
  let foundSince = false;

  function giveUp(): void {
    watching = false;
    // Looking for a card may have sent the lying one to sleep: then its silence says nothing.
    presence = presence === 'lying' && !foundSince ? 'lifted' : 'unknown';
  }

  return {
    presence: () => presence,
    asksCard: () => watching && (proved || asked < unprovedRounds),
    wasRead(another) {
      // Said to lie there while another was laid down: a reader that answers so whether a card lies or not.
      if (another && presence === 'lying' && !proved) contradictions += 1;
      watching = contradictions < 2;
      presence = 'unknown';
      asked = 0;
      foundSince = false;
    },
    answered(meaning) {
      asked += 1;
      if (meaning === 'ok' || meaning === 'empty') {
        presence = 'lying';
        foundSince = false;
      } else if (meaning === 'card') {
        proved = true;
        giveUp();
      } else if (meaning !== null) {
        // A reader that does not know the question.
        watching = false;
        presence = 'unknown';
      }
    },
    foundNone() {
      asked = 0;
      foundSince = true;
    },
    lost() {
      presence = 'unknown';
      watching = false;
      proved = false;
      contradictions = 0;
    },
  };
}
