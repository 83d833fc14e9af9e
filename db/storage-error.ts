// Why the database could not be opened or written; `code` goes to the log and the screen, never a row.
export type StorageCode =
  'sqlite-too-old' | 'settings-refused' | 'in-use' | 'damaged' | 'newer-than-program';

export class StorageError extends Error {
  readonly code: StorageCode;
  constructor(code: StorageCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** True when the disk (or the database's own limit) is full: nothing was written. */
export function isDiskFull(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === 'SQLITE_FULL';
}

/** True when SQLite itself could not read or write: input/output error, read-only file, damage. */
export function isStorageTrouble(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('SQLITE_');
}
