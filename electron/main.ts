// Electron's process: Config -> core -> locked window. Thin: what can be decided without Electron stands in window.ts,
// ipc.ts, page-scheme.ts and revival.ts, where it is tested.
import { join } from 'node:path';
import { BrowserWindow, Menu, app, ipcMain, protocol, screen, session } from 'electron';
import type { Config } from './config.ts';
import { ConfigError, loadConfig } from './config.ts';
import type { WindowPort } from './contract.ts';
import type { Channels } from './ipc-channels.ts';
import { publicChannels, staffChannels } from './ipc-channels.ts';
import { openIpc } from './ipc.ts';
import { systemLog as log } from './log.ts';
import { answerPage } from './page-scheme.ts';
import { openPage, pageDir } from './page.ts';
import { revive } from './revival.ts';
import { startKiosk } from './start.ts';
import {
  kioskOrigin,
  kioskScheme,
  kioskSchemes,
  kioskSwitches,
  kioskUrl,
  lockContents,
  lockSession,
  openingSwitches,
  windowOptions,
} from './window.ts';

/** A configuration is told in words for whoever installs it (exit 78); anything else by its code, for a restart. */
function giveUp(error: unknown): void {
  const { code, message } = error as { code?: string; message?: string };
  process.stderr.write(`${message ?? String(error)}\n`);
  const forAPerson = error instanceof ConfigError;
  if (!forAPerson) log('error', 'kiosk.not-started', { reason: code ?? 'error' });
  app.exit(forAPerson ? 78 : 1);
}

/** Ends this process so that the kiosk comes back: by its supervisor where there is one, else by Electron itself. */
function restart(): void {
  if (process.env.KIOSK_SUPERVISED !== '1') app.relaunch();
  app.exit(1);
}

function restartOnBug(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log('error', 'kiosk.crash', { error: error instanceof Error ? error.name : 'unknown' });
      restart();
    });
  }
}

/** What Electron wants to know before it is ready. */
function prepare(config: Config): void {
  const opening = openingSwitches.find((name) => app.commandLine.hasSwitch(name));
  if (config.production && opening !== undefined)
    throw new ConfigError(`--${opening}: refused when production is true; start without it.`);
  // The browser's own files are memory-backed too: nothing of a visit reaches the disk through a cache.
  app.setPath('userData', join(config.runtimeDir, 'electron'));
  app.enableSandbox();
  for (const [name, value] of kioskSwitches) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged(kioskSchemes);
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) =>
    lockContents(contents, { production: config.production, log }),
  );
}

interface WindowPlan {
  readonly port: WindowPort;
  readonly channels: Channels;
  readonly url: string;
  /** Left upper corner of its screen. */
  readonly at: { readonly x: number; readonly y: number };
}

/** The person's window on the first screen, and the staff's on a second one where there is one. */
function planWindows(core: { readonly staff: WindowPort } & WindowPort): WindowPlan[] {
  const first = screen.getPrimaryDisplay();
  const second = screen.getAllDisplays().find(({ id }) => id !== first.id);
  const person = { port: core, channels: publicChannels, url: kioskUrl, at: first.bounds };
  if (second === undefined) return [person];
  const url = `${kioskUrl}staff`;
  return [person, { port: core.staff, channels: staffChannels, url, at: second.bounds }];
}

/** Opens one window over the core; the returned function ends its wire. */
function openWindow(config: Config, plan: WindowPlan, mayClose: () => boolean): () => void {
  const window = new BrowserWindow({
    ...windowOptions({
      preload: join(import.meta.dirname, 'preload.cjs'),
      production: config.production,
    }),
    x: plan.at.x,
    y: plan.at.y,
  });
  const contents = window.webContents;
  const show = (): void => {
    // A failed load is told by did-fail-load, which revive() hears.
    window.loadURL(plan.url).catch(() => log('warn', 'window.load-refused'));
  };
  const monotonic = (): number => performance.now();
  const { port, channels } = plan;
  const closeIpc = openIpc({
    port,
    channels,
    ipcMain,
    contents,
    origin: kioskOrigin,
    log,
    monotonic,
  });
  const after = (ms: number, then: () => void): void => void setTimeout(then, ms);
  revive({ contents, show, restart, log, monotonic, after });
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    if (config.production && !mayClose()) event.preventDefault();
  });
  app.on('second-instance', () => window.focus());
  show();
  return closeIpc;
}

async function main(): Promise<void> {
  const config = loadConfig();
  prepare(config);
  if (!app.requestSingleInstanceLock()) {
    log('warn', 'kiosk.already-open');
    app.exit(0);
    return;
  }
  restartOnBug();
  await app.whenReady();
  const page = openPage(pageDir(), config.panel);
  const core = await startKiosk(config);
  lockSession(session.defaultSession, { production: config.production, log });
  protocol.handle(kioskScheme, answerPage(page, new URL(kioskUrl).host));

  let leaving = false;
  const wires = planWindows(core).map((plan) => openWindow(config, plan, () => leaving));
  process.stdout.write(`kiosk ready: shown by Electron ${process.versions.electron}\n`);
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    for (const close of wires) close();
    await core.close();
    app.exit(0);
  }
  app.on('window-all-closed', () => void leave());
  app.on('before-quit', (event) => {
    event.preventDefault();
    void leave();
  });
  // A launcher that is gone cannot end this process later: its channel's end is the end.
  for (const end of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(end, () => void leave());
}

main().catch(giveUp);
