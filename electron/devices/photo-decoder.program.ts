// The chip photo's decoder as a program of its own: the block on its standard input, a picture on its standard output.
// Holds it to a time and a size; writes nothing to disk and logs nothing of what goes through.
import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Log } from '../domain.ts';
import type { PhotoDecoder } from './photo-decoder.ts';
import { CHIP_PHOTO_BYTES } from './photo-decoder.ts';

/** Bytes of the largest picture taken: 102×126 at 24 bits are 39 KB. */
const mostBytes = 300_000;

type Failure = 'not-started' | 'too-slow' | 'too-large' | 'failed' | 'empty';

/** Runs `command` once for each photo, without a shell. It is killed after `timeoutMs` or when it says too much. */
export function createProgramDecoder(options: {
  readonly command: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  readonly log: Log;
}): PhotoDecoder {
  const { command, args, timeoutMs, log } = options;

  return {
    async decode(photo) {
      if (photo.length !== CHIP_PHOTO_BYTES) return null;
      // What it writes to its error output is its own affair, and might be about the person.
      const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
      const answer = await outputOf(child, photo, timeoutMs);
      if (Buffer.isBuffer(answer)) return answer;
      log('warn', 'photo-decoder.failed', { reason: answer });
      return null;
    },
  };
}

function outputOf(
  child: ChildProcessByStdio<Writable, Readable, null>,
  photo: Uint8Array,
  timeoutMs: number,
): Promise<Buffer | Failure> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => end('too-slow'), timeoutMs);

    function end(answer: Buffer | Failure): void {
      clearTimeout(timer);
      child.kill('SIGKILL');
      child.stdout.destroy();
      resolve(answer);
    }
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) end('too-large');
      else chunks.push(chunk);
    });
    child.once('error', () => end('not-started'));
    child.once('close', (code) =>
      end(code !== 0 ? 'failed' : size === 0 ? 'empty' : Buffer.concat(chunks)),
    );
    // A program that does not read its input ends as one that failed.
    child.stdin.on('error', () => undefined);
    child.stdin.end(photo);
  });
}
