// The commands of one visit of a card as questions over the link: is the module well, is a card there, pick it up.
// Must not decide when to ask nor whom to tell (id-reader.sam.ts).
import type { Log } from '../domain.ts';
import type { CardProblem } from './id-reader.ts';
import type { CardBlocks, SamReply } from './id-reader.sam-frames.ts';
import { cardBlocks, commands, meaningOf } from './id-reader.sam-frames.ts';
import type { Answer, SamLink } from './id-reader.sam-link.ts';

/** Milliseconds and counts; the defaults follow the reader makers' guidance (find no oftener than every 300 ms). */
export interface SamTimings {
  readonly findEveryMs: number;
  readonly commandMs: number;
  /** How long a port is given to answer as a reader while the reader is looked for. */
  readonly probeMs: number;
  /** Picking a card up is given up after this time: nobody stands longer before a screen that says “reading”. */
  readonly pickUpMs: number;
  readonly readHeadMs: number;
  readonly readBodyMs: number;
  readonly interByteMs: number;
  readonly reopenEveryMs: number;
  /** The same card again within this time is the same placement. */
  readonly debounceMs: number;
  readonly readRetries: number;
  /** Select attempts on one placement before the person is told: a card still moving fails the first. */
  readonly selectTries: number;
  /** Unanswered or damaged polls in a row before the status says so. */
  readonly patience: number;
}
export const samTimings: SamTimings = {
  findEveryMs: 300,
  commandMs: 1000,
  probeMs: 400,
  pickUpMs: 3000,
  readHeadMs: 2500,
  readBodyMs: 1500,
  interByteMs: 200,
  reopenEveryMs: 2000,
  debounceMs: 3000,
  readRetries: 5,
  selectTries: 3,
  patience: 3,
};

/** What picking up a card came to. `moving` = it could not be selected, which may succeed next time. */
export type PickedUp =
  | { readonly kind: 'card'; readonly card: CardBlocks }
  | { readonly kind: 'problem'; readonly problem: CardProblem }
  | { readonly kind: 'moving' | 'gone' };

export function askStatus(link: SamLink, timings: SamTimings): Promise<Answer> {
  return short(link, commands.samStatus, timings, isNotOfFind);
}
export function askNumber(link: SamLink, timings: SamTimings): Promise<Answer> {
  return short(link, commands.samNumber, timings, isNotOfFind);
}
export function askFind(link: SamLink, timings: SamTimings): Promise<Answer> {
  return short(link, commands.findCard, timings, isOfFind);
}
/** Asks the card read before for more; what it holds is not wanted, only that it answers. */
export function askLying(link: SamLink, timings: SamTimings): Promise<Answer> {
  return short(link, commands.readAppended, timings, isOfRead);
}

/**
 * Selects the card found and reads text and photo, again up to `readRetries` times while it stays selected. An answer that
 * got lost is one more reason to read again: the card will not be found a second time until it is lifted.
 */
export async function pickUp(link: SamLink, timings: SamTimings, log: Log): Promise<PickedUp> {
  const begun = performance.now();
  const selected = await short(link, commands.selectCard, timings, isNotOfFind);
  if (selected.kind === 'gone') return { kind: 'gone' };
  if (selected.kind !== 'reply') return { kind: 'moving' };
  if (meaningOf(selected.reply.sw3).class !== 'ok') {
    return refusal('select', selected.reply, log) ?? { kind: 'moving' };
  }
  for (let tried = 0; tried <= timings.readRetries; tried += 1) {
    const leftMs = begun + timings.pickUpMs - performance.now();
    if (leftMs <= 0) break;
    const answer = await link.ask({
      command: commands.readCard,
      headMs: Math.min(timings.readHeadMs, leftMs),
      bodyMs: timings.readBodyMs,
      accepts: isOfRead,
    });
    if (answer.kind === 'gone') return { kind: 'gone' };
    if (answer.kind !== 'reply') continue;
    const card = meaningOf(answer.reply.sw3).class === 'ok' ? cardBlocks(answer.reply.data) : null;
    if (card !== null) return { kind: 'card', card };
    const refused = refusal('read', answer.reply, log);
    if (refused !== null) return refused;
  }
  return { kind: 'problem', problem: 'unreadable' };
}

/** A card that will not get better by trying again; null when it may. */
function refusal(command: string, reply: SamReply, log: Log): PickedUp | null {
  log('info', 'id-reader.refused', { command, status: reply.sw3, sw1: reply.sw1, sw2: reply.sw2 });
  const { problem } = meaningOf(reply.sw3);
  return problem === 'not-genuine' || problem === 'wrong-kind'
    ? { kind: 'problem', problem }
    : null;
}

function short(
  link: SamLink,
  command: Buffer,
  { commandMs }: SamTimings,
  accepts: (reply: SamReply) => boolean,
): Promise<Answer> {
  return link.ask({ command, headMs: commandMs, bodyMs: commandMs, accepts });
}

// A reply carries no command number; these tell which late one cannot belong to the question now open.
const ofFind = new Set([0x9f, 0x80]);
const ofOthers = new Set([0x90, 0x81, 0x41, 0x31, 0x32, 0x33, 0x40, 0x47, 0x91]);
const SELECT_DATA_BYTES = 8;

function isOfFind(reply: SamReply): boolean {
  return !ofOthers.has(reply.sw3);
}
function isNotOfFind(reply: SamReply): boolean {
  return !ofFind.has(reply.sw3);
}
function isOfRead(reply: SamReply): boolean {
  if (ofFind.has(reply.sw3) || reply.sw3 === 0x81) return false;
  return reply.sw3 !== 0x90 || reply.data.length > SELECT_DATA_BYTES;
}
