// Environment and kiosk.json become one validated Config. Refuses what a production kiosk must not be.
// Must not start anything.
import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { tellIssues } from './config-words.ts';
import { Adcode } from './domain.ts';
import { installedConfigPath, installedDataDir } from './places.ts';

const PublicJwk = z.looseObject({
  kid: z.string(),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
});
/** Upstream's public keys, pinned here: nothing the network says can change them. */
export const UpstreamKeys = z.strictObject({
  encryption: z.array(PublicJwk).min(1).max(4),
  acknowledgement: z.array(PublicJwk).min(1).max(8),
  permit: z.array(PublicJwk).min(1).max(16),
  /** Whoever issues policy tables; without it the shipped table stands. */
  policy: z.array(PublicJwk).min(1).max(4).optional(),
  /** Whoever names the staff of a centre. */
  staff: z.array(PublicJwk).min(1).max(4).optional(),
});
export type UpstreamKeys = z.infer<typeof UpstreamKeys>;

const Simulated = z.strictObject({ kind: z.literal('simulated') });
const Path = z.string().min(1).max(400);
const PrinterAddress = z.url({
  protocol: /^(ipps?|https?)$/,
  error: 'a whole address, ipp://host:631/printers/queue',
});
const UpstreamAddress = z.url({
  protocol: /^https?$/,
  error: 'a whole address, https://host/path',
});

/** What a scanner puts around a code: printable ASCII, STX, ETX, tab and line ends. */
const Affix = z.string().regex(/^[\x20-\x7e\x02\x03\t\r\n]{0,16}$/);
const ScannerSuffix = Affix.min(1).default('\r');
/** Keys a keyboard has: printable ASCII, Enter as \r, tab as \t. */
const TypedPrefix = z.string().regex(/^[\x20-\x7e]{0,16}$/);
/** Paper of 80 mm (48 columns) or 58 mm (32), and what the printer's own font was tried for. */
const Roll = {
  columns: z.union([z.literal(48), z.literal(32)]).default(48),
  profile: z.enum(['gb2312', 'gbk', 'none']).default('gb2312'),
};

/** What kiosk.json may hold. */
export const KioskFile = z.strictObject({
  production: z.boolean().default(false),
  demonstration: z.boolean().default(false),
  dataDir: Path.optional(),
  runtimeDir: Path.optional(),
  deviceId: z.string().regex(/^[A-Z0-9-]{3,40}$/),
  place: z.strictObject({
    cityAdcode: Adcode,
    cityName: z.string().min(1).max(20),
    centreName: z.string().min(1).max(40),
    centreId: z.string().regex(/^[a-z0-9-]{2,40}$/),
    /** Where else to go when something cannot be done at this window. */
    elsewhere: z
      .strictObject({ name: z.string().min(1).max(30), address: z.string().min(1).max(60) })
      .optional(),
  }),
  idReader: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('serial'),
      /** `auto` = whichever port a reader answers on. */
      path: Path,
      baudRate: z
        .union([
          z.literal('auto'),
          z.literal(115200),
          z.literal(57600),
          z.literal(38400),
          z.literal(19200),
          z.literal(9600),
        ])
        .default('auto'),
    }),
    Simulated,
  ]),
  /** A program that makes a picture of a chip's photo block: 1024 bytes in, BMP, JPEG or PNG out. */
  wltDecoder: z
    .strictObject({
      command: Path,
      args: z.array(z.string().max(400)).max(20).default([]),
      timeoutMs: z.number().int().min(100).max(10_000).default(3000),
    })
    .optional(),
  receiptPrinter: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('tcp'),
      host: z.string().min(1).max(255),
      port: z.number().int().min(1).max(65535).default(9100),
      ...Roll,
    }),
    z.strictObject({ kind: z.literal('usb'), path: Path, ...Roll }),
    z.strictObject({ kind: z.literal('spooled'), uri: PrinterAddress, ...Roll }),
    Simulated,
  ]),
  permitPrinter: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cups'), uri: PrinterAddress }),
    Simulated,
  ]),
  /** A code scanner beside the camera; `wedge` = one that types like a keyboard. */
  codeScanner: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({
        kind: z.literal('serial'),
        path: Path,
        baudRate: z.number().int().min(1200).max(921_600).default(9600),
        prefix: Affix.default(''),
        suffix: ScannerSuffix,
      }),
      z.strictObject({
        kind: z.literal('wedge'),
        prefix: TypedPrefix.default(''),
        suffix: z.union([z.enum(['\r', '\t']), TypedPrefix.min(1)]).default('\r'),
      }),
    ])
    .default({ kind: 'none' }),
  /** How the codes of 粤居码 begin, as their issuer states it; empty = not known at this window. */
  residentCode: z
    .strictObject({ begins: z.array(z.string().min(3).max(80)).max(8) })
    .default({ begins: [] }),
  upstream: z.strictObject({
    baseUrl: UpstreamAddress,
    keys: UpstreamKeys,
    enrolmentCode: z.string().min(1).max(80).optional(),
  }),
  staff: z
    .strictObject({
      /** One-time code that makes the first supervisor, until upstream names the staff. */
      setupCode: z.string().min(8).max(80).optional(),
      /** Cost of hashing a PIN made here: 2^17 takes about 0.4 s and 128 MB. */
      pinCost: z
        .union([z.literal(16384), z.literal(32768), z.literal(65536), z.literal(131072)])
        .default(131072),
    })
    .default({ pinCost: 131072 }),
  /** HH:MM: the readiness report is printed every day then. */
  morningCheckAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  panel: z.strictObject({ mmPerPx: z.number().min(0.05).max(1) }).default({ mmPerPx: 0.248 }),
  /** quietScale shortens or lengthens every quiet time (1 = as designed). */
  timeouts: z
    .strictObject({ quietScale: z.number().min(0.01).max(10).default(1) })
    .default({ quietScale: 1 }),
  /** Browser shell: a fixed port lets the browser's managed policy name it; 0 = any free one. */
  port: z.number().int().min(0).max(65535).default(0),
});
type KioskFileContent = z.infer<typeof KioskFile>;
export interface Config extends Omit<KioskFileContent, 'dataDir' | 'runtimeDir'> {
  readonly dataDir: string;
  /** Memory-backed: what lies here is gone after a power cut. */
  readonly runtimeDir: string;
}

