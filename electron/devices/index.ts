// The only place that picks real or simulated devices. Must not start them nor look at the rest of the configuration.
import type { Log } from '../domain.ts';
import type { ScannerAffixes } from './code-scanner.lines.ts';
import { createSerialScanner } from './code-scanner.serial.ts';
import type { CodeScanner } from './code-scanner.ts';
import { overDeviceFile } from './byte-stream.device-file.ts';
import { overTcp } from './byte-stream.ts';
import { demoCard } from './demo-cards.ts';
import type { IdReader } from './id-reader.ts';
import { createSamReader } from './id-reader.sam.ts';
import { createSimulatedReader } from './id-reader.simulated.ts';
import type { PhotoDecoder } from './photo-decoder.ts';
import { createProgramDecoder } from './photo-decoder.program.ts';
import { createCupsPrinter } from './printer.a4.ts';
import { createSimulatedPermitPrinter } from './printer.a4-simulated.ts';
import { createSimulatedReceiptPrinter } from './printer.simulated.ts';
import type { PrinterProfile } from './paper/gb18030.ts';
import { createSpooledThermalPrinter } from './printer.thermal-spooled.ts';
import { createThermalPrinter } from './printer.thermal.ts';
import type { PermitPrinter, ReceiptPrinter } from './printer.ts';

interface Roll {
  readonly columns: number;
  readonly profile?: PrinterProfile;
}
export interface DeviceChoice {
  readonly idReader:
    | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number | 'auto' }
    | { readonly kind: 'simulated' };
  readonly wltDecoder?:
    | { readonly command: string; readonly args: readonly string[]; readonly timeoutMs: number }
    | undefined;
  readonly receiptPrinter:
    | ({ readonly kind: 'tcp'; readonly host: string; readonly port: number } & Roll)
    /** A device file, as /dev/usb/lp0. */
    | ({ readonly kind: 'usb'; readonly path: string } & Roll)
    /** A raw queue of the system's spooler. */
    | ({ readonly kind: 'spooled'; readonly uri: string } & Roll)
    | { readonly kind: 'simulated' };
  /** `dir` is where the simulated printer leaves its sheets. */
  readonly permitPrinter:
    | { readonly kind: 'cups'; readonly uri: string }
    | { readonly kind: 'simulated'; readonly dir: string };
  /** `wedge` types like a keyboard: the page hears it, there is nothing to open. */
  readonly codeScanner:
    | { readonly kind: 'none' }
    | ({
        readonly kind: 'serial';
        readonly path: string;
        readonly baudRate: number;
      } & ScannerAffixes)
    | ({ readonly kind: 'wedge' } & ScannerAffixes);
}
export interface Devices {
  readonly idReader: IdReader;
  /** Null when none is configured: the chip's photo cannot be shown. */
  readonly photoDecoder: PhotoDecoder | null;
  readonly receiptPrinter: ReceiptPrinter;
  readonly permitPrinter: PermitPrinter;
  /** Null when none has a line of its own. */
  readonly codeScanner: CodeScanner | null;
  /** Puts a card of the demonstration on the simulated reader; false for a name that is none. Null with a real reader. */
  readonly placeDemoCard: ((name: string) => boolean) | null;
}

/** Loads what drawing paper needs, so that the first sheet does not wait for it. Call when the first screen is up. */
export async function warmUpPaper(): Promise<void> {
  await import('./paper/permit-pdf.ts');
  await import('./printer.thermal-job.ts');
}

/** The devices of one kiosk, not started. Simulated ones are refused for production by the configuration. */
export function createDevices(choice: DeviceChoice, log: Log): Devices {
  const { receiptPrinter, permitPrinter, codeScanner } = choice;
  return {
    ...readerOf(choice.idReader, portsBeside(choice), log),
    photoDecoder:
      choice.wltDecoder === undefined ? null : createProgramDecoder({ ...choice.wltDecoder, log }),
    receiptPrinter: receiptPrinterOf(receiptPrinter, log),
    permitPrinter:
      permitPrinter.kind === 'cups'
        ? createCupsPrinter({ uri: permitPrinter.uri, log })
        : createSimulatedPermitPrinter({ dir: permitPrinter.dir, log }),
    codeScanner:
      codeScanner.kind === 'serial' ? createSerialScanner({ ...codeScanner, log }) : null,
  };
}

function receiptPrinterOf(choice: DeviceChoice['receiptPrinter'], log: Log): ReceiptPrinter {
  switch (choice.kind) {
    case 'tcp':
      return createThermalPrinter({ ...choice, open: overTcp(choice.host, choice.port), log });
    case 'usb':
      return createThermalPrinter({ ...choice, open: overDeviceFile(choice.path), log });
    case 'spooled':
      return createSpooledThermalPrinter({ ...choice, log });
    case 'simulated':
      return createSimulatedReceiptPrinter();
  }
}

/** Ports and device files of everything that is not the reader: looking for the reader must not speak to them. */
function portsBeside(choice: DeviceChoice): readonly string[] {
  return Object.values<unknown>({ ...choice, idReader: null }).flatMap((device) =>
    typeof device === 'object' &&
    device !== null &&
    'path' in device &&
    typeof device.path === 'string'
      ? [device.path]
      : [],
  );
}

function readerOf(
  choice: DeviceChoice['idReader'],
  avoid: readonly string[],
  log: Log,
): Pick<Devices, 'idReader' | 'placeDemoCard'> {
  if (choice.kind === 'serial') {
    return {
      idReader: createSamReader({ path: choice.path, baudRate: choice.baudRate, avoid, log }),
      placeDemoCard: null,
    };
  }
  const reader = createSimulatedReader();
  return {
    idReader: reader,
    placeDemoCard(name) {
      const card = demoCard(name);
      if (card === null) return false;
      reader.place(card);
      return true;
    },
  };
}
