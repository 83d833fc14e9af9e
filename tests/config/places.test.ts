// Where an installed kiosk's files belong, on both systems, told from either.
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../electron/places.ts';
import { installedConfigPath, installedDataDir } from '../../electron/places.ts';

function machine(platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}): Machine {
  return { platform, env, home: platform === 'win32' ? 'C:\\Users\\kiosk' : '/home/kiosk' };
}

describe('an installed kiosk', () => {
  test('on Linux is configured by the machine and keeps its data with its user', () => {
    expect(installedConfigPath(machine('linux'))).toBe('/etc/residence-permit-kiosk/kiosk.json');
    expect(installedDataDir(machine('linux'))).toBe(
      '/home/kiosk/.local/state/residence-permit-kiosk',
    );
  });

  test('on Linux follows XDG_STATE_HOME, and ignores one that is not a whole path', () => {
    expect(installedDataDir(machine('linux', { XDG_STATE_HOME: '/var/lib/kiosk' }))).toBe(
      '/var/lib/kiosk/residence-permit-kiosk',
    );
    expect(installedDataDir(machine('linux', { XDG_STATE_HOME: 'state' }))).toMatch(/^\/home\//);
  });

  test('on Windows is configured in ProgramData and keeps its data in LocalAppData', () => {
    expect(installedConfigPath(machine('win32', { ProgramData: 'D:\\Data' }))).toBe(
      'D:\\Data\\Residence Permit Kiosk\\kiosk.json',
    );
    expect(installedConfigPath(machine('win32'))).toBe(
      'C:\\ProgramData\\Residence Permit Kiosk\\kiosk.json',
    );
    expect(installedDataDir(machine('win32'))).toBe(
      'C:\\Users\\kiosk\\AppData\\Local\\Residence Permit Kiosk',
    );
  });
});
