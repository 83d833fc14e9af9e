// Where the reader is: which port answers as a SAM module does, and at which speed.
// Must not keep a line that did not answer so, nor open a port that another device of this kiosk uses.
import { realpath } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { Log } from '../domain.ts';
import type { SamTimings } from './id-reader.sam-commands.ts';
import { askStatus } from './id-reader.sam-commands.ts';
import type { SamReply } from './id-reader.sam-frames.ts';
import type { SamLink } from './id-reader.sam-link.ts';
import { openSamLink } from './id-reader.sam-link.ts';

/** Speeds of a SAM module in baud (GA 450), the usual one first. */
export const samSpeeds = [115200, 57600, 38400, 19200, 9600] as const;

/** Where to look: `auto` = every serial port of the machine, every speed. */
export interface SamPlace {
  readonly path: string;
  readonly baudRate: number | 'auto';
}
interface KnownPlace extends SamPlace {
  readonly baudRate: number;
}

/** Names of the machine's serial ports, the likeliest first. Rejects where the system cannot list them. */
export type ListPorts = () => Promise<readonly string[]>;

/** The port's owner by what the system says of it: those on USB come first, as nobody solders a reader to the board. */
export const listSerialPorts: ListPorts = async () => {
  const ports = await SerialPort.list();
  const onUsb = ports.filter(({ vendorId }) => vendorId !== undefined);
  return [...onUsb, ...ports.filter((port) => !onUsb.includes(port))].map(({ path }) => path);
};

export type Search =
  | {
      readonly kind: 'found';
      readonly link: SamLink;
      readonly place: KnownPlace;
      readonly reply: SamReply;
    }
  /** Why not: no port there, none that opens, none that answers, or answers that are no frames. */
  | { readonly kind: 'missing' | 'refused' | 'silent' | 'damaged' };

/**
 * Asks the places in turn for the module's status until one answers. A place known from before (`last`) is asked first.
 * The caller closes the link.
 */
export async function searchModule(options: {
  readonly place: SamPlace;
  readonly last: KnownPlace | null;
  readonly listPorts: ListPorts;
  /** Ports of other devices: never opened, however they are named. */
  readonly avoid: readonly string[];
  readonly timings: SamTimings;
  readonly log: Log;
  readonly signal: AbortSignal;
}): Promise<Search> {
  const { place, last, timings, log, signal } = options;
  const paths = place.path === 'auto' ? await freePorts(options) : [place.path];
  const speeds = place.baudRate === 'auto' ? samSpeeds : [place.baudRate];
  const all = speeds.flatMap((baudRate) => paths.map((path) => ({ path, baudRate })));
  const again = all.filter(({ path, baudRate }) => isPlace(last, path, baudRate));
  const places = [...again, ...all.filter((known) => !again.includes(known))];
  // Somebody else's device is given less time than the reader that the configuration names.
  const waitMs = places.length === 1 ? timings.commandMs : timings.probeMs;
  const unopened = new Set<string>();
  let worst: Exclude<Search['kind'], 'found'> = 'missing';
  for (const known of places) {
    if (signal.aborted) break;
    if (unopened.has(known.path)) continue;
    const tried = await probe(known, { ...timings, commandMs: waitMs }, log, signal);
    if (tried.kind === 'found') {
      if (places.length > 1) log('info', 'id-reader.found', { baudRate: known.baudRate });
      return tried;
    }
    if (tried.kind === 'missing' || tried.kind === 'refused') unopened.add(known.path);
    worst = graver(worst, tried.kind);
  }
  // What a device that is no reader says is no trouble of the reader.
  return { kind: worst === 'damaged' && place.path === 'auto' ? 'silent' : worst };
}

async function probe(
  place: KnownPlace,
  timings: SamTimings,
  log: Log,
  signal: AbortSignal,
): Promise<Search> {
  const opened = await openSamLink({ ...place, interByteMs: timings.interByteMs, log });
  if (opened.kind !== 'open') return opened;
  const { link } = opened;
  const hangUp = () => void link.close();
  signal.addEventListener('abort', hangUp, { once: true });
  const answer = signal.aborted ? ({ kind: 'gone' } as const) : await askStatus(link, timings);
  signal.removeEventListener('abort', hangUp);
  if (answer.kind === 'reply') return { kind: 'found', link, place, reply: answer.reply };
  await link.close();
  return { kind: answer.kind === 'gone' ? 'missing' : answer.kind };
}

const gravity = ['missing', 'refused', 'silent', 'damaged'] as const;
function graver(a: (typeof gravity)[number], b: (typeof gravity)[number]): typeof a {
  return gravity.indexOf(a) >= gravity.indexOf(b) ? a : b;
}

function isPlace(last: KnownPlace | null, path: string, baudRate: number): boolean {
  return last?.path === path && last.baudRate === baudRate;
}

async function freePorts(options: {
  readonly listPorts: ListPorts;
  readonly avoid: readonly string[];
  readonly log: Log;
}): Promise<readonly string[]> {
  try {
    const taken = new Set(await Promise.all(options.avoid.map(trueName)));
    const free: string[] = [];
    for (const path of await options.listPorts())
      if (!taken.has(await trueName(path))) free.push(path);
    return free;
  } catch (error) {
    options.log('warn', 'id-reader.ports-unlisted', {
      name: error instanceof Error ? error.name : 'unknown',
    });
    return [];
  }
}

/** One name for one port: links such as /dev/serial/by-id are followed, COM ports compared without case. */
async function trueName(path: string): Promise<string> {
  if (process.platform === 'win32') return path.toUpperCase();
  // A port that is away has no other name.
  return realpath(path).catch(() => path);
}
