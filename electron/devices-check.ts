// `npm run devices`: tries each device of kiosk.json from the command line and says in words how it is. With --card it waits
// for a card, with --print it prints a slip. Must not run beside a kiosk that holds the devices.
import { parseArgs } from 'node:util';
import words from '../assets/locales/terms.zh-CN.json' with { type: 'json' };
import { loadConfig } from './config.ts';
import type { Slip } from './devices/printer.ts';
import { createDevices } from './devices/index.ts';
import type { DeviceStatus } from './domain.ts';
import { takeLock } from './instance-lock.ts';

const { values } = parseArgs({
  options: {
    /** Wait for a card to be laid down. */
    card: { type: 'boolean', default: false },
    /** Print a slip. */
    print: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const word = (key: string): string => (words as Readonly<Record<string, string>>)[key] ?? key;
/** Longest that a device may take to say how it is, ms. */
const startMs = 6000;
const cardMs = 30_000;

interface Told {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): void;
}

/** The first status that is not “starting”, or the last one in time. */
function settled(device: Told): Promise<DeviceStatus> {
  return new Promise((done) => {
    const timer = setTimeout(() => done(device.status()), startMs);
    function look(status: DeviceStatus): void {
      if (status.reason === 'starting') return;
      clearTimeout(timer);
      done(status);
    }
    look(device.status());
    device.onStatus(look);
  });
}

const slip: Slip = {
  name: 'device-check',
  mark: null,
  blocks: [
    { kind: 'title', text: '打印检查' },
    { kind: 'text', text: '广州市 石牌街 䶮喆𠮷 0123456789' },
    { kind: 'code128', data: 'TEST-0123456789', caption: 'TEST 0123 4567 89' },
  ],
};

async function main(): Promise<number> {
  const config = loadConfig();
  const lock = takeLock(config.dataDir);
  if (!lock.taken) {
    say(`kiosk ${lock.holder} runs and holds the devices: end it first, or look at its desk.`);
    return 1;
  }
  process.once('exit', lock.release);
  const permitPrinter =
    config.permitPrinter.kind === 'simulated'
      ? { kind: 'simulated' as const, dir: config.dataDir }
      : config.permitPrinter;
  const devices = createDevices({ ...config, permitPrinter }, () => undefined);
  const tried = [
    ['idReader', devices.idReader, config.idReader.kind],
    ['receiptPrinter', devices.receiptPrinter, config.receiptPrinter.kind],
    ['permitPrinter', devices.permitPrinter, config.permitPrinter.kind],
  ] as const;
  let good = true;
  for (const [, device] of tried) device.start();
  for (const [name, device, kind] of tried) {
    const { state, reason } = await settled(device);
    good &&= state === 'ready' || state === 'busy';
    const said = `${word(`deviceState.${state}`)}\t${word(`deviceReason.${reason}`)}`;
    say(`${name}\t${kind}\t${state}\t${reason}\t${word(`device.${name}`)}\t${said}`);
  }
  if (values.print) {
    const { result, reason } = await devices.receiptPrinter.print(slip);
    good &&= result === 'printed';
    say(`print\t${result}\t${reason}\t${word(`deviceReason.${reason}`)}`);
  }
  if (values.card) {
    say('card\twaiting');
    const kind = await new Promise<string>((done) => {
      setTimeout(() => done('none'), cardMs).unref();
      devices.idReader.onCard(() => done('read'));
      devices.idReader.onProblem(done);
    });
    good &&= kind === 'read';
    say(`card\t${kind}`);
  }
  for (const [, device] of tried) await device.stop();
  return good ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say((error as Error).message);
    process.exit(78);
  },
);
