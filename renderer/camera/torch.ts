// The lamp beside a camera, where the camera has one: lit while the picture is too dark to read codes.
// Must not be needed: most cameras have none, and then nothing happens.

/** Mean brightness (0 to 255) below which the lamp is lit. It stays lit: by its own light the picture would be bright. */
const DARK = 60;
/** Pictures in a row that must be dark: a hand over the lens is not the night. */
const PICTURES = 3;

// `torch` (Image Capture) is not in TypeScript's DOM types.
interface TorchTrack {
  getCapabilities?(): { readonly torch?: boolean };
  applyConstraints(wish: { advanced: { torch: boolean }[] }): Promise<void>;
}

/** `brightness` is told with every picture, null = not known. Once the camera is given back its lamp goes out by itself. */
export function createTorch(track: () => MediaStreamTrack | null): {
  tell(brightness: number | null): void;
} {
  let dark = 0;
  let asked = false;
  return {
    tell(brightness) {
      if (asked || brightness === null) return;
      dark = brightness < DARK ? dark + 1 : 0;
      const camera = track() as TorchTrack | null;
      if (dark < PICTURES || camera?.getCapabilities?.().torch !== true) return;
      asked = true;
      // A camera that says it has a lamp and then refuses has none; the picture is read as it is.
      camera.applyConstraints({ advanced: [{ torch: true }] }).catch(() => undefined);
    },
  };
}
