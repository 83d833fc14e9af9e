// What a code scanner with a line of its own is to the core. Variant: code-scanner.serial.ts. One that types like a keyboard
// is heard by the page (renderer/wedge.ts). Trouble is a status, never an exception.
import type { DeviceStatus } from '../domain.ts';

export interface CodeScanner {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): void;
  /** One whole code as read, without the scanner's prefix and suffix. What it means is nobody's business here. */
  onCode(listener: (text: string) => void): void;
  start(): void;
  stop(): Promise<void>;
}
