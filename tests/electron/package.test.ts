// The package: electron-builder takes its configuration, nothing it needs is left out, and the fuses are blown.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DebugLogger } from 'builder-util';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageConfig } from '../../electron-builder.config.ts';
import type { PackageConfig } from '../../electron/package-check.ts';
import { faultsOfPackage } from '../../electron/package-check.ts';
import { drawIcons } from '../../electron/package-icons.ts';

/** As the check reads it. */
const config: PackageConfig = packageConfig;
const root = resolve(import.meta.dirname, '../..');

beforeAll(() => {
  if (existsSync(join(root, 'dist/electron/main.js')) && existsSync(join(root, 'dist/renderer')))
    return;
  const vite = join(root, 'node_modules/.bin/vite');
  execFileSync(vite, ['build', '--logLevel', 'error'], { cwd: root });
  execFileSync(vite, ['build', '--config', 'vite.electron.config.ts', '--logLevel', 'error'], {
    cwd: root,
  });
}, 120_000);

describe('the configuration', () => {
  test('is one that electron-builder’s own schema takes', async () => {
    await expect(
      validateConfiguration(packageConfig, new DebugLogger(false)),
    ).resolves.toBeUndefined();
  });

  test('with a word of no meaning is not taken', async () => {
    const wrong = { ...packageConfig, asarr: true };
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow();
  });

  test('blows every fuse that would let somebody in', () => {
    expect(packageConfig.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test('builds deb, AppImage and NSIS', () => {
    expect(packageConfig).toMatchObject({
      linux: { target: ['deb', 'AppImage'] },
      win: { target: ['nsis'] },
    });
  });
});

describe('the file list', () => {
  test('is complete', () => {
    expect(faultsOfPackage(root, config)).toEqual([]);
  });

  test('without the fonts is noticed', () => {
    const files = config.files.filter((pattern) => !pattern.includes('fonts'));
    expect(faultsOfPackage(root, { ...config, files }).join()).toContain('NotoSansCJKsc');
  });

  test('that takes out a package the kiosk needs is noticed', () => {
    const files = [...config.files, '!node_modules/knex/**/*'];
    expect(faultsOfPackage(root, { ...config, files })).toContain(
      'node_modules/knex is needed and left out by "files"',
    );
  });

  test('with native code inside the archive is noticed', () => {
    const faults = faultsOfPackage(root, { ...config, asarUnpack: [] });
    expect(faults.join()).toContain('node_sqlite3.node would lie inside the archive');
  });

  test('of a folder where nothing was built names what to run', () => {
    const empty = mkdtempSync(join(tmpdir(), 'kiosk-package-'));
    expect(faultsOfPackage(empty, config).join()).toContain('run npm run build');
    rmSync(empty, { recursive: true });
  });
});

describe('the icons', () => {
  const folder = join(root, 'assets/icons');

  test('are what the drawing says: drawn anew they are the same pictures', async () => {
    const drawn = await drawIcons(readFileSync(join(folder, 'icon.svg'), 'utf8'));
    for (const [name, data] of drawn) {
      if (name.endsWith('.ico')) continue;
      const [now, then] = await Promise.all(
        [data, readFileSync(join(folder, name))].map((file) => sharp(file).raw().toBuffer()),
      );
      if (now === undefined || then === undefined) throw new Error(name);
      // Another release of the SVG renderer may round an edge the other way.
      const worst = now.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (then[at] ?? 999))),
        0,
      );
      expect({ name, worst: worst <= 8 ? 'a rounding' : worst }).toEqual({
        name,
        worst: 'a rounding',
      });
    }
  });

  test('for Windows are one file with a picture for every place that shows one', () => {
    const file = readFileSync(join(folder, 'icon.ico'));
    const count = file.readUInt16LE(4);
    const entries = Array.from({ length: count }, (_none, index) => {
      const at = 6 + 16 * index;
      const [length, offset] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
      const data = file.subarray(offset, offset + length);
      const asPng = data.subarray(1, 4).toString() === 'PNG';
      return { size: file.readUInt8(at) || 256, asPng, whole: data.length === length };
    });
    expect(entries).toEqual(
      [16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, asPng: size === 256, whole: true })),
    );
  });
});
