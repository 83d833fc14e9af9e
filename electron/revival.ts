// Brings a lost page back: shown again at once, and when that does not last, the whole kiosk is started again.
// Must not lose anything of a visit: that lives in the core. Plain functions over Electron's objects.
import type { WebContents } from 'electron';
import type { Log } from './domain.ts';

/** Losses of the page within `lossesWithinMs` after which showing it again is no cure. */
export const mostLosses = 3;
export const lossesWithinMs = 60_000;
/** Between a loss and the next attempt, so that a page that cannot load does not spin. */
export const againMs = 500;

export interface RevivalOptions {
  readonly contents: Pick<WebContents, 'on' | 'isDestroyed' | 'forcefullyCrashRenderer'>;
  /** Loads the page again. */
  readonly show: () => void;
  /** Ends the process and has it started again. */
  readonly restart: () => void;
  readonly log: Log;
  readonly monotonic: () => number;
  readonly after: (ms: number, then: () => void) => void;
}

/** Watches one window's contents for a crash, a hang and a page that does not load. */
export function revive(options: RevivalOptions): void {
  const { contents, show, restart, log, monotonic, after } = options;
  let losses: readonly number[] = [];

  function lost(reason: string): void {
    const now = monotonic();
    losses = [...losses.filter((at) => now - at < lossesWithinMs), now];
    log('error', 'window.lost', { reason, losses: losses.length });
    if (losses.length > mostLosses) {
      restart();
      return;
    }
    after(againMs, () => {
      if (!contents.isDestroyed()) show();
    });
  }

  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') lost(reason);
  });
  // A hung page does not obey a reload; ended by force it comes back by the way above.
  contents.on('unresponsive', () => {
    log('error', 'window.unresponsive');
    contents.forcefullyCrashRenderer();
  });
  contents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    // -3 is ERR_ABORTED: another load took its place.
    if (isMainFrame && code !== -3) lost(`load ${code}`);
  });
}
