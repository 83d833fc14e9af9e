// Electron's window, locked: one page of our own scheme, the camera and nothing else. Plain functions over Electron's objects.
// Follows Electron's security list (electronjs.org/docs/latest/tutorial/security). Must not know the contract.
import type {
  BrowserWindowConstructorOptions,
  CustomScheme,
  Input,
  Session,
  WebContents,
} from 'electron';
import type { Log } from './domain.ts';

export const kioskScheme = 'kiosk';
export const kioskOrigin = 'kiosk://app';
export const kioskUrl = `${kioskOrigin}/`;

/** The scheme is a secure origin of its own: modules, fetch, workers, sound and the camera need that. */
export const kioskSchemes: CustomScheme[] = [
  {
    scheme: kioskScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
  },
];

/** Chromium's switches of a touch kiosk: no pinching, no swiping back, nothing fetched, no key ring. */
export const kioskSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['disable-pinch'],
  ['overscroll-history-navigation', '0'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['password-store', 'basic'],
];

/** Switches of a command line that would open what this module locks; refused in production. */
export const openingSwitches = [
  'no-sandbox',
  'inspect',
  'inspect-brk',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'load-extension',
  'disable-web-security',
] as const;

/** Options of the one window. */
export function windowOptions(options: {
  readonly preload: string;
  readonly production: boolean;
}): BrowserWindowConstructorOptions {
  return {
    show: false,
    kiosk: true,
    fullscreen: true,
    frame: false,
    autoHideMenuBar: true,
    title: '居住证自助机',
    backgroundColor: '#ffffff',
    minimizable: false,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      // The quiet time is counted in the core, but a covered window must still draw what the core says.
      backgroundThrottling: false,
      devTools: !options.production,
    },
  };
}

/** True for addresses of the kiosk's own page. `new URL().origin` is "null" for schemes of one's own, so it is not asked. */
export function isOurs(address: string | undefined): boolean {
  if (address === undefined || !URL.canParse(address)) return false;
  const { protocol, host, username, password, port } = new URL(address);
  return (
    protocol === `${kioskScheme}:` && host === 'app' && port === '' && username + password === ''
  );
}

const editingKeys = new Set([
  'Enter',
  'Tab',
  'Backspace',
  'Delete',
  'Escape',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Shift',
  'CapsLock',
  'NumLock',
  'Process',
  'Unidentified',
]);

/** A key that types, moves or confirms, without Control, Alt or Meta: what a scanner or a person's keyboard needs. */
export function isHarmlessKey(
  key: Pick<Input, 'key' | 'control' | 'alt' | 'meta' | 'shift'>,
): boolean {
  if (key.control || key.alt || key.meta) return false;
  if (key.shift && key.key === 'Escape') return false;
  return /^.$/u.test(key.key) || editingKeys.has(key.key);
}

/** Locks any contents that come to be: it stays on our page, opens nothing, holds nothing foreign. */
export function lockContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  options: { readonly production: boolean; readonly log: Log },
): void {
  const { log } = options;
  contents.setWindowOpenHandler(() => {
    log('warn', 'window.open-refused');
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    log('warn', 'window.navigation-refused');
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => {
    log('warn', 'window.redirect-refused');
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    log('warn', 'window.webview-refused');
    event.preventDefault();
  });
  // A page cannot hold itself open against a reload of ours (preventDefault here means: leave all the same).
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  if (!options.production) return;
  contents.on('before-input-event', (event, input) => {
    if (!isHarmlessKey(input)) event.preventDefault();
  });
}

type LockedSession = Pick<
  Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'webRequest'
>;

/** Locks the session: the camera for our page, no other permission, no device, no download, no address but ours. */
export function lockSession(
  session: LockedSession,
  options: { readonly production: boolean; readonly log: Log },
): void {
  const { log } = options;
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const granted =
      permission === 'media' &&
      details.isMainFrame &&
      isOurs(details.requestingUrl) &&
      kinds.length > 0 &&
      kinds.every((kind) => kind === 'video');
    if (!granted) log('warn', 'window.permission-refused', { permission });
    answer(granted);
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      permission === 'media' && details.mediaType === 'video' && isOurs(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on('will-download', (event) => {
    log('warn', 'window.download-refused');
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = isOurs(url) || url.startsWith(`blob:${kioskOrigin}/`) || url.startsWith('data:');
    const cancel = !own && (options.production || !url.startsWith('devtools:'));
    if (cancel) log('warn', 'window.request-refused');
    answer({ cancel });
  });
}
