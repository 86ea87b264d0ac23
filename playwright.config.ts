import { defineConfig } from '@playwright/test';
import { findBrowser } from './client/e2e/browser.ts';
import { spareTheWait } from './quick-tests.ts';

spareTheWait();

const { executablePath, args, env } = await findBrowser();

export default defineConfig({
  testDir: 'client/e2e',
  testMatch: '**/*.journey.ts',
  globalSetup: './client/e2e/prepare-house.ts',
  outputDir: 'test-results/journeys',
  // Three at a time, also on two cores: who waits for a page uses none. Each worker has a server and a database of its own.
  workers: 3,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
  use: {
    launchOptions: { executablePath, args, env: { ...(process.env as Record<string, string>), ...env } },
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    screenshot: 'only-on-failure',
    // What was done and asked for, without films and copies of the page: those cost a quarter of the journey itself.
    // Who looks for a fault runs it with `--trace on`.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
  },
});
