// Holds the one visit at the window: runs flow.step, seals the draft, counts the quiet time and publishes the picture.
// Must not ask upstream or print: look-up.ts, application.ts and paper-copy.ts do and report here.
import type { KioskState, ScreenName } from '../contract.ts';
import type { Clock, Comfort, DeviceStatus, Log } from '../domain.ts';
import type { Drafts } from './drafts.ts';
import type { FlowEvent } from './flow-events.ts';
import { step } from './flow.ts';
import type { Journey } from './journey.ts';
import { draftKeyOf, isDraft, nobody } from './journey.ts';

/** Quiet seconds before “are you still there?”, by screen; null = never (nothing to hide, or the machine is at work). */
export const quietSeconds: Readonly<Record<ScreenName, number | null>> = {
  home: null,
  'see-more': 60,
  'confirm-endorsement': 90,
  'choose-change': 120,
  'choose-cancellation': 120,
  'choose-card': 60,
  'tell-loss': 120,
  'choose-delivery': 120,
  'confirm-cancellation': 120,
  'place-card': 60,
  'choose-principal': 120,
  'choose-family-service': 120,
  'choose-relation': 120,
  'choose-declarer': 120,
  'enter-person': 180,
  'please-wait': null,
  'confirm-identity': 60,
  'see-eligibility': 90,
  'choose-ground': 120,
  'list-papers': 180,
  'take-paper': 120,
  'see-missing': 180,
  'give-face-consent': 120,
  'take-photo': 120,
  'see-forgotten': 10,
  'check-answers': 180,
  'enter-mobile': 120,
  'give-consent': 180,
  'see-receipt': 30,
  'scan-code': 60,
  'see-status': 60,
  'confirm-print': 60,
  'show-permit': 120,
  'see-verification': 60,
  'wait-for-print': null,
  'collect-print': 60,
  'see-problem': 60,
  'out-of-use': null,
};
/** Screens that hold nothing of the person: they go home quietly, without a countdown. */
const endsQuietly: ReadonlySet<ScreenName> = new Set([
  'see-receipt',
  'see-problem',
  'scan-code',
  'see-more',
  'see-forgotten',
  'place-card',
  'choose-principal',
  'choose-family-service',
  'choose-declarer',
  'choose-card',
]);
export const countdownSeconds = 45;
/** A size or language chosen at home and then left is put back for the next person. */
const homeComfortSeconds = 60;
/** 多给我时间 makes the quiet time three times as long, for the rest of the visit. */
const extendFactor = 3;

export const usualComfort: Comfort = { language: 'zh-CN', textSize: 'standard', theme: 'standard' };

/** What the picture needs beside the journey. */
export interface Window {
  readonly comfort: Comfort;
  readonly secondsLeft: number | null;
  readonly staffCall: { readonly at: Date; readonly coming: boolean } | null;
  /** A member of staff acts in this visit. */
  readonly helping: boolean;
  readonly printing: DeviceStatus | null;
}

export interface Session {
  journey(): Journey;
  /** Rises when a visit ends: work begun for an earlier person must not reach a later one. */
  visit(): number;
  /** Steps the journey; resolves when the draft is sealed and the picture published. */
  advance(event: FlowEvent): Promise<void>;
  /** As advance, unless the visit it was begun for has ended. */
  advanceVisit(visit: number, event: FlowEvent): Promise<void>;
  /** As advance, for what happened outside the visit: does not count as the person's activity. */
  advanceQuietly(event: FlowEvent): Promise<void>;
  touch(): void;
  extend(): void;
  setComfort(change: { [K in keyof Comfort]?: Comfort[K] | undefined }): void;
  callStaff(): void;
  dismissStaff(): void;
  /** 来了: false when nobody is calling, or it was answered. */
  answerCall(): boolean;
  /** A member of staff acts at the person's step. */
  help(): void;
  showPrinting(status: DeviceStatus | null): void;
  /** 不办了: screen and memory wiped, draft destroyed. */
  quit(): Promise<void>;
  /** Something outside the journey changed (a device, the queue): publish again. */
  publish(): void;
  picture(): KioskState;
  listen(listener: (state: KioskState) => void): () => void;
  stop(): void;
}

export interface SessionDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly drafts: Drafts;
  /** Tests and demonstrations may shorten every quiet time by this factor. */
  readonly quietScale: number;
  readonly draw: (journey: Journey, window: Window, revision: number) => KioskState;
}

