// Every lock of Electron's window, tried: the event is fired at a stand-in and seen to be prevented.
import { describe, expect, it } from 'vitest';
import {
  isHarmlessKey,
  isOurs,
  kioskSchemes,
  kioskUrl,
  lockContents,
  lockSession,
  openingSwitches,
  windowOptions,
} from '../../electron/window.ts';
import { FakeContents, FakeSession, fire } from '../support/electron-objects.ts';

const elsewhere = [
  'https://example.org/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'kiosk://other/',
  'kiosk://app.example/',
  'kiosk://app:80/',
  'kiosk://someone@app/',
  'kiosks://app/',
  'chrome://gpu/',
  'devtools://devtools/bundled/inspector.html',
  'javascript:alert(1)',
  'data:text/html,<h1>',
  'view-source:kiosk://app/',
  'about:blank',
  'mailto:a@b.example',
  '',
];

function contentsOf(production: boolean) {
  const contents = new FakeContents();
  const lines: string[] = [];
  lockContents(contents.asContents(), {
    production,
    log: (_level, code) => void lines.push(code),
  });
  return { contents, lines };
}

function sessionOf(production: boolean) {
  const session = new FakeSession();
  const lines: string[] = [];
  lockSession(session.asSession(), {
    production,
    log: (_level, code) => void lines.push(code),
  });
  return { session, lines };
}

describe('the window', () => {
  it('is sandboxed, isolated, without Node, without webview, without dialogs, alone on the screen', () => {
    const { webPreferences, ...options } = windowOptions({ preload: '/p.cjs', production: true });
    expect(options).toMatchObject({ kiosk: true, fullscreen: true, frame: false, show: false });
    expect(webPreferences).toMatchObject({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
    });
    for (const name of [
      'experimentalFeatures',
      'allowRunningInsecureContent',
      'enableBlinkFeatures',
    ])
      expect(webPreferences).not.toHaveProperty(name);
  });

  it('has developer tools only outside production', () => {
    const of = (production: boolean) =>
      windowOptions({ preload: '', production }).webPreferences?.devTools;
    expect([of(true), of(false)]).toEqual([false, true]);
  });

  it('shows a secure scheme of its own that is no way around the policy', () => {
    expect(kioskSchemes.map(({ scheme }) => scheme)).toEqual(['kiosk']);
    expect(kioskSchemes[0]?.privileges).toMatchObject({ standard: true, secure: true });
    for (const way of ['bypassCSP', 'allowServiceWorkers', 'corsEnabled'])
      expect(kioskSchemes[0]?.privileges).not.toHaveProperty(way);
  });

  it('refuses the switches that would open it', () => {
    expect(openingSwitches).toEqual(
      expect.arrayContaining(['no-sandbox', 'remote-debugging-port', 'inspect']),
    );
  });

  it('knows its own address from every other', () => {
    expect([kioskUrl, 'kiosk://app/main.js?x#y', 'kiosk://app'].map(isOurs)).toEqual([
      true,
      true,
      true,
    ]);
    for (const address of elsewhere) expect([address, isOurs(address)]).toEqual([address, false]);
    expect(isOurs(undefined)).toBe(false);
  });
});

describe.each([true, false])('contents (production: %s)', (production) => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'do not go elsewhere: %s',
    (name) => {
      const { contents } = contentsOf(production);
      for (const url of [...elsewhere, kioskUrl]) expect(fire(contents, name, { url })).toBe(true);
    },
  );

  it('open no window, wherever it would lead', () => {
    const { contents, lines } = contentsOf(production);
    for (const url of [...elsewhere, kioskUrl]) {
      expect(contents.openHandler?.({ url } as never)).toEqual({ action: 'deny' });
    }
    expect(lines).toContain('window.open-refused');
  });

  it('hold no webview', () => {
    const { contents, lines } = contentsOf(production);
    expect(fire(contents, 'will-attach-webview', {}, {})).toBe(true);
    expect(lines).toEqual(['window.webview-refused']);
  });

  it('cannot keep themselves from being shown anew', () => {
    expect(fire(contentsOf(production).contents, 'will-prevent-unload')).toBe(true);
  });

  it('choose no Bluetooth device', () => {
    const chosen: string[] = [];
    const { contents } = contentsOf(production);
    const prevented = fire(contents, 'select-bluetooth-device', [{ deviceId: 'd' }], (id: string) =>
      chosen.push(id),
    );
    expect([prevented, chosen]).toEqual([true, ['']]);
  });
});