/** A configuration that cannot be used; the message names the field and what to do. */
export class ConfigError extends Error {}

const tmpfsMagic = 0x01021994;
const ramfsMagic = 0x858458f6;

/** True when the folder (or its nearest existing parent) lives in memory. Linux only; elsewhere it cannot be told. */
export function isMemoryBacked(dir: string): boolean {
  let existing = resolve(dir);
  while (!existsSync(existing)) existing = resolve(existing, '..');
  const { type } = statfsSync(existing);
  return type === tmpfsMagic || type === ramfsMagic;
}

function runtimeDirOf(file: KioskFileContent, env: NodeJS.ProcessEnv): string {
  if (file.runtimeDir !== undefined) return file.runtimeDir;
  const base = [env.XDG_RUNTIME_DIR, '/dev/shm'].find(
    (dir) => dir !== undefined && existsSync(dir) && isMemoryBacked(dir),
  );
  if (base === undefined)
    throw new ConfigError(
      'runtimeDir: no memory-backed folder found; set it to a tmpfs folder of the kiosk user.',
    );
  return join(base, `residence-permit-kiosk-${process.getuid?.() ?? 0}-${file.deviceId}`);
}

function refuseForProduction(file: KioskFileContent): void {
  if (!file.production) return;
  if (file.demonstration)
    throw new ConfigError('demonstration: must be false when production is true.');
  for (const name of ['idReader', 'receiptPrinter', 'permitPrinter'] as const) {
    if (file[name].kind === 'simulated')
      throw new ConfigError(
        `${name}: a simulated device is refused when production is true; name the real one.`,
      );
  }
  const { hostname, protocol } = new URL(file.upstream.baseUrl);
  const loopback = hostname === '127.0.0.1' || hostname === 'localhost';
  if (protocol !== 'https:' && !loopback)
    throw new ConfigError('upstream.baseUrl: must begin with https:// when production is true.');
}

/** Validates what kiosk.json held (already parsed) into a Config and makes its folders. */
export function readConfig(
  content: unknown,
  env: NodeJS.ProcessEnv = process.env,
  otherwiseDataDir = 'data',
): Config {
  const parsed = KioskFile.safeParse(content);
  if (!parsed.success) {
    throw new ConfigError(`${tellIssues(parsed.error.issues)}\nCorrect this and start again.`);
  }
  const file = parsed.data;
  refuseForProduction(file);
  const dataDir = resolve(file.dataDir ?? env.KIOSK_DATA ?? otherwiseDataDir);
  const runtimeDir = runtimeDirOf(file, env);
  if (process.platform === 'linux' && !isMemoryBacked(runtimeDir) && file.production) {
    throw new ConfigError(
      `runtimeDir: ${runtimeDir} is on a disk; drafts would outlive a power cut. Use a tmpfs folder.`,
    );
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  mkdirSync(runtimeDir, { recursive: true, mode: 0o700 });
  return { ...file, dataDir, runtimeDir };
}

/** Reads the file that `configPath` names. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const path = configPath(env);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      code === 'ENOENT'
        ? `${path}: is not there. Write it (README, “Attaching real devices”) and start again.`
        : `${path}: cannot be read (${code}). Let the kiosk's user read it and start again.`,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new ConfigError(`${path}: is not JSON. Correct it and start again.`);
  }
  const installed = path === installedConfigPath();
  return readConfig(content, env, installed ? installedDataDir() : 'data');
}

/** Where kiosk.json is: named by KIOSK_CONFIG, else in this folder, else the machine's own (an installed package). */
export function configPath(env: NodeJS.ProcessEnv = process.env): string {
  if (env.KIOSK_CONFIG !== undefined) return resolve(env.KIOSK_CONFIG);
  const inThisFolder = resolve('kiosk.json');
  return existsSync(inThisFolder) ? inThisFolder : installedConfigPath();
}

/** The demonstration: simulated devices, marked 演示 everywhere, upstream as started beside it. */
export function demonstrationConfig(
  upstream: { baseUrl: string; keys: unknown },
  dataDir: string,
): unknown {
  return {
    production: false,
    demonstration: true,
    dataDir,
    deviceId: 'GZ-DEMO-01',
    place: {
      cityAdcode: '440100',
      cityName: '广州市',
      centreName: '样例街政务服务中心',
      centreId: 'demo-centre',
    },
    idReader: { kind: 'simulated' },
    receiptPrinter: { kind: 'simulated' },
    permitPrinter: { kind: 'simulated' },
    upstream: { ...upstream, enrolmentCode: 'demonstration' },
  };
}
