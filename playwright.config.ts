// End-to-end tests in a real Chromium. Each spec starts what it needs itself; nothing is shared but the machine.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/support/build-page.ts',
  outputDir: 'test-results',
  // A kiosk, its browser and its devices are several processes each.
  workers: availableParallelism() >= 4 ? 3 : 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
});
