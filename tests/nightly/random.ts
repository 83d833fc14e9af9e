// Numbers that look random and come out the same for the same seed (mulberry32). For fuzzing only, never for a secret.

/** Gives arrays of bytes. */
export function randomBytesFrom(seed: number): (length: number) => number[] {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 0xff;
  }
  return (length) => Array.from({ length }, next);
}
