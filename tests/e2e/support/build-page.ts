// Builds the page once before the end-to-end tests, unless KIOSK_PAGE names a built one.
import { resolve } from 'node:path';
import { build } from 'vite';

/** Playwright's global set-up. */
export default async function buildPage(): Promise<void> {
  if (process.env['KIOSK_PAGE'] !== undefined) return;
  const root = resolve(import.meta.dirname, '../../..');
  await build({ configFile: resolve(root, 'vite.config.ts'), logLevel: 'error' });
}
