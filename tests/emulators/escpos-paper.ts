// The paper of the emulated receipt printer: commands that were worked off become jobs one can read.
import iconv from 'iconv-lite';
import type { Token } from './escpos-tokens.ts';

export interface ParsedLine {
  readonly text: string;
  readonly size: number;
  /** Bytes of the line as sent, times its size: Chinese two, ASCII one, so columns of the paper. */
  readonly columns: number;
}
export interface ParsedImage {
  readonly width: number;
  readonly height: number;
  readonly dark: number;
  readonly dots: Buffer;
}
export interface ParsedJob {
  readonly lines: readonly ParsedLine[];
  /** The lines joined, images as `[image]`. */
  readonly text: string;
  /** GS k: type 73 is Code 128; data as sent, with its code set. */
  readonly codes: readonly { readonly type: number; readonly data: string }[];
  readonly qr: readonly Buffer[];
  readonly images: readonly ParsedImage[];
  /** Ended by a cut. */
  readonly cut: boolean;
  readonly unknown: readonly Buffer[];
}
type Growing = {
  -readonly [K in keyof ParsedJob]: ParsedJob[K] extends readonly (infer E)[] ? E[] : ParsedJob[K];
};

export interface Paper {
  jobs(): readonly ParsedJob[];
  print(token: Token): void;
  /** Lines and images of the job under way. */
  linesOfJob(): number;
  /** Forgets what is not on the paper yet; what follows is a job of its own. */
  clear(): void;
}

export function createPaper(): Paper {
  const jobs: Growing[] = [];
  let current: Growing | null = null;
  let line = Buffer.alloc(0);
  let size = 1;
  let chinese = false;

  function job(): Growing {
    if (current !== null) return current;
    current = { lines: [], codes: [], qr: [], images: [], unknown: [], text: '', cut: false };
    jobs.push(current);
    return current;
  }

  function endLine(): void {
    const text = iconv.decode(line, chinese ? 'gb18030' : 'cp437');
    job().lines.push({ text, size, columns: line.length * size });
    job().text += `${text}\n`;
    line = Buffer.alloc(0);
  }

  function print(token: Token): void {
    switch (token.kind) {
      case 'text':
        line = Buffer.concat([line, token.bytes]);
        return;
      case 'line-feed':
        endLine();
        return;
      case 'size':
        size = token.width;
        return;
      case 'chinese':
        chinese = token.on;
        return;
      case 'reset':
        size = 1;
        chinese = false;
        return;
      case 'image': {
        const { widthBytes, height, dots } = token;
        const dark = dots.reduce(
          (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
          0,
        );
        job().images.push({ width: widthBytes * 8, height, dark, dots: Buffer.from(dots) });
        job().text += '[image]\n';
        return;
      }
      case 'code':
        job().codes.push({ type: token.type, data: token.data.toString('latin1') });
        return;
      case 'qr':
        job().qr.push(Buffer.from(token.data));
        return;
      case 'cut':
        if (line.length > 0) endLine();
        if (current !== null) current.cut = true;
        current = null;
        return;
      case 'unknown':
        job().unknown.push(Buffer.from(token.bytes));
        return;
      case 'feed':
      case 'setting':
        return;
      case 'ask-paper':
      case 'ask-status':
      case 'clear-buffers':
        throw new Error('a question is not for the paper');
    }
  }

  return {
    jobs: () => jobs,
    print,
    linesOfJob: () => (current === null ? 0 : current.lines.length + current.images.length),
    clear() {
      line = Buffer.alloc(0);
      current = null;
    },
  };
}
