// The real ID card reader: find, select, read over GA 450, for as long as the kiosk runs, across unplugging.
// Must not read the card's text nor judge it (core/identity.ts). Trouble is a status or a problem, never thrown.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log, RawCard } from '../domain.ts';
import { createStatusCell } from './device-status.ts';
import type { CardPresence, CardProblem, IdReader } from './id-reader.ts';
import { createPlacements } from './id-reader.placement.ts';
import { createPresenceWatch } from './id-reader.presence.ts';
import type { PickedUp, SamTimings } from './id-reader.sam-commands.ts';
import { askFind, askLying, askNumber, pickUp, samTimings } from './id-reader.sam-commands.ts';
import type { CardBlocks, SamReply } from './id-reader.sam-frames.ts';
import { meaningOf, samNumber } from './id-reader.sam-frames.ts';
import type { Answer, SamLink } from './id-reader.sam-link.ts';
import type { ListPorts, SamPlace, Search } from './id-reader.sam-search.ts';
import { listSerialPorts, searchModule } from './id-reader.sam-search.ts';

/**
 * Reads cards at `path` (8N1), or wherever a reader answers when it says `auto`, and looks again every `reopenEveryMs`
 * while the reader is away. `avoid` names the ports of other devices.
 */
export function createSamReader(options: {
  readonly path: SamPlace['path'];
  readonly baudRate: SamPlace['baudRate'];
  readonly avoid?: readonly string[];
  readonly listPorts?: ListPorts;
  readonly log: Log;
  readonly timings?: Partial<SamTimings>;
}): IdReader {
  const { log } = options;
  const timings = { ...samTimings, ...options.timings };
  const status = createStatusCell('id-reader', log);
  const cardListeners: ((card: RawCard) => void)[] = [];
  const problemListeners: ((problem: CardProblem) => void)[] = [];
  const presenceListeners: ((presence: CardPresence) => void)[] = [];
  const placements = createPlacements(timings);
  const watch = createPresenceWatch();
  let toldPresence: CardPresence = 'unknown';
  const stopping = new AbortController();
  let last: Extract<Search, { kind: 'found' }>['place'] | null = null;
  let running: Promise<void> | null = null;

  /** False when stopped meanwhile. */
  async function rest(ms: number): Promise<boolean> {
    // Its one rejection is the abort, which the return value tells.
    await pause(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
    return !stopping.signal.aborted;
  }

  async function run(): Promise<void> {
    do {
      try {
        await serve();
      } catch (error) {
        // A bug of ours or of a listener: the window must get its reader back all the same.
        log('error', 'id-reader.fault', { name: error instanceof Error ? error.name : 'unknown' });
        status.say('attention', 'unknown');
      }
    } while (await rest(timings.reopenEveryMs));
  }

  async function serve(): Promise<void> {
    const found = await searchModule({
      place: options,
      last,
      listPorts: options.listPorts ?? listSerialPorts,
      avoid: options.avoid ?? [],
      timings,
      log,
      signal: stopping.signal,
    });
    if (found.kind !== 'found') {
      sayNotFound(found.kind);
      return;
    }
    const { link } = found;
    last = found.place;
    const hangUp = () => void link.close();
    stopping.signal.addEventListener('abort', hangUp, { once: true });
    try {
      if (stopping.signal.aborted || !(await greet(link, found.reply))) return;
      const rounds = { silent: 0, garbled: 0 };
      while ((await rest(timings.findEveryMs)) && (await lookForCard(link, rounds)));
    } finally {
      stopping.signal.removeEventListener('abort', hangUp);
      await link.close();
      watch.lost();
      tellPresence();
    }
  }

  function sayNotFound(kind: Exclude<Search['kind'], 'found'>): void {
    if (stopping.signal.aborted) return;
    if (kind === 'missing') status.say('disconnected', 'port-missing');
    else if (kind === 'silent') status.say('disconnected', 'no-answer');
    else status.say('attention', kind === 'refused' ? 'refused' : 'garbled');
  }

  /** What the module says of itself, and its licence number. True when it takes commands. */
  async function greet(link: SamLink, reply: SamReply): Promise<boolean> {
    const meaning = meaningOf(reply.sw3);
    if (meaning.class !== 'ok') {
      status.say('attention', meaning.reason ?? 'garbled');
      return false;
    }
    const number = await askNumber(link, timings);
    if (number.kind === 'reply')
      log('info', 'id-reader.sam', { number: samNumber(number.reply.data) ?? 'none' });
    status.say('ready', 'ok');
    return true;
  }

  /** One round. False when the line is to be opened anew. */
  async function lookForCard(
    link: SamLink,
    rounds: { silent: number; garbled: number },
  ): Promise<boolean> {
    const plugged = await link.isPlugged();
    if (plugged && watch.asksCard() && (await stillLies(link))) return true;
    const answer: Answer = plugged ? await askFind(link, timings) : { kind: 'gone' };
    if (answer.kind === 'gone') {
      sayNotFound('missing');
      return false;
    }
    if (answer.kind === 'silent') return missed(rounds);
    rounds.silent = 0;
    const meaning = answer.kind === 'reply' ? meaningOf(answer.reply.sw3) : null;
    if (meaning?.class === 'device') {
      status.say('attention', meaning.reason ?? 'unknown');
      return false;
    }
    if (meaning?.class !== 'idle' && meaning?.class !== 'found') {
      if (answer.kind === 'reply')
        log('warn', 'id-reader.refused', { command: 'find', status: answer.reply.sw3 });
      rounds.garbled += 1;
      if (rounds.garbled >= timings.patience) status.say('attention', 'garbled');
      return true;
    }
    rounds.garbled = 0;
    if (meaning.class === 'idle') {
      watch.foundNone();
      placements.lifted();
      status.say('ready', 'ok');
      return true;
    }
    status.say('busy', 'ok');
    const picked = await pickUp(link, timings, log);
    status.say('ready', 'ok');
    tell(picked);
    return true;
  }

  /** True when the card read before answers; whatever else is left to the next question to find out. */
  async function stillLies(link: SamLink): Promise<boolean> {
    const answer = await askLying(link, timings);
    if (answer.kind === 'gone') return false;
    watch.answered(answer.kind === 'reply' ? meaningOf(answer.reply.sw3).class : null);
    tellPresence();
    return watch.presence() === 'lying' && answer.kind === 'reply';
  }

  function missed(rounds: { silent: number }): boolean {
    rounds.silent += 1;
    if (rounds.silent < timings.patience) return true;
    status.say('disconnected', 'no-answer');
    return false;
  }

  function tell(picked: PickedUp): void {
    if (picked.kind === 'card') tellCard(picked.card);
    else if (picked.kind === 'problem') tellProblem(placements.failed(picked.problem));
    else if (picked.kind === 'moving') tellProblem(placements.failed(null));
  }

  function tellCard({ text, photo }: CardBlocks): void {
    const card = { text: text.toString('base64'), photo: photo.toString('base64') };
    const told = placements.read(card.text, performance.now());
    watch.wasRead(told);
    tellPresence();
    if (!told) return;
    log('info', 'id-reader.card');
    for (const listener of cardListeners) listener(card);
  }

  function tellPresence(): void {
    if (watch.presence() === toldPresence) return;
    toldPresence = watch.presence();
    for (const listener of presenceListeners) listener(toldPresence);
  }

  function tellProblem(problem: CardProblem | null): void {
    if (problem === null) return;
    log('info', 'id-reader.problem', { problem });
    for (const listener of problemListeners) listener(problem);
  }

  return {
    status: () => status.current(),
    onStatus: (listener) => status.listen(listener),
    onCard: (listener) => void cardListeners.push(listener),
    onProblem: (listener) => void problemListeners.push(listener),
    presence: () => watch.presence(),
    onPresence: (listener) => void presenceListeners.push(listener),
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
