// Where Electron's binary lies, when it was fetched. Asks the disk only; fetches nothing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The executable of the installed `electron` package under `root`; null when the package came without it. */
export function electronBinary(root: string): string | null {
  const dir = join(root, 'node_modules', 'electron');
  try {
    const path = join(dir, 'dist', readFileSync(join(dir, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : null;
  } catch {
    // No path.txt: the binary was never fetched.
    return null;
  }
}
