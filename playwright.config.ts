import { defineConfig } from '@playwright/test';
import { findBrowser } from './client/e2e/browser.ts';
import { spareTheWait } from './quick-tests.ts';

spareTheWait();

const { executablePath, args, env } = await findBrowser();

export default defineConfig({
  testDir: 'client/e2e',
  testMatch: '**/*.journey.ts',
  outputDir: 'test-results/journeys',
  // One after the other: each has a server and a database of its own, and two cores are all there may be.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
  use: {
    launchOptions: { executablePath, args, env: { ...(process.env as Record<string, string>), ...env } },
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    screenshot: 'only-on-failure',
    // Without the film of it: that would take as long as the journey itself.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
});
