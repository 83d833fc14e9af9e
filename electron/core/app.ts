// Gathers one kiosk from its parts and gives the shell what it needs: call, listen, close. Knows no shell.
import type { App, KioskState, Surface, WindowPort } from '../contract.ts';
import { methods } from '../contract.ts';
import type { PhotoDecoder } from '../devices/photo-decoder.ts';
import type { CodeScanner } from '../devices/code-scanner.ts';
import { cardArrived, cardFailed } from './arrivals.ts';
import { openChipPhotos } from './chip-photo.ts';
import { watchCardLeft } from './card-left.ts';
import { createGate } from './dispatch.ts';
import { localDate } from './eligibility.ts';
import { createHandlers } from './handlers.ts';
import { nobody } from './journey.ts';
import { everyMorning } from './morning-check.ts';
import { printReadiness } from './readiness.ts';
import type { Kiosk } from './kiosk.ts';
import { whyNotHere } from './offers.ts';
import { drawState } from './picture.ts';
import type { Policies } from './policy-updates.ts';
import { reminderFor } from './reminder.ts';
import { sourceOfFailure } from './refusals.ts';
import type { Session } from './session.ts';
import { createSession } from './session.ts';
import type { Desk } from './staff/desk.ts';
import { createStaffHandlers } from './staff/handlers.ts';
import { createStaffWindow } from './staff/staff-window.ts';
import type { StaffWindow } from './staff/staff-window.ts';
import { visitPolicy } from './visit-policy.ts';

/** Everything of a Kiosk but the session, which is opened here, and how to leave. */
export interface AppDeps extends Omit<Kiosk, 'session' | 'policy' | 'desk' | 'chipPhotos'> {
  /** Opens the desk; `changed` is called when a window shows something else. */
  readonly openDesk: (changed: () => void) => Desk;
  readonly policies: Policies;
  readonly photoDecoder: PhotoDecoder | null;
  readonly quietScale: number;
  /** Null when no code scanner has a line of its own. */
  readonly codeScanner: CodeScanner | null;
  /** What a scanner that types puts around a code; null without one. */
  readonly wedge: KioskState['wedge'];
  /** Parse answers at the gate too: tests and development. */
  readonly checkOutput: boolean;
  /** HH:MM in Asia/Shanghai at which the readiness report is printed every day; null = by hand only. */
  readonly morningCheckAt: string | null;
  /** Closes database and connections, after everything that uses them has stopped. */
  readonly release: () => Promise<void>;
}

