import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Races and crashes are part of the suite; what hangs must still end before CI does.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'server', include: ['server/**/*.test.ts'], globalSetup: ['server/test/throwaway-cluster.ts'], pool: 'forks' },
      },
      {
        extends: true,
        test: { name: 'client', include: ['client/src/**/*.test.ts'] },
      },
    ],
  },
});
