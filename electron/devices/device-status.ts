// The status of one device with those who listen to it: changes are told once, logged as a coded line.
// Must not know what kind of device it is.
import type { DeviceReason, DeviceStatus, Log } from '../domain.ts';

export interface StatusCell {
  current(): DeviceStatus;
  listen(listener: (status: DeviceStatus) => void): void;
  /** No change, no event. */
  say(state: DeviceStatus['state'], reason: DeviceReason): void;
}

/** Begins as `disconnected` / `starting`. `device` names it in the log. */
export function createStatusCell(device: string, log: Log): StatusCell {
  let status: DeviceStatus = {
    state: 'disconnected',
    reason: 'starting',
    since: new Date().toISOString(),
  };
  const listeners: ((status: DeviceStatus) => void)[] = [];
  return {
    current: () => status,
    listen: (listener) => void listeners.push(listener),
    say(state, reason) {
      if (status.state === state && status.reason === reason) return;
      // Busy and ready alternate with every card and slip: not worth a line each.
      const worthALine = status.reason !== reason;
      status = { state, reason, since: new Date().toISOString() };
      if (worthALine)
        log(state === 'ready' || state === 'busy' ? 'info' : 'warn', `${device}.status`, {
          state,
          reason,
        });
      for (const listener of listeners) listener(status);
    },
  };
}