/** Opens the kiosk: devices started, pump running, home on the screen. */
export function createApp(deps: AppDeps): App {
  const { log } = deps;
  const policy = visitPolicy(
    () => deps.policies.newest(),
    () => ({ number: session.visit(), nobody: session.journey() === nobody }),
  );
  const session: Session = createSession({
    clock: deps.clock,
    log,
    drafts: deps.drafts,
    quietScale: deps.quietScale,
    draw(journey, window, revision): KioskState {
      const { online, waiting, needsStaff } = deps.sync.state();
      const code = deps.outOfUse();
      return drawState(journey, window, revision, {
        demonstration: deps.demonstration,
        place: {
          cityAdcode: deps.place.cityAdcode,
          cityName: deps.place.cityName,
          centreName: deps.place.centreName,
          deviceId: deps.deviceId,
          elsewhere: deps.place.elsewhere ?? null,
        },
        now: deps.clock.now(),
        devices: {
          idReader: deps.idReader.status(),
          receiptPrinter: deps.receiptPrinter.status(),
          permitPrinter: deps.permitPrinter.status(),
          codeScanner: deps.codeScanner?.status() ?? null,
        },
        cardPresence: deps.idReader.presence(),
        chipPhoto: chipPhotos.current(),
        wedge: deps.wedge,
        online,
        waiting,
        needsStaff,
        outOfUse: code === null ? null : { code },
        staffPanel: desk.panelOpen(),
        notHere: (service) => whyNotHere({ ...deps, policy }, service),
        reminderFor: (at) => reminderFor(policy, at, localDate(deps.clock.now())),
        sourceOfFailure: (failure) => sourceOfFailure(policy, failure),
        documentsFor: (slot) => policy.documentsFor(slot, deps.place.cityAdcode),
      });
    },
  });
  const chipPhotos = openChipPhotos({
    decoder: deps.photoDecoder,
    visit: () => session.visit(),
    changed: () => session.publish(),
    log,
  });
  session.listen(() => chipPhotos.drop());
  const desk = deps.openDesk(() => session.publish());
  const kiosk: Kiosk = { ...deps, policy, session, desk, chipPhotos };

  /** Work that a device began has no caller to answer: its bug is logged here, once. */
  function unattended(work: Promise<void>, what: string): void {
    work.catch((error: unknown) => {
      log('error', 'core.bug', { what, error: error instanceof Error ? error.name : 'unknown' });
    });
  }

  deps.idReader.onCard((raw) => unattended(cardArrived(kiosk, raw), 'card'));
  deps.idReader.onProblem((problem) => unattended(cardFailed(kiosk, problem), 'card-problem'));
  deps.idReader.onStatus(() => session.publish());
  deps.idReader.onPresence(() => session.publish());
  deps.receiptPrinter.onStatus(() => session.publish());
  deps.permitPrinter.onStatus(() => session.publish());
  deps.codeScanner?.onStatus(() => session.publish());
  deps.sync.onChange((change) => {
    if (change !== null)
      unattended(session.advanceQuietly({ kind: 'case-moved', ...change }), 'case-moved');
    else session.publish();
  });
  deps.idReader.start();
  deps.receiptPrinter.start();
  deps.permitPrinter.start();
  deps.sync.start();
  deps.policies.onChange(() => session.publish());
  void deps.policies.ask();
  const cancelSweep = sweepDrafts(deps);
  const stopWatchingCard = watchCardLeft({ session, clock: deps.clock, log });
  const cancelMorning =
    deps.morningCheckAt === null
      ? () => undefined
      : everyMorning(deps.morningCheckAt, deps.clock, () =>
          unattended(
            printReadiness(kiosk).then(() => undefined),
            'morning-check',
          ),
        );

  const windows: StaffWindow[] = [];
  function port(surface: Surface): WindowPort {
    const window = createStaffWindow({
      surface,
      desk,
      clock: deps.clock,
      shown: () => session.picture(),
    });
    windows.push(window);
    session.listen(() => window.publish());
    return windowPort(kiosk, surface, window, deps);
  }

  const publicPort = port('public');
  // As if the page had seen it: the same gate, the same screens at which it is heard. Its answer matters to nobody.
  deps.codeScanner?.onCode(
    (text) => void publicPort.call('code.scanned', { text, format: 'scanner' }),
  );
  deps.codeScanner?.start();

  return {
    ...publicPort,
    staff: port('staff'),
    async close() {
      cancelSweep();
      cancelMorning();
      desk.stop();
      for (const window of windows) window.stop();
      stopWatchingCard();
      deps.policies.stop();
      session.stop();
      await Promise.all([
        deps.idReader.stop(),
        deps.receiptPrinter.stop(),
        deps.permitPrinter.stop(),
        deps.codeScanner?.stop(),
        deps.sync.stop(),
      ]);
      await deps.upstream.close();
      await deps.release();
    },
  };
}

/** One window's gate and events: rights by who is signed in there, and what a member of staff does is on the record. */
function windowPort(
  kiosk: Kiosk,
  surface: Surface,
  window: StaffWindow,
  deps: Pick<AppDeps, 'demonstration' | 'log' | 'checkOutput'>,
): WindowPort {
  const { desk, session } = kiosk;
  const gate = createGate({
    handlers: { ...createHandlers(kiosk), ...createStaffHandlers(kiosk, surface, window) },
    allows: (access) =>
      access === 'demonstration' ? deps.demonstration : desk.allows(surface, access),
    log: deps.log,
    checkOutput: deps.checkOutput,
  });
  return {
    async call(method, input) {
      desk.touch(surface);
      const member = desk.member(surface);
      const reply = await gate(method, input);
      if (member !== null && reply.ok && actsForPerson(method)) {
        session.help();
        await kiosk.audit({ kind: 'staff.acted', actor: member.number, code: method });
      }
      return reply;
    },
    listen(listener) {
      const leaveStaff = window.listen((value) => {
        if (surface === 'staff' || desk.panelOpen()) listener({ event: 'staff', value });
      });
      const leaveState = session.listen((value) => {
        // The person's picture goes to the staff's window only while somebody is signed in there.
        if (surface === 'public' || desk.member(surface) !== null)
          listener({ event: 'state', value });
      });
      return () => {
        leaveStaff();
        leaveState();
      };
    },
  };
}

const looksOnly: ReadonlySet<string> = new Set(['kiosk.state', 'session.touch', 'staff.dismiss']);
/** A verb of the person, called by a member of staff: help at the step. */
function actsForPerson(method: string): boolean {
  const access = Object.hasOwn(methods, method)
    ? methods[method as keyof typeof methods].access
    : '';
  return access === 'public' && !looksOnly.has(method) && method !== 'panel.open';
}

/** Expired drafts leave the disk within a minute of their time. */
function sweepDrafts(deps: AppDeps): () => void {
  let cancel = (): void => undefined;
  function again(): void {
    cancel = deps.clock.after(60_000, () => {
      deps.drafts.dropExpired().catch((error: unknown) => {
        deps.log('error', 'drafts.sweep', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      });
      again();
    });
  }
  again();
  return () => cancel();
}
