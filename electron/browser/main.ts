// The browser shell's process: Config -> core -> loopback server -> Chromium in kiosk mode (where there is a display).
import { ConfigError, loadConfig } from '../config.ts';
import { systemLog } from '../log.ts';
import { openPage, pageDir } from '../page.ts';
import { startKiosk } from '../start.ts';
import { findChromium, showKiosk } from './chromium.ts';
import { startServer } from './server.ts';

function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

async function main(): Promise<void> {
  const config = loadConfig();
  const app = await startKiosk(config);
  const server = await startServer({
    app,
    page: openPage(pageDir(), config.panel),
    log: systemLog,
    port: config.port,
  });
  const executable =
    process.env.KIOSK_BROWSER === 'none' || !hasDisplay() ? null : await findChromium();
  const window =
    executable === null
      ? null
      : showKiosk({
          executable,
          url: () => server.bootUrl(),
          runtimeDir: config.runtimeDir,
          production: config.production,
          onEnd: (code) => systemLog('warn', 'browser.ended', { code: code ?? -1 }),
        });
  process.stdout.write(
    window === null
      ? `kiosk ready: open ${server.bootUrl()}\n`
      : `kiosk ready: shown by ${executable ?? ''}\n`,
  );

  let leaving = false;
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    window?.stop();
    await server.close();
    await app.close();
    process.exit(0);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave());
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
