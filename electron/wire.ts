// What both wires refuse before the gate: messages too large, too many or of another form; and how one is answered.
// Must not know any verb, nor how a message travels.
import type { Reply, WindowPort } from './contract.ts';
import { Request } from './contract.ts';
import type { Log } from './domain.ts';

/** Largest message of the page, bytes of UTF-8 (a photographed paper is about 4 MB of base64). */
export const maxMessageBytes = 8 * 1024 * 1024;
/** Messages in any one second; a person cannot tap faster. */
export const maxMessagesPerSecond = 50;

/**
 * Counts the messages of one page. The returned function is called once a message and is false when it comes too fast;
 * a message that was refused counts too, so that a flood does not get through at the permitted pace.
 */
export function createPace(monotonic: () => number): () => boolean {
  const times: number[] = [];
  return () => {
    const now = monotonic();
    times.push(now);
    if (times.length <= maxMessagesPerSecond) return true;
    const before = times.shift() ?? now;
    return now - before >= 1000;
  };
}

/** The outer message; null when it is not one or is too large. What it carries is judged at the core's gate. */
export function readRequest(text: unknown): Request | null {
  if (typeof text !== 'string' || Buffer.byteLength(text) > maxMessageBytes) return null;
  try {
    const parsed = Request.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: the caller logs it and refuses.
    return null;
  }
}

/** Asks the core. Never rejects: a core that breaks its promise is a bug, told as one. */
export async function ask(port: WindowPort, request: Request, log: Log): Promise<Reply> {
  try {
    return await port.call(request.method, request.input);
  } catch (error) {
    log('error', 'wire.bug', { error: error instanceof Error ? error.name : 'unknown' });
    return { ok: false, failure: { code: 'internal' } };
  }
}
