/** Test projects: one per kind of test, so that a failure says at once what kind of thing broke. */
import { defineConfig } from 'vitest/config';

const minute = 60_000;

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // Two cores are what a small CI machine has; servers and browsers run beside the tests.
    maxWorkers: 2,
    teardownTimeout: minute / 2,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{shared,main,app,renderer}/**/*.test.{ts,tsx}'], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: 'protocol', include: ['test/protocol/**/*.test.ts'], testTimeout: minute / 2, hookTimeout: minute / 2, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: { name: 'engine', include: ['test/engine/**/*.test.ts'], testTimeout: minute, hookTimeout: minute, sequence: { groupOrder: 2 } },
      },
      {
        extends: true,
        test: { name: 'servers', include: ['test/servers/**/*.test.ts'], testTimeout: minute, hookTimeout: minute, sequence: { groupOrder: 3 } },
      },
      {
        extends: true,
        test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], testTimeout: 5 * minute, hookTimeout: 5 * minute, sequence: { groupOrder: 4 } },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 2 * minute,
          hookTimeout: 2 * minute,
          fileParallelism: false,
          sequence: { groupOrder: 5, concurrent: false },
        },
      },
    ],
  },
});
