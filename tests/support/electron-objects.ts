// Stand-ins for Electron's objects: they fire events as Electron does and keep the handlers they were given.
import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';

/** An event whose default can be prevented, as Electron passes it. */
export function electronEvent(): { preventDefault(): void; readonly defaultPrevented: boolean } {
  let defaultPrevented = false;
  return {
    preventDefault() {
      defaultPrevented = true;
    },
    get defaultPrevented() {
      return defaultPrevented;
    },
  };
}

/** Fires `name` with an event and `args`; true when a listener prevented the default. */
export function fire(emitter: EventEmitter, name: string, ...args: unknown[]): boolean {
  const event = electronEvent();
  emitter.emit(name, event, ...args);
  return event.defaultPrevented;
}

export class FakeContents extends EventEmitter {
  openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null;
  destroyed = false;
  killed = 0;

  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  /** Electron tells of the end by an event of its own. */
  forcefullyCrashRenderer(): void {
    this.killed += 1;
    fire(this, 'render-process-gone', { reason: 'killed', exitCode: 9 });
  }
  asContents(): WebContents {
    return this as unknown as WebContents;
  }
}

type Handler<M extends keyof Session> = Session[M] extends (
  handler: infer H,
  ...rest: never[]
) => unknown
  ? NonNullable<H>
  : never;
type BeforeRequest = (
  details: { url: string },
  answer: (response: { cancel?: boolean }) => void,
) => void;

export class FakeSession extends EventEmitter {
  request: Handler<'setPermissionRequestHandler'> | null = null;
  check: Handler<'setPermissionCheckHandler'> | null = null;
  device: Handler<'setDevicePermissionHandler'> | null = null;
  display: Handler<'setDisplayMediaRequestHandler'> | null = null;
  beforeRequest: BeforeRequest | null = null;

  readonly webRequest = {
    onBeforeRequest: (handler: BeforeRequest): void => {
      this.beforeRequest = handler;
    },
  };
  setPermissionRequestHandler(handler: Handler<'setPermissionRequestHandler'>): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: Handler<'setPermissionCheckHandler'>): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: Handler<'setDevicePermissionHandler'>): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(handler: Handler<'setDisplayMediaRequestHandler'>): void {
    this.display = handler;
  }
  asSession(): Session {
    return this as unknown as Session;
  }
}
