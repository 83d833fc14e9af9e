// One launcher on a data folder: a file with the process id of who holds it. Told early and in words; what truly keeps a
// second writer out is the database's own lock.
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Lock =
  | { readonly taken: true; release: () => void }
  /** `holder`: the live process that has it. */
  | { readonly taken: false; readonly holder: number };

/** When the process began, so that another one with the same id is told apart; empty where the system does not say. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything, spaces and parentheses too: field 22 is counted from behind it (proc(5)).
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    // No such process, or no /proc on this system.
    return '';
  }
}

function isAlive(pid: number, began: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: somebody else's process, alive all the same.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return beganAt(pid) === began;
}

function holderOf(file: string): number | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
  const [pid, began] = text.split(' ');
  const id = Number(pid);
  return Number.isInteger(id) && id > 0 && isAlive(id, began ?? '') ? id : null;
}

/** Takes the lock of an existing folder; one left behind by a process that is gone does not count. */
export function takeLock(folder: string): Lock {
  const file = join(folder, 'kiosk.lock');
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${beganAt(process.pid)}`, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link is made whole or not at all: nobody reads half a lock.
        linkSync(own, file);
        return {
          taken: true,
          release: () => {
            if (holderOf(file) === process.pid) rmSync(file, { force: true });
          },
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = holderOf(file);
      if (holder !== null) return { taken: false, holder };
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}
