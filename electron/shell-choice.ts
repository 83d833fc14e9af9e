// Which shell shows the kiosk, and why in one line. Decides only: fetching and starting are the launcher's.

/** What the machine has; the two `obtain…` are asked only when their answer matters, for they may fetch and install. */
export interface Machine {
  readonly root: string;
  readonly display: boolean;
  /** KIOSK_SHELL: `electron` or `browser` chooses by hand. */
  readonly byHand: string | undefined;
  readonly asRoot: boolean;
  /** This Node's executable. */
  readonly node: string;
  obtainElectron(): string | null;
  obtainChromium(): Promise<string | null>;
}
export interface ShellChoice {
  readonly shell: 'electron' | 'browser';
  readonly why: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Electron where its binary is, else a Chromium window, else an address to open. */
export async function chooseShell(machine: Machine): Promise<ShellChoice> {
  const { root, byHand } = machine;
  const browser = (env: Readonly<Record<string, string>>, why: string): ShellChoice => ({
    shell: 'browser',
    why: `Shell: ${why}`,
    command: machine.node,
    args: [`${root}/electron/browser/main.ts`],
    env,
  });
  if (!machine.display && byHand !== 'electron')
    return browser(
      { KIOSK_BROWSER: 'none' },
      'browser, because there is no display; open the address below in a browser on this machine.',
    );
  const electron = byHand === 'browser' ? null : machine.obtainElectron();
  if (electron !== null)
    return {
      shell: 'electron',
      why: 'Shell: Electron, because its binary is here.',
      command: electron,
      // Chromium's sandbox refuses to run as root; a production kiosk refuses this switch.
      args: [...(machine.asRoot ? ['--no-sandbox'] : []), root],
      env: {},
    };
  const chromium = await machine.obtainChromium();
  if (chromium === null)
    return browser(
      { KIOSK_BROWSER: 'none' },
      'browser, without a window: no Electron and no Chromium here. Install one (apt-get install chromium) or open the address below.',
    );
  const reason =
    byHand === 'browser'
      ? 'KIOSK_SHELL asks for it'
      : 'Electron’s binary is not here and could not be fetched';
  return browser(
    { KIOSK_CHROMIUM: chromium },
    `Chromium kiosk window (${chromium}), because ${reason}.`,
  );
}
