// What every reader of code pictures has in common: pixels in, text and format out. Types only.
import type { GreyPicture } from './code-picture.ts';

/** The kinds that are read; a code of any other kind is not seen at all. */
export type CodeFormat = 'code128' | 'qr' | 'pdf417';
export interface SeenCode {
  readonly text: string;
  readonly format: CodeFormat;
}
export interface CodeReader {
  /** The one code in the picture, null when there is none that is whole. Rejects only when the reader itself is broken. */
  read(picture: GreyPicture): Promise<SeenCode | null>;
}
