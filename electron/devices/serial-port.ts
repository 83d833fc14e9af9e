// Opens a serial port 8N1 and knows whether the same device is still plugged there. Must not know what is spoken on it.
import { stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';

export type OpenedPort =
  | {
      readonly kind: 'open';
      readonly port: SerialPort;
      /** False once the device file is another one or none: an unplugged line may read as silence for ever. */
      isPlugged(): Promise<boolean>;
    }
  | { readonly kind: 'missing' | 'refused' };

/** Opens with what lay in the buffers thrown away. Trouble is an answer, never thrown; the caller closes the port. */
export async function openSerialPort(path: string, baudRate: number): Promise<OpenedPort> {
  const opened = await identityOf(path);
  if (opened === null) return { kind: 'missing' };
  const port = new SerialPort({
    path,
    baudRate,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
    autoOpen: false,
  });
  const failure = await new Promise<Error | null>((resolve) => port.open(resolve));
  if (failure !== null) return { kind: (await identityOf(path)) === null ? 'missing' : 'refused' };
  await new Promise<void>((resolve) => port.flush(() => resolve()));
  return { kind: 'open', port, isPlugged: async () => (await identityOf(path)) === opened };
}

/** Which device the path names now; null when none. */
async function identityOf(path: string): Promise<string | null> {
  // COM ports of Windows are no files; there the port's own `close` event tells.
  if (process.platform === 'win32') return path;
  try {
    const { rdev, ino } = await stat(path);
    return `${rdev}:${ino}`;
  } catch {
    // No such file is the answer asked for.
    return null;
  }
}
