import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { spareTheWait } from './quick-tests.ts';

spareTheWait();

export default defineConfig({
  test: {
    // What hangs must still end before CI does; what is slow only because others use the machine must not.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    allowOnly: false,
    expect: { poll: { timeout: 60_000 } },
    // One more than there are cores: who waits for a server or for PostgreSQL uses none.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          include: ['server/**/*.test.ts', 'prisma/**/*.test.ts'],
          globalSetup: ['server/test/throwaway-cluster.ts'],
          // Node itself runs the code, as it does in earnest; through Vite there would be a second copy of graphql.
          experimental: { viteModuleRunner: false },
          // A worker loads the program once, not for each file: what a file leaves behind in a module is a fault of its own.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'client', include: ['client/src/**/*.test.ts'] } },
    ],
  },
});
