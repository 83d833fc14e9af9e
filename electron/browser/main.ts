// The browser shell's process: Config -> core -> loopback server -> Chromium in kiosk mode (where there is a display).
import type { Config } from '../config.ts';
import { ConfigError, loadConfig } from '../config.ts';
import { systemLog } from '../log.ts';
import { openPage, pageDir } from '../page.ts';
import { startKiosk } from '../start.ts';
import { findChromium, hasDisplay } from './chromium.ts';
import { showKiosk } from './kiosk-window.ts';
import { startServer } from './server.ts';

/** The browser that will show the kiosk; null when an address is printed instead. */
async function chooseBrowser(config: Config): Promise<string | null> {
  if (process.env.KIOSK_BROWSER === 'none' || !hasDisplay()) return null;
  if (config.production && process.getuid?.() === 0)
    throw new ConfigError(
      'production: Chromium’s sandbox refuses root, and a kiosk does not go without it: start as a user of its own.',
    );
  return findChromium();
}

async function main(): Promise<void> {
  const config = loadConfig();
  const executable = await chooseBrowser(config);
  const app = await startKiosk(config);
  const server = await startServer({
    app,
    page: openPage(pageDir(), config.panel),
    log: systemLog,
    port: config.port,
  });
  const window =
    executable === null
      ? null
      : await showKiosk({
          executable,
          origin: server.url,
          bootUrl: () => server.bootUrl(),
          isConnected: () => server.hasClient(),
          runtimeDir: config.runtimeDir,
          log: systemLog,
        });
  process.stdout.write(
    executable === null
      ? `staff window: open ${server.bootUrl('staff')}\nkiosk ready: open ${server.bootUrl()}\n`
      : `kiosk ready: shown by ${executable}\n`,
  );

  let leaving = false;
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    await window?.stop();
    await server.close();
    await app.close();
    process.exit(0);
  }
  // A launcher that is gone cannot end this process later: its channel's end is the end.
  for (const end of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(end, () => void leave());
}

main().catch((error: unknown) => {
  // A configuration is told in words for whoever installs it; anything else by its code, for a restart by the supervisor.
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
  const { code, message } = error as { code?: string; message?: string };
  systemLog('error', 'kiosk.not-started', { code: code ?? 'error' });
  process.stderr.write(`${message ?? String(error)}\n`);
  process.exit(1);
});
