// Tells a code that lies still under the camera from one shown anew. Keeps the last text only.

/** The same code is reported once within this time, milliseconds. */
export const REPEAT_MS = 2000;

export function createRepeats(): { isNew(text: string, nowMs: number): boolean } {
  let last: { text: string; at: number } | null = null;
  return {
    isNew(text, nowMs) {
      if (last !== null && last.text === text && nowMs - last.at < REPEAT_MS) return false;
      last = { text, at: nowMs };
      return true;
    },
  };
}
