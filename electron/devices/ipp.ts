// The Internet Printing Protocol's messages in bytes: RFC 8010 (encoding), RFC 8011 (operations, states, attributes).
// Pure. Knows only what printing one document needs; unknown value types are kept as bytes.

/** RFC 8011 §5.4.15. */
export const OPERATION = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
} as const;
/** RFC 8011 §5.3.7. */
export const JOB_STATE = {
  pending: 3,
  held: 4,
  processing: 5,
  stopped: 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;
/** RFC 8011 §5.4.11. */
export const PRINTER_STATE = { idle: 3, processing: 4, stopped: 5 } as const;
/** RFC 8011 appendix B; everything below 0x0100 is a success. */
export const STATUS = { notFound: 0x0406, notAccepting: 0x0506, busy: 0x0507 } as const;

/** RFC 8010 §3.5.1. */
const GROUP = { operation: 0x01, job: 0x02, end: 0x03, printer: 0x04 } as const;
const GROUP_NAME: Readonly<Record<number, GroupName>> = { 1: 'operation', 2: 'job', 4: 'printer' };
type GroupName = 'operation' | 'job' | 'printer' | 'other';
/** RFC 8010 §3.5.2. */
const TAG = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
  mime: 0x49,
} as const;

export type Tag = keyof typeof TAG;
/** One attribute: its name, the type of its values, the values. */
export type Attribute = readonly [
  name: string,
  tag: Tag,
  ...values: readonly (string | number | boolean)[],
];
export type Value = string | number | boolean | Buffer;
export interface Group {
  readonly name: GroupName;
  readonly attributes: ReadonlyMap<string, readonly Value[]>;
}
export interface IppResponse {
  readonly status: number;
  readonly requestId: number;
  readonly groups: readonly Group[];
}
/** What came back is not IPP. */
export class NotIpp extends Error {}

/**
 * One request, version 2.0, without the document that may follow it (RFC 8010 §3.1). The first attributes are the
 * charset and language that every request must begin with (RFC 8011 §4.1.4).
 */
export function encodeRequest(request: {
  readonly operation: number;
  readonly requestId: number;
  readonly operationAttributes: readonly Attribute[];
  readonly jobAttributes?: readonly Attribute[];
}): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x0200, 0);
  head.writeUInt16BE(request.operation, 2);
  head.writeInt32BE(request.requestId, 4);
  const job = request.jobAttributes ?? [];
  return Buffer.concat([
    head,
    Buffer.of(GROUP.operation),
    encodeAttribute(['attributes-charset', 'charset', 'utf-8']),
    encodeAttribute(['attributes-natural-language', 'language', 'en']),
    ...request.operationAttributes.map(encodeAttribute),
    ...(job.length > 0 ? [Buffer.of(GROUP.job), ...job.map(encodeAttribute)] : []),
    Buffer.of(GROUP.end),
  ]);
}

/** RFC 8010 §3.1.4 and §3.1.5: further values of a set carry an empty name. */
function encodeAttribute([name, tag, ...values]: Attribute): Buffer {
  return Buffer.concat(
    values.flatMap((value, index) => [
      Buffer.of(TAG[tag]),
      prefixed(Buffer.from(index === 0 ? name : '', 'ascii')),
      prefixed(encodeValue(value)),
    ]),
  );
}

function encodeValue(value: string | number | boolean): Buffer {
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function prefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * Reads a response (RFC 8010 §3.1). Collections come back as flat bytes: nothing here asks for one.
 * @throws NotIpp when the bytes are cut off or no IPP at all.
 */
export function decodeResponse(bytes: Buffer): IppResponse {
  try {
    return decode(bytes);
  } catch (error) {
    // Reading beyond the end of a Buffer is a RangeError.
    if (error instanceof RangeError) throw new NotIpp('response is cut off', { cause: error });
    throw error;
  }
}

function decode(bytes: Buffer): IppResponse {
  const major = bytes.readUInt8(0);
  if (major !== 1 && major !== 2) throw new NotIpp('not an IPP version');
  const status = bytes.readUInt16BE(2);
  const requestId = bytes.readInt32BE(4);
  const groups: { name: GroupName; attributes: Map<string, Value[]> }[] = [];
  let at = 8;
  let values: Value[] | undefined;
  for (;;) {
    const tag = bytes.readUInt8(at);
    at += 1;
    if (tag === GROUP.end) return { status, requestId, groups };
    if (tag < 0x10) {
      groups.push({ name: GROUP_NAME[tag] ?? 'other', attributes: new Map() });
      values = undefined;
      continue;
    }
    const nameLength = bytes.readUInt16BE(at);
    const name = bytes.toString('ascii', at + 2, at + 2 + nameLength);
    at += 2 + nameLength;
    const valueLength = bytes.readUInt16BE(at);
    at += 2;
    if (at + valueLength > bytes.length) throw new NotIpp('a value is cut off');
    const value = decodeValue(tag, bytes.subarray(at, at + valueLength));
    at += valueLength;
    if (nameLength > 0) {
      values = [];
      groups.at(-1)?.attributes.set(name, values);
    }
    if (value !== undefined) values?.push(value);
  }
}

/** Undefined for out-of-band values such as no-value and unknown (RFC 8010 §3.5.2). */
function decodeValue(tag: number, bytes: Buffer): Value | undefined {
  if (tag < 0x20) return undefined;
  if (tag === TAG.integer || tag === TAG.enum) return bytes.readInt32BE(0);
  if (tag === TAG.boolean) return bytes.readUInt8(0) === 1;
  // 0x35 and 0x36 are text and name with a language before them; not needed, kept as bytes.
  if (tag >= 0x41 && tag <= 0x49) return bytes.toString('utf8');
  return Buffer.from(bytes);
}

/** The strings of one attribute; none when it is absent. */
export function strings(group: Group | undefined, name: string): readonly string[] {
  return (group?.attributes.get(name) ?? []).filter((value) => typeof value === 'string');
}

/** The number of one attribute, or null when the printer does not say. */
export function number(group: Group | undefined, name: string): number | null {
  const value = group?.attributes.get(name)?.[0];
  return typeof value === 'number' ? value : null;
}

/** The truth of one attribute, or null when the printer does not say. */
export function truth(group: Group | undefined, name: string): boolean | null {
  const value = group?.attributes.get(name)?.[0];
  return typeof value === 'boolean' ? value : null;
}
