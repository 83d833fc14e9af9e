// What goes to and from the code worker. Types only.
import type { SeenCode } from './code-reader.ts';

/** `bitmap` is the part of the camera's picture that is read. */
export interface CodeRequest {
  readonly id: number;
  readonly bitmap: ImageBitmap;
}
export type CodeReply =
  | {
      readonly kind: 'looked';
      readonly id: number;
      readonly seen: SeenCode | null;
      /** Mean brightness of the picture, 0 to 255. */
      readonly brightness: number;
    }
  | { readonly kind: 'broken'; readonly id: number; readonly why: string };