/** Opens the window for visits. */
export function createSession(deps: SessionDeps): Session {
  const listeners = new Set<(state: KioskState) => void>();
  let journey: Journey = nobody;
  let visit = 0;
  let revision = 0;
  let comfort = usualComfort;
  let factor = 1;
  let secondsLeft: number | null = null;
  let staffCall: Window['staffCall'] = null;
  let helping = false;
  let printing: DeviceStatus | null = null;
  let touchedAt = deps.clock.monotonic();
  let cancelTick = (): void => undefined;
  let sealing: Promise<void> = Promise.resolve();

  function picture(): KioskState {
    return deps.draw(journey, { comfort, secondsLeft, staffCall, helping, printing }, revision);
  }

  function publish(): void {
    revision += 1;
    const state = picture();
    for (const listener of listeners) listener(state);
  }

  function forget(): void {
    visit += 1;
    journey = nobody;
    comfort = usualComfort;
    factor = 1;
    staffCall = null;
    helping = false;
    printing = null;
    secondsLeft = null;
  }

  function watchQuiet(): void {
    cancelTick();
    if (journey.screen === 'home' && comfort === usualComfort && staffCall === null) return;
    cancelTick = deps.clock.after(1000, tick);
  }

  function tick(): void {
    const atHome = journey.screen === 'home';
    const limit = atHome ? homeComfortSeconds : quietSeconds[journey.screen];
    if (limit !== null && staffCall === null) {
      const slow = comfort.textSize === 'largest' && !atHome ? 2 : 1;
      const quietMs = deps.clock.monotonic() - touchedAt;
      const limitMs = limit * 1000 * (atHome ? 1 : factor) * slow * deps.quietScale;
      if (quietMs >= limitMs) {
        const quietly = atHome || endsQuietly.has(journey.screen);
        const left = quietly
          ? 0
          : Math.ceil((limitMs + countdownSeconds * 1000 * deps.quietScale - quietMs) / 1000);
        if (left <= 0) {
          deps.log('info', 'session.timed-out', { screen: journey.screen });
          forget();
          publish();
        } else if (left !== secondsLeft) {
          secondsLeft = left;
          publish();
        }
      }
    }
    watchQuiet();
  }

  function touch(): void {
    touchedAt = deps.clock.monotonic();
    if (secondsLeft !== null) {
      secondsLeft = null;
      publish();
    }
    watchQuiet();
  }

  /** A draft is sealed before its picture is shown: what the person sees survives a kill. */
  async function seal(): Promise<void> {
    const key = draftKeyOf(journey);
    if (key === null || !isDraft(journey)) return;
    const sealed = journey;
    sealing = sealing
      .then(() => deps.drafts.save(key, sealed))
      .catch((error: unknown) => {
        deps.log('error', 'drafts.not-sealed', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      });
    await sealing;
  }

  async function advance(event: FlowEvent): Promise<void> {
    const before = journey;
    journey = step(journey, event);
    if (journey === nobody && before !== nobody) {
      const { language } = comfort;
      forget();
      comfort = language === usualComfort.language ? usualComfort : { ...usualComfort, language };
    }
    touchedAt = deps.clock.monotonic();
    secondsLeft = null;
    const mine = visit;
    await seal();
    if (mine === visit) publish();
    watchQuiet();
  }

  return {
    journey: () => journey,
    visit: () => visit,
    advance,
    async advanceQuietly(event) {
      journey = step(journey, event);
      await seal();
      publish();
    },
    async advanceVisit(begun, event) {
      if (begun === visit) await advance(event);
    },
    touch,
    extend() {
      factor = extendFactor;
      touch();
    },
    setComfort(change) {
      comfort = {
        language: change.language ?? comfort.language,
        textSize: change.textSize ?? comfort.textSize,
        theme: change.theme ?? comfort.theme,
      };
      touch();
      publish();
    },
    callStaff() {
      staffCall = { at: deps.clock.now(), coming: false };
      deps.log('info', 'staff.called', { screen: journey.screen });
      publish();
    },
    answerCall() {
      if (staffCall === null || staffCall.coming) return false;
      staffCall = { ...staffCall, coming: true };
      publish();
      return true;
    },
    help() {
      touch();
      if (helping && staffCall === null) return;
      helping = true;
      // Whoever came to the person is no longer called.
      staffCall = null;
      publish();
    },
    dismissStaff() {
      staffCall = null;
      touch();
      publish();
    },
    showPrinting(status) {
      printing = status;
      publish();
    },
    async quit() {
      const key = draftKeyOf(journey);
      const entered = isDraft(journey);
      forget();
      // Whoever had told something sees that it is gone.
      if (entered) journey = { ...nobody, screen: 'see-forgotten' };
      touchedAt = deps.clock.monotonic();
      publish();
      watchQuiet();
      if (key !== null) {
        await sealing;
        await deps.drafts.drop(key);
      }
    },
    publish,
    picture,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      // What a visit set going does not go on in a closed kiosk.
      visit += 1;
      cancelTick();
      listeners.clear();
    },
  };
}
