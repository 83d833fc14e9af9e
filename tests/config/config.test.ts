// kiosk.json: what is taken, what is refused, and that every refusal names the field and says what to do.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ConfigError,
  configPath,
  demonstrationConfig,
  isMemoryBacked,
  loadConfig,
  readConfig,
} from '../../electron/config.ts';
import { installedConfigPath } from '../../electron/places.ts';

let dir: string;
let runtimeDir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-config-'));
  runtimeDir = mkdtempSync('/dev/shm/kiosk-config-');
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
  rmSync(runtimeDir, { recursive: true, force: true });
});

const jwk = { kid: 'k', kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
const keys = { encryption: [jwk], acknowledgement: [jwk], permit: [jwk] };
type File = Record<string, unknown>;

function good(): File {
  return {
    production: true,
    dataDir: join(dir, 'data'),
    runtimeDir: join(runtimeDir, 'run'),
    deviceId: 'GZ-0001',
    place: { cityAdcode: '440100', cityName: '广州', centreName: '石牌街', centreId: 'gz-shipai' },
    idReader: { kind: 'serial', path: '/dev/ttyUSB0' },
    receiptPrinter: { kind: 'tcp', host: '192.0.2.7' },
    permitPrinter: { kind: 'cups', uri: 'ipp://127.0.0.1:631/printers/permit' },
    upstream: { baseUrl: 'https://upstream.example/v1', keys, enrolmentCode: 'one-time-code' },
  };
}

/** The file with one field replaced (`a.b.c`); undefined leaves it out. */
function but(path: string, value: unknown, file = good()): File {
  const [name = '', ...rest] = path.split('.');
  if (rest.length > 0) return { ...file, [name]: but(rest.join('.'), value, file[name] as File) };
  if (value !== undefined) return { ...file, [name]: value };
  return Object.fromEntries(Object.entries(file).filter(([key]) => key !== name));
}

function refusal(file: unknown, env: NodeJS.ProcessEnv = {}): string {
  try {
    readConfig(file, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('it was taken');
}

describe('a good kiosk.json', () => {
  it('is taken with its defaults, and its folders are made for this user alone', () => {
    const config = readConfig(good(), {});
    expect(config).toMatchObject({
      production: true,
      demonstration: false,
      idReader: { baudRate: 'auto' },
      receiptPrinter: { port: 9100, columns: 48 },
      panel: { mmPerPx: 0.248 },
      timeouts: { quietScale: 1 },
      port: 0,
    });
    for (const folder of [config.dataDir, config.runtimeDir])
      expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('may be the demonstration’s', () => {
    const file = demonstrationConfig({ baseUrl: 'http://127.0.0.1:8080', keys }, join(dir, 'demo'));
    const config = readConfig({ ...(file as File), runtimeDir }, {});
    expect(config).toMatchObject({ production: false, demonstration: true });
  });

  it('finds a folder in memory by itself', () => {
    const { runtimeDir: found } = readConfig(but('runtimeDir', undefined), {});
    expect(found).toContain('GZ-0001');
    expect(isMemoryBacked(found)).toBe(true);
    rmSync(found, { recursive: true });
  });
});

describe('a production kiosk', () => {
  it.each(['idReader', 'receiptPrinter', 'permitPrinter'])('refuses a simulated %s', (name) => {
    const file = but(name, { kind: 'simulated' });
    expect(refusal(file)).toBe(
      `${name}: a simulated device is refused when production is true; name the real one.`,
    );
    expect(() => readConfig({ ...file, production: false }, {})).not.toThrow();
  });

  it('refuses to be a demonstration', () => {
    expect(refusal(but('demonstration', true))).toMatch(/^demonstration: must be false/);
  });

  it.each(['http://upstream.example/', 'http://127.0.0.1.example/', 'http://10.0.0.1/'])(
    'refuses to speak to upstream in the clear: %s',
    (baseUrl) => {
      expect(refusal(but('upstream.baseUrl', baseUrl))).toMatch(/^upstream\.baseUrl: .*https:\/\//);
    },
  );

  it('refuses to keep drafts’ keys on a disk', () => {
    const onDisk = '/usr/share/kiosk-not-made';
    expect(isMemoryBacked(onDisk)).toBe(false);
    expect(refusal(but('runtimeDir', onDisk))).toMatch(/^runtimeDir: .*tmpfs/);
    expect(existsSync(onDisk)).toBe(false);
  });
});

describe('a bad value', () => {
  it.each<[path: string, value: unknown, advice: string]>([
    ['production', 'yes', 'must be true or false, without quotes.'],
    ['demonstration', 1, 'must be true or false, without quotes.'],
    ['dataDir', '', 'must be at least 1 characters.'],
    ['runtimeDir', 'a'.repeat(401), 'must be at most 400 characters.'],
    ['deviceId', 'gz 0001', 'must match /^[A-Z0-9-]{3,40}$/.'],
    ['deviceId', undefined, 'is missing; add it.'],
    ['place', undefined, 'is missing; add it.'],
    ['place.cityAdcode', '4401', 'must match /^\\d{6}$/.'],
    ['place.cityAdcode', 440100, 'must be a text in quotes.'],
    ['place.cityName', '', 'must be at least 1 characters.'],
    ['place.centreName', '中'.repeat(41), 'must be at most 40 characters.'],
    ['place.centreId', 'Shipai!', 'must match /^[a-z0-9-]{2,40}$/.'],
    ['idReader', 'serial', 'must be an object { … }.'],
    ['idReader.kind', 'usb', 'must be one of: serial, simulated.'],
    ['idReader.path', undefined, 'is missing; add it.'],
    ['idReader.baudRate', 1200, 'must be one of: auto, 115200, 57600, 38400, 19200, 9600.'],
    ['receiptPrinter.kind', undefined, 'must be one of: tcp, usb, spooled, simulated.'],
    ['receiptPrinter.host', '', 'must be at least 1 characters.'],
    ['receiptPrinter.port', 70000, 'must be at most 65535.'],
    ['receiptPrinter.port', 91.5, 'must be a whole number.'],
    ['receiptPrinter.columns', 40, 'must be one of: 48, 32.'],
    [
      'permitPrinter.uri',
      'file:///tmp/out',
      'must be a whole address, ipp://host:631/printers/queue.',
    ],
    ['permitPrinter.uri', 'permit', 'must be a whole address, ipp://host:631/printers/queue.'],
    ['upstream.baseUrl', 'ftp://upstream.example', 'must be a whole address, https://host/path.'],
    ['upstream.keys.encryption', [], 'must be at least 1 entries.'],
    ['upstream.keys.permit', undefined, 'is missing; add it.'],
    ['upstream.keys.permit', 'key', 'must be a list [ … ].'],
    ['upstream.enrolmentCode', '', 'must be at least 1 characters.'],
    ['panel.mmPerPx', 5, 'must be at most 1.'],
    ['timeouts.quietScale', 0, 'must be at least 0.01.'],
    ['port', '8080', 'must be a number without quotes.'],
    ['port', -1, 'must be at least 0.'],
  ])('is named with what to do: %s = %j', (path, value, advice) => {
    const file = but(path, value, { panel: { mmPerPx: 0.2 }, timeouts: {}, ...good() });
    expect(refusal(file)).toBe(`kiosk.json, ${path}: ${advice}\nCorrect this and start again.`);
  });

  it.each([
    ['crv', { ...jwk, crv: 'P-384' }, 'must be P-256.'],
    ['kty', { ...jwk, kty: 'RSA' }, 'must be EC.'],
    ['kid', { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }, 'is missing; add it.'],
  ])('in a key is named by its place: %s', (field, key, advice) => {
    const message = refusal(but('upstream.keys.acknowledgement', [jwk, key]));
    expect(message).toContain(`kiosk.json, upstream.keys.acknowledgement.1.${field}: ${advice}`);
  });

  it.each(['prodution', 'place.city', 'idReader.speed', 'upstream.keys.signing'])(
    'of a field nobody knows is not overlooked: %s',
    (path) => {
      expect(refusal(but(path, 1))).toContain(
        `kiosk.json, ${path}: no such field; correct its name or remove it.`,
      );
    },
  );

  it('does not hide the next one: all are told at once', () => {
    const message = refusal(
      but('deviceId', '', but('port', 'x', but('place.cityName', undefined))),
    );
    expect(message.split('\n')).toHaveLength(4);
  });

  it('is never quoted', () => {
    const file = but('upstream.enrolmentCode', 'SECRET'.repeat(20), but('deviceId', 'SECRET!'));
    expect(refusal(file)).not.toContain('SECRET');
  });

  it.each([null, [], 'text', 3])('that is no object at all is told: %j', (value) => {
    expect(refusal(value)).toBe(
      'kiosk.json: must be an object { … }.\nCorrect this and start again.',
    );
  });
});

describe('the file', () => {
  it('is named by KIOSK_CONFIG, else lies in the working folder, else where packages look', () => {
    expect(configPath({ KIOSK_CONFIG: '/etc/kiosk/kiosk.json' })).toBe('/etc/kiosk/kiosk.json');
    const before = process.cwd();
    process.chdir(dir);
    try {
      expect(configPath({})).toBe(installedConfigPath());
      writeFileSync('kiosk.json', '{}');
      expect(configPath({})).toBe(join(process.cwd(), 'kiosk.json'));
    } finally {
      process.chdir(before);
    }
  });

  it('is read', () => {
    const file = join(dir, 'good.json');
    writeFileSync(file, JSON.stringify(good()));
    expect(loadConfig({ KIOSK_CONFIG: file }).deviceId).toBe('GZ-0001');
  });

  it('that is not there or is not JSON is named', () => {
    const missing = join(dir, 'missing.json');
    expect(() => loadConfig({ KIOSK_CONFIG: missing })).toThrow(
      `${missing}: is not there. Write it (README, “Attaching real devices”) and start again.`,
    );
    const broken = join(dir, 'broken.json');
    writeFileSync(broken, '{ "deviceId": ');
    expect(() => loadConfig({ KIOSK_CONFIG: broken })).toThrow(`${broken}: is not JSON.`);
    expect(() => loadConfig({ KIOSK_CONFIG: broken })).toThrow(ConfigError);
  });
});

describe('a code scanner', () => {
  it('is none unless the file names one', () => {
    expect(readConfig(good()).codeScanner).toEqual({ kind: 'none' });
    expect(readConfig(good()).residentCode).toEqual({ begins: [] });
  });

  it.each([
    [
      { kind: 'serial', path: '/dev/ttyACM0' },
      { kind: 'serial', path: '/dev/ttyACM0', baudRate: 9600, prefix: '', suffix: '\r' },
    ],
    [{ kind: 'wedge' }, { kind: 'wedge', prefix: '', suffix: '\r' }],
    [
      { kind: 'wedge', prefix: '~', suffix: '\t' },
      { kind: 'wedge', prefix: '~', suffix: '\t' },
    ],
  ])('named %j becomes %j', (named, read) => {
    expect(readConfig(but('codeScanner', named)).codeScanner).toEqual(read);
  });

  it.each([
    { kind: 'usb' },
    { kind: 'serial' },
    { kind: 'serial', path: '/dev/ttyACM0', suffix: '' },
    { kind: 'wedge', suffix: '' },
    { kind: 'wedge', prefix: '\x02' },
    { kind: 'wedge', suffix: '回车' },
  ])('named %j is refused', (named) => {
    expect(refusal(but('codeScanner', named))).toContain('codeScanner');
  });
});
