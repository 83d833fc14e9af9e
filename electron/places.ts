// Where an installed kiosk looks for its configuration and keeps its data. Names places only; touches no disk.
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What the places depend on; given, so that both systems can be told from either. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}
const here = (): Machine => ({ platform: process.platform, env: process.env, home: homedir() });

/** The configuration of a kiosk that was installed as a package: one of the machine, which the kiosk's user cannot write. */
export function installedConfigPath(machine: Machine = here()): string {
  if (machine.platform !== 'win32') return '/etc/residence-permit-kiosk/kiosk.json';
  const shared = machine.env.ProgramData ?? 'C:\\ProgramData';
  return win32.join(shared, 'Residence Permit Kiosk', 'kiosk.json');
}

/** Where it keeps queue and device key when kiosk.json names no dataDir (XDG Base Directory 0.8; LocalAppData). */
export function installedDataDir(machine: Machine = here()): string {
  const { env, home } = machine;
  if (machine.platform === 'win32') {
    const local = env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local');
    return win32.join(local, 'Residence Permit Kiosk');
  }
  // A relative XDG path is to be ignored, says the specification.
  const state = env.XDG_STATE_HOME?.startsWith('/')
    ? env.XDG_STATE_HOME
    : posix.join(home, '.local', 'state');
  return posix.join(state, 'residence-permit-kiosk');
}
