// What goes to and from the face worker. Types only.
import type { PhotoMeasures } from '../../electron/contract.ts';

/** `bitmap` is the photo's part of the picture, already 358×441. `keep` asks for the picture as JPEG too. */
export interface FaceRequest {
  readonly id: number;
  readonly bitmap: ImageBitmap;
  readonly keep: boolean;
}
export type FaceReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly why: string }
  | {
      readonly kind: 'measured';
      readonly id: number;
      readonly measures: PhotoMeasures;
      /** JPEG, base64; null when not asked for. */
      readonly image: string | null;
      /** How long the look took, milliseconds. */
      readonly tookMs: number;
    };
