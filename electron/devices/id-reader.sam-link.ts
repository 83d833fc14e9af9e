// One open serial line to the SAM module: a command out, its answer in, one at a time.
// Must not know the order of commands nor what a card is; never throws once open.
import type { Log } from '../domain.ts';
import type { SamReply } from './id-reader.sam-frames.ts';
import { createReceiver, meaningOf } from './id-reader.sam-frames.ts';
import type { OpenedPort } from './serial-port.ts';
import { openSerialPort } from './serial-port.ts';

/** `silent` = no frame in time, `damaged` = one came that was cut off or fails its check, `gone` = the line is closed. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: SamReply }
  | { readonly kind: 'silent' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'gone' };

export interface Question {
  readonly command: Buffer;
  /** Milliseconds until the reply's length field has come, and from there to its end. */
  readonly headMs: number;
  readonly bodyMs: number;
  /** False for a reply that cannot be this command's: it came late and is dropped. */
  accepts(reply: SamReply): boolean;
}
export interface SamLink {
  ask(question: Question): Promise<Answer>;
  /** False once the device file is another one or none: an unplugged line may read as silence for ever. */
  isPlugged(): Promise<boolean>;
  close(): Promise<void>;
}
export type Opened =
  { readonly kind: 'open'; readonly link: SamLink } | { readonly kind: 'missing' | 'refused' };

/** Opens the line, 8N1, with what lay in its buffers thrown away. `interByteMs` of silence drop a half frame. */
export async function openSamLink(options: {
  readonly path: string;
  readonly baudRate: number;
  readonly interByteMs: number;
  readonly log: Log;
}): Promise<Opened> {
  const { path, baudRate, log } = options;
  const opened = await openSerialPort(path, baudRate);
  if (opened.kind !== 'open') {
    if (opened.kind === 'refused') log('warn', 'id-reader.open-failed');
    return { kind: opened.kind };
  }
  return { kind: 'open', link: linkOver(opened, options) };
}

interface Outstanding {
  readonly question: Question;
  settle(answer: Answer): void;
  timer: NodeJS.Timeout;
  inBody: boolean;
  /** A frame came that was no good; the right one may follow on its heels. */
  damaged: boolean;
}

function linkOver(
  opened: Extract<OpenedPort, { kind: 'open' }>,
  { interByteMs, log }: { interByteMs: number; log: Log },
): SamLink {
  const { port } = opened;
  const receiver = createReceiver();
  let outstanding: Outstanding | null = null;
  let interByte: NodeJS.Timeout | undefined;
  let closed = false;

  function settle(answer: Answer): void {
    const settled = outstanding;
    if (settled === null) return;
    outstanding = null;
    clearTimeout(settled.timer);
    settled.settle(answer);
  }

  function take(bytes: Buffer): void {
    clearTimeout(interByte);
    for (const received of receiver.push(bytes)) {
      if (received.kind === 'damaged') {
        log('warn', 'id-reader.frame-damaged');
        if (outstanding !== null) outstanding.damaged = true;
      } else if (outstanding?.question.accepts(received.reply) === true) {
        settle({ kind: 'reply', reply: received.reply });
      } else {
        log('info', 'id-reader.late-reply', { status: received.reply.sw3 });
      }
    }
    if (receiver.phase() === 'scanning') {
      if (outstanding?.damaged === true) settle({ kind: 'damaged' });
      return;
    }
    interByte = setTimeout(cutOff, interByteMs);
    if (receiver.phase() === 'body' && outstanding !== null && !outstanding.inBody) {
      outstanding.inBody = true;
      clearTimeout(outstanding.timer);
      outstanding.timer = setTimeout(
        () => settle({ kind: 'damaged' }),
        outstanding.question.bodyMs,
      );
    }
  }

  function cutOff(): void {
    const inBody = receiver.phase() === 'body';
    receiver.reset();
    if (inBody) log('warn', 'id-reader.frame-cut');
    else if (outstanding?.damaged !== true) return;
    settle({ kind: 'damaged' });
  }

  function gone(): void {
    closed = true;
    clearTimeout(interByte);
    settle({ kind: 'gone' });
  }

  port.on('data', take);
  port.on('close', gone);
  port.on('error', () => {
    log('warn', 'id-reader.line-error');
    gone();
  });

  function send(question: Question): Promise<Answer> {
    if (closed || !port.isOpen) return Promise.resolve({ kind: 'gone' });
    // Half a frame from before belongs to a question that was given up.
    receiver.reset();
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ kind: 'silent' }), question.headMs);
      outstanding = { question, settle: resolve, timer, inBody: false, damaged: false };
      port.write(question.command);
    });
  }

  return {
    async ask(question) {
      if (outstanding !== null) throw new Error('one command at a time');
      const answer = await send(question);
      const resend = answer.kind === 'reply' && meaningOf(answer.reply.sw3).resend === true;
      if (!resend) return answer;
      log('info', 'id-reader.resent');
      return send(question);
    },
    isPlugged: async () => !closed && (await opened.isPlugged()),
    async close() {
      gone();
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
    },
  };
}
