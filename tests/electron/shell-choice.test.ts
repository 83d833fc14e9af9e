// The whole table of which shell is chosen, and that nothing is fetched when its answer does not matter.
import { describe, expect, test } from 'vitest';
import { chooseShell } from '../../electron/shell-choice.ts';
import type { Machine } from '../../electron/shell-choice.ts';

function machine(changes: Partial<Machine> = {}): Machine & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    root: '/kiosk',
    display: true,
    byHand: undefined,
    asRoot: false,
    node: '/node',
    obtainElectron: () => '/electron',
    obtainChromium: () => {
      asked.push('chromium');
      return Promise.resolve('/chromium');
    },
    ...changes,
    asked,
  };
}
const none = { obtainElectron: () => null };
const nothing = { ...none, obtainChromium: () => Promise.resolve(null) };

describe('the shell', () => {
  test('is Electron where its binary is, and Chromium is not even looked for', async () => {
    const here = machine();
    expect(await chooseShell(here)).toMatchObject({
      shell: 'electron',
      command: '/electron',
      args: ['/kiosk'],
      why: 'Shell: Electron, because its binary is here.',
    });
    expect(here.asked).toEqual([]);
  });

  test('is Electron without its sandbox for root alone', async () => {
    expect((await chooseShell(machine({ asRoot: true }))).args).toEqual(['--no-sandbox', '/kiosk']);
  });

  test('is a Chromium window where Electron cannot be had, and says so', async () => {
    const choice = await chooseShell(machine(none));
    expect(choice).toMatchObject({ shell: 'browser', env: { KIOSK_CHROMIUM: '/chromium' } });
    expect(choice.why).toMatch(/could not be fetched/);
  });

  test('is a Chromium window when asked for by hand, Electron or not', async () => {
    const choice = await chooseShell(machine({ byHand: 'browser' }));
    expect(choice.env).toEqual({ KIOSK_CHROMIUM: '/chromium' });
    expect(choice.why).toMatch(/KIOSK_SHELL asks for it/);
  });

  test('is an address to open where there is no browser at all', async () => {
    const choice = await chooseShell(machine(nothing));
    expect(choice.env).toEqual({ KIOSK_BROWSER: 'none' });
    expect(choice.why).toMatch(/apt-get install chromium/);
  });

  test('is an address to open without a display, and nothing is fetched or installed', async () => {
    const dark = machine({
      display: false,
      obtainElectron: () => {
        throw new Error('asked for Electron');
      },
    });
    const choice = await chooseShell(dark);
    expect(choice.env).toEqual({ KIOSK_BROWSER: 'none' });
    expect(choice.why).toMatch(/no display/);
    expect(dark.asked).toEqual([]);
  });

  test('is Electron without a display only when asked for by hand (a virtual one is its own matter)', async () => {
    const choice = await chooseShell(machine({ display: false, byHand: 'electron' }));
    expect(choice.shell).toBe('electron');
  });
});
