// A page that is lost comes back; one that does not stay is a reason to start the kiosk again.
import { beforeEach, describe, expect, it } from 'vitest';
import { againMs, lossesWithinMs, mostLosses, revive } from '../../electron/revival.ts';
import { FakeContents, fire } from '../support/electron-objects.ts';

let contents: FakeContents;
let now: number;
let due: { at: number; then: () => void }[];
let shown: number;
let restarted: number;
let lines: string[];

beforeEach(() => {
  contents = new FakeContents();
  [now, due, shown, restarted, lines] = [0, [], 0, 0, []];
  revive({
    contents: contents.asContents(),
    show: () => (shown += 1),
    restart: () => (restarted += 1),
    log: (_level, code, fields) => void lines.push(`${code} ${JSON.stringify(fields ?? {})}`),
    monotonic: () => now,
    after: (ms, then) => void due.push({ at: now + ms, then }),
  });
});

function pass(ms: number): void {
  now += ms;
  const ready = due.filter(({ at }) => at <= now);
  due = due.filter(({ at }) => at > now);
  for (const { then } of ready) then();
}
const crash = (reason = 'crashed') =>
  fire(contents, 'render-process-gone', { reason, exitCode: 1 });

describe('a lost page', () => {
  it.each(['crashed', 'oom', 'killed', 'abnormal-exit', 'launch-failed', 'integrity-failure'])(
    'is shown again: %s',
    (reason) => {
      crash(reason);
      expect(shown).toBe(0);
      pass(againMs);
      expect([shown, restarted]).toEqual([1, 0]);
      expect(lines).toEqual([`window.lost {"reason":"${reason}","losses":1}`]);
    },
  );

  it('that went as it should is let go', () => {
    crash('clean-exit');
    pass(againMs);
    expect([shown, lines]).toEqual([0, []]);
  });

  it('that hangs is ended and shown again', () => {
    contents.emit('unresponsive');
    expect(contents.killed).toBe(1);
    pass(againMs);
    expect(shown).toBe(1);
  });

  it('that does not load is tried again, but not when another load took its place or only a part failed', () => {
    fire(contents, 'did-fail-load', -6, 'ERR_FILE_NOT_FOUND', 'kiosk://app/', true);
    pass(againMs);
    expect(shown).toBe(1);
    fire(contents, 'did-fail-load', -3, 'ERR_ABORTED', 'kiosk://app/', true);
    fire(contents, 'did-fail-load', -6, 'ERR_FILE_NOT_FOUND', 'kiosk://app/x', false);
    pass(againMs);
    expect(shown).toBe(1);
  });

  it('that is lost again and again ends in a new start', () => {
    for (let loss = 0; loss < mostLosses; loss += 1) {
      crash();
      pass(againMs);
    }
    expect([shown, restarted]).toEqual([mostLosses, 0]);
    crash();
    pass(againMs);
    expect([shown, restarted]).toEqual([mostLosses, 1]);
  });

  it('now and then is no reason for a new start', () => {
    for (let loss = 0; loss < 20; loss += 1) {
      crash();
      pass(lossesWithinMs);
    }
    expect([shown, restarted]).toEqual([20, 0]);
  });

  it('of a window that is gone is not shown', () => {
    crash();
    contents.destroyed = true;
    pass(againMs);
    expect(shown).toBe(0);
  });
});
