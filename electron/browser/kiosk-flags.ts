// What Chromium is told so that it is a kiosk's window and nothing else. Must not start it.
// Switches: chromium.org/developers/how-tos/run-chromium-with-flags; the managed policy (policy.ts) closes what they cannot.
import type { ScreenSize } from './screen-size.ts';

/** Parts of a desktop browser that would lie over the screen, talk to somebody or keep something. */
const withoutFeatures = [
  'Translate',
  'TranslateUI',
  'TouchpadOverscrollHistoryNavigation',
  'OverscrollHistoryNavigation',
  'MediaRouter',
  'GlobalMediaControls',
  'OptimizationHints',
  'AutofillServerCommunication',
];

/** The command line. It opens no debugging port, keeps the sandbox except for root, and grants no permission. */
export function kioskFlags(options: {
  readonly url: string;
  readonly profileDir: string;
  readonly asRoot: boolean;
  readonly screen: ScreenSize | null;
}): string[] {
  const { url, profileDir, asRoot, screen } = options;
  return [
    '--kiosk',
    `--app=${url}`,
    `--user-data-dir=${profileDir}`,
    // A window manager makes a kiosk window as large as the glass; where there is none, this does. Chromium makes a
    // window of exactly the screen's size a pixel smaller, so that a strip of the desktop shows: one more hangs over instead.
    ...(screen === null
      ? []
      : ['--window-position=0,0', `--window-size=${screen.width + 1},${screen.height + 1}`]),
    '--ozone-platform-hint=auto',
    ...['--no-first-run', '--no-default-browser-check', '--noerrdialogs'],
    ...['--disable-session-crashed-bubble', '--hide-crash-restore-bubble'],
    ...['--disable-component-update', '--disable-background-networking', '--disable-sync'],
    ...['--disable-domain-reliability', '--disable-breakpad', '--no-pings'],
    ...['--disable-extensions', '--disable-default-apps', '--disable-notifications'],
    `--disable-features=${withoutFeatures.join(',')}`,
    ...['--disable-pinch', '--overscroll-history-navigation=0'],
    '--autoplay-policy=no-user-gesture-required',
    '--password-store=basic',
    // Chromium's sandbox refuses root. The second switch takes the warning about it off the screen.
    ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** The profile's settings before its first start: the camera for the kiosk's own page, asked of nobody; nothing else. */
export function kioskPreferences(origin: string): object {
  return {
    profile: {
      content_settings: {
        exceptions: { media_stream_camera: { [`${origin},*`]: { setting: 1 } } },
      },
      password_manager_enabled: false,
    },
    credentials_enable_service: false,
    translate: { enabled: false },
    autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
    browser: { enable_spellchecking: false },
    download: { prompt_for_download: false },
  };
}
