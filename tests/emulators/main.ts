// `npm run emulators`: the card reader, the receipt printer and the code scanner as emulators, for trying the kiosk by hand.
// Prints what to put into kiosk.json; cards and faults are typed in, slips come out as text.
import { createInterface } from 'node:readline';
import { demoCard } from '../../electron/devices/demo-cards.ts';
import { faults } from '../devices/id-reader.fault-table.ts';
import { startScannerEmulator } from './code-scanner.ts';
import type { PrinterMode } from './escpos-printer.ts';
import { startPrinterEmulator } from './escpos-printer.ts';
import { startReaderEmulator } from './id-reader.ts';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const reader = await startReaderEmulator();
const printer = await startPrinterEmulator();
const scanner = await startScannerEmulator();

say('kiosk.json:');
say(
  `  "idReader": { "kind": "serial", "path": ${JSON.stringify(reader.path)}, "baudRate": 115200 }`,
);
say(
  `  "receiptPrinter": { "kind": "tcp", "host": "127.0.0.1", "port": ${printer.port}, "columns": 48 }`,
);
say(`  "codeScanner": { "kind": "serial", "path": ${JSON.stringify(scanner.path)} }`);
say(
  'card <name> | lift | unplug | replug | silent | fault <part of its name> | well | printer <mode> | scan <code> | quit',
);

let shown = 0;
const watching = setInterval(() => {
  const jobs = printer.jobs().filter((job) => job.cut);
  for (const job of jobs.slice(shown)) say(`---- printed ----\n${job.text}---- cut ----`);
  shown = jobs.length;
}, 200);

/** One of the fault table, at every question until `well`. */
function playFault(name: string): void {
  const fault = faults.find((known) => known.name.toLowerCase().includes(name.toLowerCase()));
  if (fault === undefined) say(`no such fault: ${faults.map((known) => known.name).join(', ')}`);
  else reader.fault({ kind: 'script', play: fault.play });
}

async function obey(command: string, argument: string): Promise<boolean> {
  if (command === 'quit') return false;
  if (command === 'card') {
    const card = demoCard(argument);
    if (card === null)
      say(
        'no such card: newcomer, too-soon, needs-papers, local, expired, hkmt, foreigner, rare-name',
      );
    else reader.placeCard(Buffer.from(card.text, 'base64'));
  } else if (command === 'lift') reader.liftCard();
  else if (command === 'unplug') await reader.unplug();
  else if (command === 'replug') await reader.replug();
  else if (command === 'silent') reader.fault({ kind: 'silent' });
  else if (command === 'fault') playFault(argument);
  else if (command === 'well') reader.fault(null);
  else if (command === 'scan') await scanner.scan(argument);
  else if (command === 'printer') printer.mode(argument as PrinterMode);
  else if (command !== '') say('?');
  return true;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [command = '', ...words] = line.trim().split(/\s+/);
  if (!(await obey(command, words.join(' ')))) break;
}
clearInterval(watching);
await scanner.stop();
await reader.stop();
await printer.stop();
