// A real kiosk in-process for tests of the shells: the composition root over simulated devices, SQLite on disk and the
// reference upstream.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrationConfig, readConfig } from '../../electron/config.ts';
import type { App } from '../../electron/contract.ts';
import { startKiosk } from '../../electron/start.ts';
import { startTestUpstream } from './upstream.ts';

export interface DemoKiosk {
  readonly app: App;
  /** What kiosk.json of this kiosk would hold. */
  readonly file: Record<string, unknown>;
  close(): Promise<void>;
}

/** Folders and an upstream for one kiosk, and what its kiosk.json would hold. */
export async function demoSetting(
  changes: Readonly<Record<string, unknown>> = {},
): Promise<{ file: Record<string, unknown>; dir: string; close(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'kiosk-shell-'));
  const runtimeDir = mkdtempSync('/dev/shm/kiosk-shell-');
  const upstream = await startTestUpstream({
    enrolmentCodes: ['demonstration'],
    enrolmentCodesReusable: true,
  });
  const file = {
    ...(demonstrationConfig({ baseUrl: upstream.url, keys: upstream.keys }, dir) as object),
    runtimeDir,
    ...changes,
  };
  return {
    file,
    dir,
    async close() {
      await upstream.stop();
      rmSync(dir, { recursive: true, force: true });
      rmSync(runtimeDir, { recursive: true, force: true });
    },
  };
}

/** Starts one; `changes` replace fields of its kiosk.json. */
export async function startDemoKiosk(
  changes: Readonly<Record<string, unknown>> = {},
): Promise<DemoKiosk> {
  const setting = await demoSetting(changes);
  const app = await startKiosk(readConfig(setting.file), { log: () => undefined });
  return {
    app,
    file: setting.file,
    async close() {
      await app.close();
      await setting.close();
    },
  };
}
