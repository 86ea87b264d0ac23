import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

// The long forms of journeys.
export default defineConfig(journeys, {
  testMatch: '**/*.soak.ts',
  outputDir: 'test-results/long-journeys',
  reporter: 'list',
});
