import { defineConfig } from 'vitest/config';

// The long forms of what npm test runs in a few rounds: one file at a time, so that their numbers mean something.
export default defineConfig({
  test: {
    include: ['server/**/*.soak.ts', 'client/src/**/*.soak.ts'],
    globalSetup: ['server/test/throwaway-cluster.ts'],
    // As in vitest.config.ts.
    experimental: { viteModuleRunner: false },
    fileParallelism: false,
    testTimeout: 30 * 60_000,
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
});
