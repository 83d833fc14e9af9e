// What a decoder of the photo in a card's chip is to the core. Variant: photo-decoder.program.ts. The format (WLT) is not
// public: whoever has a licensed decoder names it in the configuration, and without one there is none.

/** Bytes of the photo block of a card's chip. */
export const CHIP_PHOTO_BYTES = 1024;

export interface PhotoDecoder {
  /** The picture as a file's bytes (BMP, JPEG or PNG), not yet looked at; null when there is none to be had. Never rejects. */
  decode(photo: Uint8Array): Promise<Buffer | null>;
}
