// Bytes of a code scanner to the codes they hold: prefix, text, suffix. Whole lines only; noise is dropped.
// Must not look at what a code means.

/** What stands around each code on the line; the prefix may be empty. */
export interface ScannerAffixes {
  readonly prefix: string;
  readonly suffix: string;
}

/** No QR code holds more: 7,089 digits in version 40-L (ISO/IEC 18004). */
export const MAX_SCAN_BYTES = 7089;

export type ScannedLine =
  | { readonly kind: 'code'; readonly text: string }
  /** A line that is none: too long, not UTF-8, control characters, or without the prefix. */
  | { readonly kind: 'noise' };

/** A reader that keeps the line begun until its suffix comes or `reset`. */
export function createLineReader({ prefix, suffix }: ScannerAffixes): {
  push(bytes: Buffer): ScannedLine[];
  /** Drops a line begun. @returns true when there was one */
  reset(): boolean;
} {
  const end = Buffer.from(suffix);
  let held = Buffer.alloc(0);
  let tooLong = false;

  function push(bytes: Buffer): ScannedLine[] {
    held = Buffer.concat([held, bytes]);
    const lines: ScannedLine[] = [];
    for (let at = held.indexOf(end); at >= 0; at = held.indexOf(end)) {
      const line = held.subarray(0, at);
      held = held.subarray(at + end.length);
      const read = tooLong ? { kind: 'noise' as const } : lineOf(line, prefix);
      tooLong = false;
      if (read !== null) lines.push(read);
    }
    if (held.length > MAX_SCAN_BYTES + prefix.length + end.length) {
      tooLong = true;
      // Of a line that is dropped anyway only what may begin its suffix is kept.
      held = held.subarray(held.length - end.length + 1);
    }
    return lines;
  }
  return {
    push,
    reset() {
      const begun = held.length > 0 || tooLong;
      held = Buffer.alloc(0);
      tooLong = false;
      return begun;
    },
  };
}

/** null for an empty line: between CR and LF, or a button pressed without a code. */
function lineOf(line: Buffer, prefix: string): ScannedLine | null {
  const text = utf8(line)?.replace(/^[\r\n]+|[\r\n]+$/g, '');
  if (text === '') return null;
  if (text === undefined || !text.startsWith(prefix)) return { kind: 'noise' };
  const code = text.slice(prefix.length);
  if (code === '') return null;
  if (code.length > MAX_SCAN_BYTES || /\p{Cc}/u.test(code)) return { kind: 'noise' };
  return { kind: 'code', text: code };
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Broken text is an answer here, not an error.
    return undefined;
  }
}