describe('keys', () => {
  const plain = { control: false, alt: false, meta: false, shift: false };
  const escapes = [
    { ...plain, key: 'F1' },
    { ...plain, key: 'F5' },
    { ...plain, key: 'F7' },
    { ...plain, key: 'F11' },
    { ...plain, key: 'F12' },
    { ...plain, key: 'F10', shift: true },
    { ...plain, key: 'Escape', shift: true },
    { ...plain, key: 'ContextMenu' },
    { ...plain, key: 'PrintScreen' },
    { ...plain, key: 'Meta' },
    { ...plain, key: 'Meta', meta: true },
    { ...plain, key: 'Alt', alt: true },
    { ...plain, key: 'F4', alt: true },
    { ...plain, key: 'Tab', alt: true },
    { ...plain, key: 'ArrowLeft', alt: true },
    { ...plain, key: 'Home', alt: true },
    { ...plain, key: 'BrowserBack' },
    { ...plain, key: 'BrowserHome' },
    { ...plain, key: 'LaunchApplication1' },
    ...Array.from('wtnpoushjldfgr+-0', (key) => ({ ...plain, key, control: true })),
    ...Array.from('IJCBQNR', (key) => ({ ...plain, key, control: true, shift: true })),
    { ...plain, key: 'Delete', control: true, alt: true },
  ];
  const harmless = [
    ...Array.from('aZ09证*. ＋𠮷', (key) => ({ ...plain, key })),
    { ...plain, key: 'A', shift: true },
    ...['Enter', 'Tab', 'Backspace', 'ArrowUp', 'Escape', 'Process'].map((key) => ({
      ...plain,
      key,
    })),
  ];

  it('type, move and confirm, and lead nowhere else in production', () => {
    const { contents } = contentsOf(true);
    for (const key of escapes)
      expect([key, fire(contents, 'before-input-event', key)]).toEqual([key, true]);
    for (const key of harmless)
      expect([key, fire(contents, 'before-input-event', key)]).toEqual([key, false]);
  });

  it('are all a developer’s outside production', () => {
    const { contents } = contentsOf(false);
    for (const key of escapes) expect(fire(contents, 'before-input-event', key)).toBe(false);
    expect(escapes.filter(isHarmlessKey)).toEqual([]);
  });
});

describe.each([true, false])('the session (production: %s)', (production) => {
  const camera = { requestingUrl: kioskUrl, isMainFrame: true, mediaTypes: ['video'] };

  function asked(permission: string, details: object): boolean {
    const { session } = sessionOf(production);
    const answers: boolean[] = [];
    session.request?.(
      null as never,
      permission as never,
      (given) => answers.push(given),
      details as never,
    );
    expect(answers).toHaveLength(1);
    return answers[0] ?? true;
  }

  it('gives the camera to our page', () => {
    expect(asked('media', camera)).toBe(true);
  });

  it.each<[string, object]>([
    ['the microphone', { ...camera, mediaTypes: ['audio'] }],
    ['the microphone beside the camera', { ...camera, mediaTypes: ['video', 'audio'] }],
    ['nothing in particular', { ...camera, mediaTypes: [] }],
    ['what is not said', { requestingUrl: kioskUrl, isMainFrame: true }],
    ['the camera to a frame', { ...camera, isMainFrame: false }],
    ...elsewhere.map(
      (url) => [`the camera to “${url}”`, { ...camera, requestingUrl: url }] as [string, object],
    ),
  ])('does not give %s', (_what, details) => {
    expect(asked('media', details)).toBe(false);
  });

  it.each([
    'clipboard-read',
    'clipboard-sanitized-write',
    'display-capture',
    'mediaKeySystem',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'keyboardLock',
    'fullscreen',
    'openExternal',
    'window-management',
    'fileSystem',
    'idle-detection',
    'speaker-selection',
    'storage-access',
    'unknown',
    'hid',
    'serial',
    'usb',
  ])('gives no other permission: %s', (permission) => {
    expect(asked(permission, camera)).toBe(false);
    const { session } = sessionOf(production);
    expect(
      session.check?.(null, permission as never, kioskUrl, { mediaType: 'video' } as never),
    ).toBe(false);
  });

  it('checks as it grants', () => {
    const { session } = sessionOf(production);
    const check = (origin: string, mediaType: string) =>
      session.check?.(null, 'media', origin, { mediaType, isMainFrame: true } as never);
    expect(check(kioskUrl, 'video')).toBe(true);
    expect(check('kiosk://app', 'video')).toBe(true);
    expect(check(kioskUrl, 'audio')).toBe(false);
    expect(check(kioskUrl, 'unknown')).toBe(false);
    for (const origin of elsewhere)
      expect([origin, check(origin, 'video')]).toEqual([origin, false]);
  });

  it('gives no device, no screen and no download', () => {
    const { session, lines } = sessionOf(production);
    expect(session.device?.({ deviceType: 'usb', origin: kioskUrl, device: {} } as never)).toBe(
      false,
    );
    const streams: unknown[] = [];
    session.display?.({} as never, (given) => streams.push(given));
    expect(streams).toEqual([null]);
    const chosen: unknown[] = [];
    const choose = (id?: unknown) => chosen.push(id);
    expect(fire(session, 'select-hid-device', { deviceList: [{ deviceId: 'd' }] }, choose)).toBe(
      true,
    );
    expect(fire(session, 'select-serial-port', [{ portId: 'p' }], {}, choose)).toBe(true);
    expect(fire(session, 'select-usb-device', { deviceList: [{ deviceId: 'd' }] }, choose)).toBe(
      true,
    );
    expect(chosen).toEqual([null, '', undefined]);
    expect(fire(session, 'will-download', {}, {})).toBe(true);
    expect(lines).toContain('window.download-refused');
  });

  it('asks for no address but ours', () => {
    const { session } = sessionOf(production);
    const cancelled = (url: string): boolean | undefined => {
      let answer: boolean | undefined;
      session.beforeRequest?.({ url }, ({ cancel }) => (answer = cancel));
      return answer;
    };
    for (const url of [
      kioskUrl,
      'kiosk://app/main.js',
      'blob:kiosk://app/1-2',
      'data:image/png;base64,AA',
    ])
      expect([url, cancelled(url)]).toEqual([url, false]);
    const others = elsewhere.filter(
      (url) => !url.startsWith('data:') && !url.startsWith('devtools:'),
    );
    for (const url of [
      ...others,
      'blob:https://example.org/1',
      'wss://example.org/',
      'ws://127.0.0.1:1/',
    ])
      expect([url, cancelled(url)]).toEqual([url, true]);
    expect(cancelled('devtools://devtools/bundled/x')).toBe(production);
  });
});
