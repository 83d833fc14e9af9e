// The log: one JSON line per coded event on standard output, which the service manager keeps. Never a person's data.
import type { Log } from './domain.ts';

/** Writes `{at, level, …fields, code}`: no field can stand in for the code; control characters cannot break a line because JSON escapes them. */
export const systemLog: Log = (level, code, fields = {}) => {
  process.stdout.write(
    `${JSON.stringify({ at: new Date().toISOString(), level, ...fields, code })}\n`,
  );
};
