// Drives the built app in a real Electron, one test at a time because a desktop has one clipboard and one focus.
import { defineConfig } from '@playwright/test';

/** Several runs at once, each on a desktop of its own, share the tests and keep out of each other's way. */
const part = process.env.TOKENWARD_E2E_PART ?? '';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: `test-output/e2e${part}`,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  globalTimeout: 14 * 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: `test-output/reports/e2e${part}.json` }]],
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
});
