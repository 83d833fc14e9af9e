// The serial code scanner against the emulator on a pseudo-terminal: codes, noise, half lines, the plug.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSerialScanner } from '../../electron/devices/code-scanner.serial.ts';
import type { CodeScanner } from '../../electron/devices/code-scanner.ts';
import { startScannerEmulator } from '../emulators/code-scanner.ts';
import type { ScannerEmulator } from '../emulators/code-scanner.ts';
import { waitFor } from '../support/wait.ts';

const affixes = { prefix: '', suffix: '\r' };
const timings = { reopenEveryMs: 50, lookEveryMs: 50, interByteMs: 80 };
let emulator: ScannerEmulator;
let scanner: CodeScanner;
let codes: string[];
let lines: string[];

function open(path: string): void {
  codes = [];
  lines = [];
  scanner = createSerialScanner({
    ...affixes,
    path,
    baudRate: 9600,
    log: (_, code) => void lines.push(code),
    timings,
  });
  scanner.onCode((text) => void codes.push(text));
  scanner.start();
}
const state = () => `${scanner.status().state} ${scanner.status().reason}`;
const until = (what: string, holds: () => boolean) =>
  waitFor(what, () => (holds() ? true : undefined));

beforeEach(async () => {
  emulator = await startScannerEmulator(affixes);
  open(emulator.path);
  await until('ready', () => state() === 'ready ok');
});
afterEach(async () => {
  await scanner.stop();
  await emulator.stop();
});

describe('a serial code scanner', () => {
  it('tells each code once, at once or byte by byte', async () => {
    await emulator.scan('R7K3M9P2QX4TW8');
    await emulator.scan('P4401000000000012K', 'slow');
    await until('both', () => codes.length === 2);
    expect(codes).toEqual(['R7K3M9P2QX4TW8', 'P4401000000000012K']);
  });

  it('drops noise and says so in a coded line', async () => {
    emulator.send(Buffer.from([0xff, 0x00, 0x13, 0x0d]));
    await emulator.scan('R7K3M9P2QX4TW8');
    await until('the code', () => codes.length > 0);
    expect(codes).toEqual(['R7K3M9P2QX4TW8']);
    expect(lines).toContain('code-scanner.noise');
  });

  it('drops half a line after a silence, and reads the next code whole', async () => {
    emulator.send('R7K3M9');
    await until('the cut', () => lines.includes('code-scanner.line-cut'));
    await emulator.scan('P4401000000000012K');
    await until('the code', () => codes.length > 0);
    expect(codes).toEqual(['P4401000000000012K']);
  });

  it('unplugged in the middle of a line is away, and back when it is plugged in again', async () => {
    emulator.send('R7K3M9');
    await emulator.unplug();
    await until('away', () => state() === 'disconnected port-missing');
    await emulator.replug();
    await until('back', () => state() === 'ready ok');
    await emulator.scan('P4401000000000012K');
    await until('the code', () => codes.length > 0);
    expect(codes).toEqual(['P4401000000000012K']);
  });

  it('whose listener has a bug reads on', async () => {
    await scanner.stop();
    open(emulator.path);
    let first = true;
    scanner.onCode(() => {
      if (!first) return;
      first = false;
      throw new Error('a bug of the listener');
    });
    await until('ready', () => state() === 'ready ok');
    await emulator.scan('R7K3M9P2QX4TW8');
    await until('the first', () => codes.length === 1);
    await until('logged', () => lines.includes('code-scanner.fault'));
    await emulator.scan('P4401000000000012K');
    await until('the second', () => codes.length === 2);
  });
});

it('A scanner that is not there is missing; a file that is no port is refused', async () => {
  await scanner.stop();
  open('/dev/ttyNONE');
  await until('missing', () => state() === 'disconnected port-missing');
  await scanner.stop();
  open(import.meta.filename);
  await until('refused', () => state() === 'attention refused');
});
